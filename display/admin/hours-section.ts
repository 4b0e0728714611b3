/** Settings of the hours: each weekday with its sessions, days that differ, who still waits at the end. */
import { LEFTOVERS, type SpecialDay } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { about, button, form, heading, itemList, note, subheading } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';
import { dayPicture, sessionPresses, sessionRows, sessionsIn } from './session-rows.js';
import { openInWords, sessionsInWords } from './value-words.js';
import { copyOf } from './draft.js';

const WEEK = ['1', '2', '3', '4', '5', '6', '7'];
/** Item of the list for days that differ from their weekday. */
const SPECIAL = 'special';

export function hoursSection(tools: AdminTools): Section {
  const openItem = (scene: AdminScene): string => (scene.chosen === '' ? '1' : scene.chosen);

  function list(scene: AdminScene): Child {
    const { draft, words } = scene;
    return itemList({ ...scene, chosen: openItem(scene) }, 'hours', [
      ...WEEK.map((day) => ({
        id: day,
        label: words.say(`shared.weekday.${day}`),
        note: openInWords(draft.site.hours[day] ?? [], words),
      })),
      {
        id: SPECIAL,
        label: words.say('settings.hours.special.title'),
        note: words.say('settings.hours.special.count', {
          count: draft.site.specialDays.length,
        }),
      },
    ]);
  }

  function weekday(scene: AdminScene, day: string): Child {
    const { draft, words, mayConfigure } = scene;
    const { say } = words;
    const sessions = draft.site.hours[day] ?? [];
    const before = day === '1' ? '7' : String(Number(day) - 1);
    return [
      heading(say(`shared.weekday.${day}`)),
      h('p', { class: 'day__text' }, sessionsInWords(sessions, words)),
      dayPicture(sessions),
      h('p', { class: 'f__help' }, say('settings.hours.legend')),
      tools.fields.flawLine('site.hours'),
      form(
        h('div', {}, sessionRows(tools, scene, day, `site.hours.${day}`, sessions)),
        mayConfigure &&
          h(
            'div',
            { class: 'f__row' },
            button({
              do: 'hours.as-before',
              label: say('settings.hours.asBefore', { day: say(`shared.weekday.${before}`) }),
              data: { day, before },
              id: 'hours-as-before',
            }),
            button({
              do: 'hours.whole-week',
              label: say('settings.hours.wholeWeek'),
              data: { day },
              id: 'hours-whole-week',
            }),
          ),
        leftover(scene),
      ),
    ];
  }

  function leftover(scene: AdminScene): Element {
    const { say } = scene.words;
    return tools.fields.choice({
      ...about(scene, 'site.leftover'),
      value: scene.draft.site.leftover,
      options: LEFTOVERS.map((id) => ({ id, label: say(`settings.site.leftover.options.${id}`) })),
      set: (value) =>
        tools.edit(({ site }) => {
          site.leftover = LEFTOVERS.find((one) => one === value) ?? site.leftover;
        }),
    });
  }

  function special(scene: AdminScene): Child {
    const { draft, words, mayConfigure } = scene;
    const { say } = words;
    return [
      heading(say('settings.hours.special.title')),
      h('p', { class: 'f__help' }, say('settings.hours.special.help')),
      draft.site.specialDays.map((day, index) => specialDay(scene, day, index)),
      draft.site.specialDays.length === 0 && note('hint', say('settings.hours.special.none')),
      mayConfigure &&
        button({
          do: 'hours.special-add',
          label: say('settings.hours.special.add'),
          id: 'special-add',
        }),
    ];
  }

  function specialDay(scene: AdminScene, day: SpecialDay, index: number): Element {
    const { say } = scene.words;
    const path = `site.specialDays.${index}`;
    const change = (how: (one: SpecialDay) => void): void =>
      tools.edit(({ site }) => {
        const found = site.specialDays[index];
        if (found !== undefined) how(found);
      });
    return h(
      'section',
      { class: 'card', id: `special-${index}` },
      form(
        tools.fields.date({
          path: `${path}.date`,
          label: say('settings.site.specialDays.date.label'),
          half: true,
          value: day.date,
          set: (date) => change((one) => (one.date = date ?? one.date)),
        }),
        tools.fields.toggle({
          path: `${path}.closed`,
          label: say('settings.hours.special.closed'),
          half: true,
          value: day.sessions.length === 0,
          set: (closed) =>
            change((one) => {
              one.sessions = closed ? [] : copyOf(scene.draft.site.hours['1'] ?? []);
            }),
        }),
        tools.fields.words({
          ...about(scene, `${path}.name`, 'site.specialDays.name'),
          value: day.name,
          set: (name) => change((one) => (one.name = name)),
        }),
        day.sessions.length > 0 && [
          subheading(say('settings.hours.special.sessions')),
          h('div', {}, sessionRows(tools, scene, day.date, `${path}.sessions`, day.sessions)),
        ],
        scene.mayConfigure &&
          h(
            'div',
            {},
            button({
              do: 'hours.special-away',
              label: say('settings.hours.special.remove'),
              tone: 'quiet',
              name: `${say('settings.hours.special.remove')}: ${day.name[scene.language]}`,
              data: { index },
              id: `special-away-${index}`,
            }),
          ),
      ),
    );
  }

  return {
    id: 'hours',
    list,
    view(scene) {
      const item = openItem(scene);
      return WEEK.includes(item) ? weekday(scene, item) : special(scene);
    },
    presses: {
      ...sessionPresses(tools),
      'as-before': ({ day = '', before = '' }) =>
        tools.edit(({ site }) => {
          site.hours[day] = copyOf(site.hours[before] ?? []);
        }),
      'whole-week': ({ day = '' }) =>
        tools.edit((draft) => {
          const sessions = sessionsIn(draft, day);
          for (const each of WEEK.slice(0, 5)) draft.site.hours[each] = copyOf(sessions);
        }),
      'special-add': () => {
        const { words, now, offset } = tools.scene();
        tools.edit(({ site }) => {
          const name = words.say('settings.hours.special.newName');
          site.specialDays.push({
            date: freeDate(
              site.specialDays.map(({ date }) => date),
              new Date(now + offset * 60_000),
            ),
            name: { vi: name, en: name },
            sessions: [],
          });
          site.specialDays.sort((one, other) => (one.date < other.date ? -1 : 1));
        });
      },
      'special-away': ({ index = '' }) => {
        const { words } = tools.scene();
        tools.edit(
          ({ site }) => void site.specialDays.splice(Number(index), 1),
          words.say('settings.hours.special.removed'),
        );
      },
    },
  };
}

/** The first day after today (UTC fields of `today`) that is not in the list yet, as `YYYY-MM-DD`. */
function freeDate(taken: readonly string[], today: Date): string {
  const day = new Date(today);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (taken.includes(day.toISOString().slice(0, 10)));
  return day.toISOString().slice(0, 10);
}
