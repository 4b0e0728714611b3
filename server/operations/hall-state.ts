/** What the checks of a site look at beside the machine. Pure. */
import { anyoneLeft, openingNow } from '../domain/hall-closed.js';
import { zoneOffset } from '../domain/local-time.js';
import type { SiteView } from '../live/site-view.js';
import type { Board } from '../protocol/board.js';
import type { SiteConfig } from '../protocol/config.js';
import type { OperationsAnswer, ScreensShow } from '../protocol/operations.js';

/** Groups that no counter serves by its profile of today, in the order of the site. */
export function unservedGroups(config: SiteConfig, board: Pick<Board, 'counters'>): string[] {
  const served = new Set(
    config.counters.flatMap(({ id, profile }) =>
      (board.counters[id]?.profile ?? profile).map(({ group }) => group),
    ),
  );
  return config.groups.map(({ id }) => id).filter((id) => !served.has(id));
}

export function hallState({ counters, tickets }: Board): OperationsAnswer['hall'] {
  const states = Object.values(counters).map(({ state }) => state);
  const people = Object.values(tickets).map(({ state }) => state);
  const count = <T>(all: readonly T[], ...wanted: T[]): number =>
    all.filter((each) => wanted.includes(each)).length;
  return {
    open: count(states, 'open'),
    paused: count(states, 'paused'),
    waiting: count(people, 'waiting'),
    parked: count(people, 'parked'),
    serving: count(people, 'called', 'serving'),
  };
}

/**
 * What the hall's screens show now, as `domain/hall-scene.ts` has it.
 * @param now site time, ms
 */
export function screensShow(
  view: Pick<SiteView, 'config' | 'board' | 'load'>,
  now: number,
): ScreensShow {
  if (view.load().trouble === 'clock') return 'clock';
  const { config, board } = view;
  const { hours, specialDays, timeZone, trial, training } = config.site;
  // Hours bind nobody at a site that is not real.
  if (trial || training || anyoneLeft(board)) return 'calls';
  const opening = openingNow({
    config: { hours, specialDays },
    now,
    offset: zoneOffset(now, timeZone),
  });
  return opening.kind === 'open' ? 'calls' : 'hours';
}
