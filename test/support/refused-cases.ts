/** For every refusal of every command, a story at whose end the command is refused with it. */
import type { CommandName } from '../../server/protocol/commands.js';
import { at, configuring, MINUTE, MONDAY, siteConfig, TUESDAY } from './factories.js';
import {
  waiting,
  called,
  parked,
  missed,
  cancelled,
  after,
  nothing,
  tenYearsAhead,
  ofTicket,
  ofCounter,
  thirdNumber,
  callTo,
  callManyTo,
  callNextTo,
  rerouteTo,
  finish,
  setProfile,
  without,
  undo,
  toUndo,
  issueToUndo,
  type Stories,
} from './refused-stories.js';
import { ending } from './story-hall.js';

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
