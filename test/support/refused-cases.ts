/** For every refusal of every command, a story at whose end the command is refused with it. */
import type { Refusal } from '../../server/errors.js';
import type { CommandName, Named } from '../../server/protocol/commands.js';
import type { RulesConfig } from '../../server/protocol/config.js';
import type { Reply } from '../../server/store/port.js';
import type { Arrange } from './accepted-cases.js';
import { at, configuring, group, MINUTE, MONDAY, siteConfig, TUESDAY } from './factories.js';
import { type StoryHall, ending } from './story-hall.js';

type Stories = { readonly [C in Refusal]?: Arrange };
type Run = (hall: StoryHall, named: Named) => Promise<Reply>;
type Given = (hall: StoryHall) => Promise<{ id: string }>;

const waiting: Given = (hall) => hall.issue();
const called: Given = (hall) => hall.called();
const parked: Given = (hall) => hall.parked();
const missed: Given = (hall) => hall.missed();
const cancelled: Given = async (hall) => {
  const { id } = await hall.issue();
  await hall.must('cancel', { ticket: id, reason: 'left' });
  return { id };
};

/** Opens the site (rules as given), tells the story and hands back the command. */
function after(
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

const nothing = () => Promise.resolve();
const tenYearsAhead = (hall: StoryHall) => {
  hall.now += 3_650 * 24 * 60 * MINUTE;
  return Promise.resolve();
};

/** What every command refuses that names a ticket. `right`: a ticket that it would accept. */
function ofTicket(run: Run, right: Given, wrong: Given): Stories {
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
function ofCounter(run: (hall: StoryHall, counter: string) => Promise<Reply>): Stories {
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
function thirdNumber(clock: string, rules: Partial<RulesConfig>, quota: number | null): Arrange {
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

const callTo = (hall: StoryHall, counter: string) =>
  hall.run('call', { ticket: '0000000001', counter });
const callManyTo = (hall: StoryHall, counter: string) =>
  hall.run('callMany', { counter, tickets: [] });
const callNextTo = (hall: StoryHall, counter: string) => hall.run('callNext', { counter });
const rerouteTo = (where: { group: string } | { counter: string }): Run => {
  return (hall, named) =>
    hall.run('reroute', { ...named, ...where, place: 'keep', reason: 'wish' });
};
const finish: Run = (hall, named) => hall.run('finish', named);
const setProfile = (hall: StoryHall, counter: string, served: string) =>
  hall.run('setProfile', { counter, profile: [{ group: served, tier: 1 }] });
/** The second version of the configuration, without one group or counter. */
function without(id: string) {
  const config = siteConfig();
  config.groups = config.groups.filter((each) => each.id !== id);
  config.counters = config.counters.filter((each) => each.id !== id);
  return configuring(config, 1);
}
const undo = (hall: StoryHall, actor?: string) =>
  hall.run('undo', { request: 'the-request-to-undo' }, actor === undefined ? {} : { actor });
const toUndo = { key: 'the-request-to-undo' };
const issueToUndo = (hall: StoryHall) => hall.issue({}, toUndo);

export const REFUSED: { readonly [N in CommandName]: Stories } = {
  issue: {
    'clock-wrong': after(tenYearsAhead, (hall) => hall.run('issue', { group: 'justice' })),
    'group-unknown': after(nothing, (hall) =>
      hall.run('issue', { group: 'justice', stops: ['gone'] }),
    ),
    'group-closed': thirdNumber('12:00', {}, null),
    'quota-reached': thirdNumber('09:00', {}, 2),
    'device-limit': thirdNumber('08:00:30', { devicePerMinute: 1 }, null),
  },
  callNext: {
    'clock-wrong': after(tenYearsAhead, (hall) => callNextTo(hall, 'c1')),
    ...ofCounter(callNextTo),
    changed: after(called, (hall) => callNextTo(hall, 'c1')),
    'wrong-state': async (hall) => {
      await hall.open();
      const [ticket] = (await hall.must('start', { ticket: (await hall.called()).id })).tickets;
      if (!ticket) throw new Error('nobody was started');
      return () => hall.run('callNext', { counter: 'c1', current: ending(ticket, 'miss') });
    },
    'calls-missing': async (hall) => {
      await hall.open({ callsBeforeMissed: 3 });
      const current = ending(await hall.called(), 'miss');
      return () => hall.run('callNext', { counter: 'c1', current });
    },
    'outcome-unknown': async (hall) => {
      await hall.open();
      const current = ending(await hall.called(), 'finish', { outcome: 'sung' });
      return () => hall.run('callNext', { counter: 'c1', current });
    },
    'outcome-needed': async (hall) => {
      await hall.open({ needsOutcome: true });
      const current = ending(await hall.called(), 'finish');
      return () => hall.run('callNext', { counter: 'c1', current });
    },
  },
  call: {
    'clock-wrong': after(tenYearsAhead, (hall) =>
      hall.run('call', { ticket: '0000000001', counter: 'c1' }),
    ),
    ...ofTicket((hall, named) => hall.run('call', { ...named, counter: 'c1' }), waiting, cancelled),
    ...ofCounter(callTo),
    'counter-busy': after(
      async (hall) => {
        await hall.issue();
        await hall.called();
      },
      (hall) => callTo(hall, 'c1'),
    ),
  },
  callMany: {
    ...ofCounter(callManyTo),
    'clock-wrong': after(tenYearsAhead, (hall) => callManyTo(hall, 'c1')),
    'counter-busy': after(called, (hall) => callManyTo(hall, 'c1')),
    'ticket-unknown': after(nothing, (hall) =>
      hall.run('callMany', { counter: 'c1', tickets: ['0000009999'] }),
    ),
    'day-closed': async (hall) => {
      await hall.open();
      const { id } = await hall.parked();
      hall.now = at(TUESDAY, '07:30');
      await hall.must('openCounter', { counter: 'c1' });
      return () => hall.run('callMany', { counter: 'c1', tickets: [id] });
    },
    'wrong-state': async (hall) => {
      await hall.open();
      const { id } = await hall.parked();
      return () => hall.run('callMany', { counter: 'c1', tickets: [id, id] });
    },
  },
  recall: {
    ...ofTicket((hall, named) => hall.run('recall', named), called, waiting),
    'too-soon': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      return () => hall.run('recall', { ticket: id });
    },
  },
  start: ofTicket((hall, named) => hall.run('start', named), called, waiting),
  finish: {
    ...ofTicket(finish, called, waiting),
    'outcome-unknown': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      return () => hall.run('finish', { ticket: id, outcome: 'sung' });
    },
    'outcome-needed': async (hall) => {
      await hall.open({ needsOutcome: true });
      const { id } = await hall.called();
      return () => finish(hall, { ticket: id });
    },
  },
  miss: {
    ...ofTicket((hall, named) => hall.run('miss', named), called, waiting),
    'calls-missing': async (hall) => {
      await hall.open({ callsBeforeMissed: 2 });
      const { id } = await hall.called();
      return () => hall.run('miss', { ticket: id });
    },
  },
  return: ofTicket((hall, named) => hall.run('return', named), missed, waiting),
  park: {
    ...ofTicket((hall, named) => hall.run('park', { ...named, reason: 'form' }), waiting, missed),
    'later-used': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      const later = { ticket: id, reason: 'later', minutes: 10 } as const;
      await hall.must('park', later, { via: 'phone' });
      await hall.must('resume', { ticket: id }, { via: 'phone' });
      return () => hall.run('park', later, { via: 'phone' });
    },
  },
  resume: ofTicket((hall, named) => hall.run('resume', named), parked, waiting),
  reroute: {
    ...ofTicket(rerouteTo({ group: 'land' }), waiting, cancelled),
    'group-unknown': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      return () => rerouteTo({ group: 'gone' })(hall, { ticket: id });
    },
    'counter-unknown': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      return () => rerouteTo({ counter: 'c9' })(hall, { ticket: id });
    },
    'counter-closed': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      return () => rerouteTo({ counter: 'c2' })(hall, { ticket: id });
    },
  },
  cancel: ofTicket(
    (hall, named) => hall.run('cancel', { ...named, reason: 'left' }),
    waiting,
    cancelled,
  ),
  note: ofTicket((hall, named) => hall.run('note', { ...named, note: 'x' }), waiting, cancelled),
  reopen: ofTicket(
    (hall, named) => hall.run('reopen', { ...named, reason: 'mistake' }),
    cancelled,
    waiting,
  ),
  undo: {
    'undo-expired': after(
      async (hall) => {
        await issueToUndo(hall);
        hall.now += 2 * MINUTE;
      },
      (hall) => undo(hall),
    ),
    'undo-foreign': after(issueToUndo, (hall) => undo(hall, 'somebody-else')),
    'day-closed': after(
      async (hall) => {
        hall.now = at(MONDAY, '23:59:50');
        await issueToUndo(hall);
        hall.now = at(TUESDAY, '00:00:05');
      },
      (hall) => undo(hall),
    ),
    superseded: after(
      async (hall) => {
        const { id } = await hall.called();
        await hall.must('miss', { ticket: id }, toUndo);
        await hall.called();
      },
      (hall) => undo(hall),
    ),
  },
  openCounter: {
    'counter-unknown': after(nothing, (hall) => hall.run('openCounter', { counter: 'c9' })),
    'wrong-state': after(nothing, (hall) => hall.run('openCounter', { counter: 'c1' })),
  },
  pauseCounter: {
    'counter-unknown': after(nothing, (hall) =>
      hall.run('pauseCounter', { counter: 'c9', reason: 'lunch' }),
    ),
    'wrong-state': after(nothing, (hall) =>
      hall.run('pauseCounter', { counter: 'c2', reason: 'lunch' }),
    ),
  },
  closeCounter: {
    'counter-unknown': after(nothing, (hall) => hall.run('closeCounter', { counter: 'c9' })),
    'wrong-state': after(nothing, (hall) => hall.run('closeCounter', { counter: 'c2' })),
    'counter-busy': after(called, (hall) => hall.run('closeCounter', { counter: 'c1' })),
  },
  setProfile: {
    'counter-unknown': after(nothing, (hall) => setProfile(hall, 'c9', 'land')),
    'group-unknown': after(nothing, (hall) => setProfile(hall, 'c1', 'gone')),
  },
  reprint: {
    'ticket-unknown': after(nothing, (hall) =>
      hall.run('reprint', { ticket: '0000009999', printer: 'door' }),
    ),
    'day-closed': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      hall.now = at(TUESDAY, '07:30');
      return () => hall.run('reprint', { ticket: id, printer: 'door' });
    },
  },
  endPrint: {
    'ticket-unknown': after(nothing, (hall) =>
      hall.run('endPrint', {
        ...{ ticket: '0000009999', number: 'A001', printer: 'door', copy: 1 },
        ...{ outcome: 'sent', cause: null },
      }),
    ),
  },
  configure: {
    'version-changed': after(nothing, (hall) => hall.run('configure', configuring(siteConfig()))),
    'counter-busy': after(nothing, (hall) => hall.run('configure', without('c1'))),
    'group-busy': after(
      async (hall) => {
        const { id } = await hall.issue({ group: 'land', stops: ['social'] });
        await hall.must('call', { ticket: id, counter: 'c1' });
        await hall.must('miss', { ticket: id });
      },
      (hall) => hall.run('configure', without('social')),
    ),
  },
  confirmClock: {},
  record: {
    changed: after(
      async (hall) => {
        const papers = { codes: ['KMRT'], text: '{}', seconds: 60 };
        const data = JSON.stringify({ procedure: 'birth' });
        await hall.run('record', { type: 'papers.kept', data, papers });
      },
      (hall) =>
        hall.run('record', {
          ...{ type: 'papers.kept', data: JSON.stringify({ procedure: 'land' }) },
          papers: { codes: ['KMRT'], text: '[]', seconds: 60 },
        }),
    ),
  },
  expire: {
    'wrong-state': after(nothing, (hall) => hall.run('expire', { day: MONDAY, limit: 10 })),
  },
};
