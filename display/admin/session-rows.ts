/** The parts of one day: when the counters are open and when numbers are given. */
import type { Session, SiteConfig } from '../../server/protocol/config.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { button } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

/** A usual morning and afternoon: 07h30–11h30 and 13h30–17h00. */
const USUAL: readonly Session[] = [
  { from: 450, to: 690, issueFrom: 450, issueUntil: 675 },
  { from: 810, to: 1020, issueFrom: 810, issueUntil: 990 },
];
/** First and last hour of the picture of a day. */
const PICTURE = { from: 360, to: 1260 } as const;

/** The sessions of a weekday (`1`–`7`) or of a special day (its date) within a draft, to be changed. */
export function sessionsIn(draft: SiteConfig, day: string): Session[] {
  const special = draft.site.specialDays.find(({ date }) => date === day);
  if (special !== undefined) return special.sessions;
  const sessions = draft.site.hours[day] ?? [];
  draft.site.hours[day] = sessions;
  return sessions;
}

const TIMES = ['from', 'to', 'issueFrom', 'issueUntil'] as const;

/**
 * @param day as in `sessionsIn`
 * @param path of the sessions, such as `site.hours.1`
 */
export function sessionRows(
  tools: AdminTools,
  scene: AdminScene,
  day: string,
  path: string,
  sessions: readonly Session[],
): Child {
  const { say } = scene.words;
  const set = (index: number, part: Partial<Session>): void =>
    tools.edit((draft) => {
      const session = sessionsIn(draft, day)[index];
      if (session !== undefined) Object.assign(session, part);
    });
  return [
    sessions.map((session, index) =>
      h(
        'div',
        { class: 'session', id: `session-${day}-${index}`, role: 'group' },
        h(
          'div',
          { class: 'row row--times' },
          TIMES.map((time) =>
            tools.fields.time({
              path: `${path}.${index}.${time}`,
              label: say(`settings.hours.${time}`),
              value: session[time],
              set: (minutes) => set(index, { [time]: minutes }),
            }),
          ),
          scene.mayConfigure &&
            button({
              do: 'hours.session-away',
              label: say('admin.row.remove'),
              tone: 'quiet',
              name: say('admin.row.away', {
                name: say('settings.hours.session', { n: index + 1 }),
              }),
              data: { day, index },
              id: `session-${day}-${index}-away`,
            }),
        ),
        tools.fields.flawLine(`${path}.${index}`),
      ),
    ),
    scene.mayConfigure &&
      button({
        do: 'hours.session-add',
        label: say('settings.hours.addSession'),
        tone: 'quiet',
        off: sessions.length >= 6,
        data: { day },
        id: `session-add-${day}`,
      }),
  ];
}

/** Presses of the rows, for the section of the hours. */
export function sessionPresses(
  tools: AdminTools,
): Readonly<Record<string, (press: Press) => void>> {
  return {
    'session-add': ({ day = '' }) =>
      tools.edit((draft) => {
        const sessions = sessionsIn(draft, day);
        const from = sessions.length === 0 ? null : Math.max(...sessions.map(({ to }) => to)) + 60;
        const usual = USUAL.find((one) => from === null || one.from >= from - 60);
        const start = Math.min(from ?? 450, 1320);
        const to = Math.min(start + 120, 1440);
        sessions.push({ ...(usual ?? { from: start, to, issueFrom: start, issueUntil: to }) });
      }),
    'session-away': ({ day = '', index = '' }) =>
      tools.edit((draft) => void sessionsIn(draft, day).splice(Number(index), 1)),
  };
}

/** A day drawn as a line: open hours filled, the time in which numbers are given beneath. */
export function dayPicture(sessions: readonly Session[]): Element {
  const span = PICTURE.to - PICTURE.from;
  const x = (minutes: number): number =>
    Math.round((Math.min(Math.max(minutes, PICTURE.from), PICTURE.to) - PICTURE.from) / 1.5) / 10;
  const width = Math.round(span / 1.5) / 10;
  const bar = (from: number, to: number, kind: string, y: number, height: number): Element =>
    h('rect', { class: kind, x: x(from), y, width: Math.max(0, x(to) - x(from)), height });
  const hours: Element[] = [];
  for (let minutes = PICTURE.from; minutes <= PICTURE.to; minutes += 60) {
    hours.push(
      h('rect', { class: 'day__hour', x: x(minutes) - 0.05, y: 0, width: 0.1, height: 10 }),
    );
  }
  return h(
    'svg',
    {
      class: 'day',
      viewBox: `0 0 ${width} 10`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    hours,
    sessions.map(({ from, to }) => bar(from, to, 'day__open', 1, 5)),
    sessions.map(({ issueFrom, issueUntil }) => bar(issueFrom, issueUntil, 'day__issue', 7, 2)),
  );
}
