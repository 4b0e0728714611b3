/** How it went, by keys 1 to 5, and the day on which the result can be collected, by keys 6 to 0. */
import { dateOf } from '../../server/domain/hall-closed.js';
import { localTime, timeFields } from '../../server/domain/local-time.js';
import { isWorkingDay, workingDayAfter } from '../../server/domain/working-days.js';
import { type Desk, type DeskState, owesOutcome } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { chip } from '../shared/staff-parts.js';
import type { Scene } from '../shared/staff-site.js';

/** Outcomes that a key gives; the digits above are days. */
const KEYED = 5;
/** Working days ahead that the chips offer, with their keys. */
const AHEAD = [
  [1, '6'],
  [3, '7'],
  [5, '8'],
  [7, '9'],
] as const;

export function outcomesView(desk: Desk, state: DeskState): Child {
  const { scene } = desk;
  if (scene.site.outcomes.length === 0) return null;
  const { say } = scene.words;
  const owed = owesOutcome(desk);
  return [
    h('h2', { class: 'label', id: 'outcomes' }, say(owed ? 'desk.outcomeOwed' : 'desk.outcome')),
    h(
      'div',
      { class: 'outcomes', role: 'group', 'aria-labelledby': 'outcomes' },
      scene.site.outcomes.map((outcome, at) => {
        const digit = at < KEYED ? String(at + 1) : null;
        return h(
          'button',
          {
            type: 'button',
            class: 'outcome',
            id: `outcome-${outcome.id}`,
            'data-do': 'outcome',
            'data-value': outcome.id,
            'data-key': digit,
            // Where it finishes at once it is a deed, not a choice.
            'aria-pressed': owed ? null : state.outcome === outcome.id ? 'true' : 'false',
            'aria-disabled': owed && scene.link.kind !== 'live' ? 'true' : null,
            'aria-keyshortcuts': digit,
          },
          digit !== null && h('kbd', {}, digit),
          ' ',
          h('span', {}, outcome.name),
        );
      }),
    ),
    daysView(scene, state),
  ];
}

function daysView(scene: Scene, state: DeskState): Element {
  const { site, words, now } = scene;
  const { say } = words;
  const today = dateOf(localTime(now, site.offset));
  return h(
    'div',
    { class: 'days', role: 'group', 'aria-labelledby': 'days' },
    h('span', { class: 'label', id: 'days' }, say('desk.resultDate')),
    AHEAD.map(([count, digit]) => {
      const day = workingDayAfter(site.calendar, today, count);
      const chosen = state.dayTyped === null && state.resultDate === day;
      return chip('day', day, [h('kbd', {}, digit), ' ', ...dayParts(scene, day)], chosen, {
        id: `day-${count}`,
        'data-key': digit,
        'aria-keyshortcuts': digit,
      });
    }),
    otherDay(scene, state.dayTyped !== null),
    state.dayTyped !== null && dayField(scene, state, state.dayTyped),
  );
}

/** While the field is there, letters and digits are its own: Esc leaves it. */
function otherDay({ words }: Scene, isOpen: boolean): Element {
  const key = isOpen ? 'Escape' : '0';
  const label = [h('kbd', {}, isOpen ? 'Esc' : key), ' ', words.say('desk.otherDay')];
  return chip('other-day', '', label, isOpen, {
    id: 'day-other',
    'data-key': key,
    'aria-keyshortcuts': key,
  });
}

function dayField(scene: Scene, { resultDate }: DeskState, typed: string): Element {
  const { words } = scene;
  const { say } = words;
  return h(
    'span',
    { class: 'days__field' },
    h('input', {
      id: 'day-field',
      class: 'field',
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
      maxlength: 10,
      placeholder: say('desk.dayForm'),
      value: typed,
      'data-input': 'day',
      'data-focus': 'once',
      'aria-label': say('desk.otherDay'),
      'aria-describedby': 'day-said',
    }),
    h(
      'span',
      { id: 'day-said', role: 'status' },
      resultDate === null
        ? say(typed === '' ? 'desk.dayForm' : 'desk.dayUnread')
        : say(isWorkingDay(scene.site.calendar, resultDate) ? 'desk.dayRead' : 'desk.dayShut', {
            day: words.say('desk.day', dayOf(scene, resultDate)),
          }),
    ),
  );
}

/** `Thứ Năm 26/11`: in the strip the eye has the date alone. */
function dayParts(scene: Scene, day: string): Child[] {
  const { weekday, date } = dayOf(scene, day);
  return [h('span', { class: 'days__weekday' }, weekday, ' '), date];
}

function dayOf({ words }: Scene, day: string): { weekday: string; date: string } {
  const local = localTime(Date.parse(`${day}T12:00Z`), 0);
  return {
    weekday: words.say(`shared.weekday.${local.weekday}`),
    date: words.say('desk.dayMonth', { ...timeFields(local) }),
  };
}
