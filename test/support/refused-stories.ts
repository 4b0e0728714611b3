/** What stories of refusals have in common: who is there, and what every command of a kind refuses. */
import type { Refusal } from '../../server/errors.js';
import type { Named } from '../../server/protocol/commands.js';
import type { RulesConfig } from '../../server/protocol/config.js';
import type { Reply } from '../../server/store/port.js';
import { at, configuring, group, MINUTE, MONDAY, siteConfig, TUESDAY } from './factories.js';
import type { Arrange, StoryHall } from './story-hall.js';

export type Stories = { readonly [C in Refusal]?: Arrange };
type Run = (hall: StoryHall, named: Named) => Promise<Reply>;
type Given = (hall: StoryHall) => Promise<{ id: string }>;

export const waiting: Given = (hall) => hall.issue();
export const called: Given = (hall) => hall.called();
export const parked: Given = (hall) => hall.parked();
export const missed: Given = (hall) => hall.missed();
export const cancelled: Given = async (hall) => {
  const { id } = await hall.issue();
  await hall.must('cancel', { ticket: id, reason: 'left' });
  return { id };
};

/** Opens the site (rules as given), tells the story and hands back the command. */
export function after(
  story: (hall: StoryHall) => Promise<unknown>,
  run: (hall: StoryHall) => Promise<Reply>,
  rules: Partial<RulesConfig> = {},
): Arrange {
  return async (hall) => {
    await hall.open(rules);
    await story(hall);
    return () => run(hall);
  };
}

export const nothing = () => Promise.resolve();
export const tenYearsAhead = (hall: StoryHall) => {
  hall.now += 3_650 * 24 * 60 * MINUTE;
  return Promise.resolve();
};

/** What every command refuses that names a ticket. `right`: a ticket that it would accept. */
export function ofTicket(run: Run, right: Given, wrong: Given): Stories {
  const on = (given: Given, ifRev?: number): Arrange => {
    return async (hall) => {
      await hall.open();
      const { id } = await given(hall);
      return () => run(hall, { ticket: id, ...(ifRev !== undefined && { ifRev }) });
    };
  };
  return {
    'ticket-unknown': on(() => Promise.resolve({ id: '0000009999' })),
    'day-closed': on(async (hall) => {
      const ticket = await right(hall);
      hall.now = at(TUESDAY, '00:01');
      return ticket;
    }),
    changed: on(right, 1),
    'wrong-state': on(wrong),
  };
}

/** What every command refuses that calls to a counter; somebody waits there already. */
export function ofCounter(run: (hall: StoryHall, counter: string) => Promise<Reply>): Stories {
  const pauseIt = async (hall: StoryHall) => {
    await hall.issue();
    await hall.must('pauseCounter', { counter: 'c1', reason: 'meeting' });
  };
  return {
    'counter-unknown': after(waiting, (hall) => run(hall, 'c9')),
    'counter-closed': after(waiting, (hall) => run(hall, 'c2')),
    'counter-paused': after(pauseIt, (hall) => run(hall, 'c1')),
  };
}

/** A kiosk's third number, after two at eight o'clock; the third is asked for at `clock`. */
export function thirdNumber(
  clock: string,
  rules: Partial<RulesConfig>,
  quota: number | null,
): Arrange {
  return async (hall) => {
    const groups = [group('justice', 'A', { quota }), group('land', 'B'), group('social', 'C')];
    await hall.must('configure', configuring(siteConfig(rules, { groups })));
    await hall.issue({ device: 'kiosk-1' });
    await hall.issue({ device: 'kiosk-1' });
    hall.now = at(MONDAY, clock);
    const third = { group: 'justice', device: 'kiosk-1' };
    return () => hall.run('issue', third, { via: 'kiosk' });
  };
}

export const callTo = (hall: StoryHall, counter: string) =>
  hall.run('call', { ticket: '0000000001', counter });
export const callManyTo = (hall: StoryHall, counter: string) =>
  hall.run('callMany', { counter, tickets: [] });
export const callNextTo = (hall: StoryHall, counter: string) => hall.run('callNext', { counter });
export const rerouteTo = (where: { group: string } | { counter: string }): Run => {
  return (hall, named) =>
    hall.run('reroute', { ...named, ...where, place: 'keep', reason: 'wish' });
};
export const finish: Run = (hall, named) => hall.run('finish', named);
export const setProfile = (hall: StoryHall, counter: string, served: string) =>
  hall.run('setProfile', { counter, profile: [{ group: served, tier: 1 }] });
/** The second version of the configuration, without one group or counter. */
export function without(id: string) {
  const config = siteConfig();
  config.groups = config.groups.filter((each) => each.id !== id);
  config.counters = config.counters.filter((each) => each.id !== id);
  return configuring(config, 1);
}
export const undo = (hall: StoryHall, actor?: string) =>
  hall.run('undo', { request: 'the-request-to-undo' }, actor === undefined ? {} : { actor });
export const toUndo = { key: 'the-request-to-undo' };
export const issueToUndo = (hall: StoryHall) => hall.issue({}, toUndo);
