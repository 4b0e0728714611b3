/** For every command of the store, stories at whose end it is accepted: all branches of its script. */
import type { CommandName, Commands } from '../../server/protocol/commands.js';
import { recordOf } from '../../server/domain/record.js';
import type { Reply } from '../../server/store/port.js';
import { at, configuring, MINUTE, MONDAY, siteConfig, TUESDAY } from './factories.js';
import { type StoryHall, ending } from './story-hall.js';

/** Tells the story up to the command and hands back the command itself. */
export type Arrange = (hall: StoryHall) => Promise<() => Promise<Reply>>;

function personAdded(): Commands['record'] {
  const data = { person: 'person-1', role: 'volunteer' };
  return { type: 'person.added', data: JSON.stringify(data) };
}

type Stories = { readonly [N in CommandName]: Readonly<Record<string, Arrange>> };

export const ACCEPTED: Stories = {
  issue: {
    'with everything that a number may carry': async (hall) => {
      await hall.open();
      return () =>
        hall.run('issue', {
          group: 'justice',
          procedure: 'birth',
          priority: 'elder',
          language: 'en',
          escort: true,
          stops: ['land', 'social'],
          note: 'đi cùng cháu',
          mark: 'blue',
          printer: 'door',
          device: 'kiosk-1',
        });
    },
    'as the first number of a new day': async (hall) => {
      await hall.open();
      await hall.issue();
      hall.now = at(TUESDAY, '07:30');
      return () => hall.run('issue', { group: 'land' });
    },
  },
  callNext: {
    'that finishes into a further stop and calls that ticket again': async (hall) => {
      await hall.open();
      const ticket = await hall.called('c1', { stops: ['land'] });
      return () => hall.run('callNext', { counter: 'c1', current: ending(ticket, 'finish') });
    },
    'that resumes who is due and moves what the group is owed': async (hall) => {
      await hall.open();
      await hall.parked({ reason: 'later', minutes: 10 });
      await hall.issue();
      await hall.issue({ priority: 'elder' });
      hall.now += 11 * MINUTE;
      return () => hall.run('callNext', { counter: 'c1' });
    },
    'that parks who is there and takes who is addressed to it': async (hall) => {
      await hall.open();
      await hall.addressed('c1');
      const ticket = await hall.called();
      const current = ending(ticket, 'park', { reason: 'copies' });
      return () => hall.run('callNext', { counter: 'c1', current });
    },
    'that misses an unanswered call and finds nobody': async (hall) => {
      await hall.open({ needsStart: true, callTimeoutSeconds: 60 });
      await hall.called();
      hall.now += 2 * MINUTE;
      return () => hall.run('callNext', { counter: 'c1' });
    },
  },
  call: {
    'of a parked ticket': async (hall) => {
      await hall.open();
      const { id } = await hall.parked({ reason: 'later', minutes: 10 });
      return () => hall.run('call', { ticket: id, counter: 'c1' });
    },
  },
  callMany: {
    'of two': async (hall) => {
      await hall.open();
      const tickets = [(await hall.parked()).id, (await hall.parked()).id];
      return () => hall.run('callMany', { counter: 'c1', tickets });
    },
  },
  recall: {
    'after the gap': async (hall) => {
      await hall.open();
      const { id, rev } = await hall.called();
      hall.now += MINUTE;
      return () => hall.run('recall', { ticket: id, ifRev: rev });
    },
  },
  start: {
    'of a called ticket': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      return () => hall.run('start', { ticket: id });
    },
  },
  finish: {
    'for good': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      const result = { outcome: 'handed-in', resultDate: '2026-12-01' };
      return () => hall.run('finish', { ticket: id, ...result });
    },
    'for the next stop': async (hall) => {
      await hall.open({ stopCredit: 5 });
      const { id } = await hall.called('c1', { stops: ['land'], priority: 'merit' });
      return () => hall.run('finish', { ticket: id });
    },
  },
  miss: {
    'of a called ticket': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      return () => hall.run('miss', { ticket: id });
    },
  },
  return: {
    'of a missed ticket': async (hall) => {
      await hall.open();
      const { id } = await hall.missed();
      return () => hall.run('return', { ticket: id });
    },
  },
  park: {
    'from the counter': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      return () => hall.run('park', { ticket: id, reason: 'form' });
    },
    'for later': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      return () => hall.run('park', { ticket: id, reason: 'later', minutes: 20 });
    },
  },
  resume: {
    'to the counter that parked it': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      await hall.must('park', { ticket: id, reason: 'form' });
      return () => hall.run('resume', { ticket: id });
    },
  },
  reroute: {
    'to the head of a group': async (hall) => {
      await hall.open();
      const { id } = await hall.issue({ priority: 'elder' });
      await hall.issue({ group: 'land' });
      const to = { group: 'land', place: 'first', reason: 'wrong-triage' } as const;
      return () => hall.run('reroute', { ticket: id, ...to });
    },
    'to a counter': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      const to = { counter: 'c1', place: 'last', reason: 'papers' } as const;
      return () => hall.run('reroute', { ticket: id, ...to });
    },
  },
  cancel: {
    'of a waiting ticket': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      return () => hall.run('cancel', { ticket: id, reason: 'left' });
    },
  },
  reopen: {
    'of a finished ticket': async (hall) => {
      await hall.open();
      const { id } = await hall.called();
      await hall.must('finish', { ticket: id, outcome: 'advised' });
      return () => hall.run('reopen', { ticket: id, reason: 'came-back' });
    },
    'of a ticket in the one state that the caller may reopen': async (hall) => {
      await hall.open();
      const { id } = await hall.issue();
      await hall.must('cancel', { ticket: id, reason: 'left' });
      return () => hall.run('reopen', { ticket: id, reason: 'mistake', from: ['cancelled'] });
    },
  },
  undo: {
    'of a number': async (hall) => {
      await hall.open();
      await hall.issue({}, { key: 'the-number-to-undo' });
      return () => hall.run('undo', { request: 'the-number-to-undo' });
    },
    'of a call that moved what is owed': async (hall) => {
      await hall.open();
      await hall.issue({ priority: 'elder' });
      await hall.must('callNext', { counter: 'c1' }, { key: 'the-call-to-undo' });
      return () => hall.run('undo', { request: 'the-call-to-undo' });
    },
    'of one of those called together': async (hall) => {
      await hall.open();
      const tickets = [(await hall.parked()).id, (await hall.parked()).id];
      await hall.must('callMany', { counter: 'c1', tickets });
      const finish = { ticket: tickets[0] ?? '' };
      await hall.must('finish', finish, { key: 'the-finish-to-undo' });
      return () => hall.run('undo', { request: 'the-finish-to-undo' });
    },
    'of closing a counter': async (hall) => {
      await hall.open();
      await hall.addressed('c1');
      await hall.must('closeCounter', { counter: 'c1' }, { key: 'the-close-to-undo' });
      return () => hall.run('undo', { request: 'the-close-to-undo' });
    },
  },
  openCounter: {
    'for the first time': async (hall) => {
      await hall.open({}, []);
      return () => hall.run('openCounter', { counter: 'c1' });
    },
  },
  pauseCounter: {
    'of an open counter': async (hall) => {
      await hall.open();
      return () => hall.run('pauseCounter', { counter: 'c1', reason: 'lunch' });
    },
  },
  closeCounter: {
    'with somebody addressed to it': async (hall) => {
      await hall.open();
      await hall.addressed('c1');
      await hall.must('pauseCounter', { counter: 'c1', reason: 'short' });
      return () => hall.run('closeCounter', { counter: 'c1' });
    },
  },
  setProfile: {
    'of a closed counter': async (hall) => {
      await hall.open();
      const profile = [{ group: 'social', tier: 1 }];
      return () => hall.run('setProfile', { counter: 'c2', profile });
    },
  },
  reprint: {
    'once more': async (hall) => {
      await hall.open();
      const { id } = await hall.issue({ printer: 'door' });
      return () => hall.run('reprint', { ticket: id, printer: 'door' });
    },
  },
  endPrint: {
    'with a cause': async (hall) => {
      await hall.open();
      const { id, number } = await hall.issue({ printer: 'door' });
      const slip = { ticket: id, number, printer: 'door', copy: 1 };
      return () => hall.run('endPrint', { ...slip, outcome: 'failed', cause: 'paper-out' });
    },
  },
  configure: {
    'for the first time': (hall) =>
      Promise.resolve(() => hall.run('configure', configuring(siteConfig()))),
    'once more': async (hall) => {
      await hall.open();
      return () => hall.run('configure', configuring(siteConfig({ policy: 'first' }), 1));
    },
    'without a group and a counter that nobody needs': async (hall) => {
      await hall.open();
      await hall.issue({ stops: ['land'] });
      await hall.missed();
      const config = siteConfig();
      config.groups = config.groups.filter(({ id }) => id !== 'social');
      config.counters = config.counters.filter(({ id }) => id === 'c1');
      return () => hall.run('configure', configuring(config, 1));
    },
  },
  confirmClock: {
    'back to the day before': async (hall) => {
      await hall.open();
      hall.now -= 24 * 60 * MINUTE;
      return () => hall.run('confirmClock', { offset: -1_000 });
    },
    'back by some hours': async (hall) => {
      await hall.open();
      await hall.issue();
      hall.now -= 180 * MINUTE;
      return () => hall.run('confirmClock', { offset: 0 });
    },
    'back into a day that was open before': async (hall) => {
      await hall.open();
      await hall.issue();
      hall.now = at(TUESDAY, '07:30');
      await hall.issue();
      await hall.issue();
      hall.now = at(MONDAY, '07:50');
      return () => hall.run('confirmClock', { offset: 0 });
    },
  },
  note: {
    'in place of another one': async (hall) => {
      await hall.open();
      const { id } = await hall.issue({ note: 'đi cùng cháu' });
      return () => hall.run('note', { ticket: id, note: 'nghe kém' });
    },
    'that removes one': async (hall) => {
      await hall.open();
      const { id } = await hall.issue({ note: 'đi cùng cháu' });
      return () => hall.run('note', { ticket: id, note: '' });
    },
  },
  record: {
    'with a list of papers': async (hall) => {
      await hall.open();
      const data = JSON.stringify({ procedure: 'birth' });
      const papers = { codes: ['KMRT'], text: '{"missing":[0]}', seconds: 60 };
      return () => hall.run('record', { type: 'papers.kept', data, papers });
    },
    'of a rating with a line': async (hall) => {
      await hall.open();
      const { id: ticket } = await hall.issue();
      const rated = recordOf('service.rated', {
        ...{ ticket, score: 4, place: 'phone', counter: null, said: true },
      });
      const said = { ticket, text: 'cảm ơn', seconds: 60 };
      return () => hall.run('record', { ...rated, said });
    },
    'of a rating that loses its line': async (hall) => {
      await hall.open();
      const { id: ticket } = await hall.issue();
      const rated = recordOf('service.rated', {
        ...{ ticket, score: 4, place: 'phone', counter: null, said: false },
      });
      await hall.run('record', { ...rated, said: { ticket, text: 'cảm ơn', seconds: 60 } });
      return () => hall.run('record', { ...rated, said: { ticket, text: '', seconds: 60 } });
    },
    'of a person who was added': async (hall) => {
      await hall.open();
      return () => hall.run('record', personAdded());
    },
    'while the clock is wrong': async (hall) => {
      await hall.open();
      hall.now += 3_650 * 24 * 60 * MINUTE;
      return () => hall.run('record', personAdded());
    },
    'as the first entry of a new day': async (hall) => {
      await hall.open();
      hall.now = at(TUESDAY, '06:50');
      return () => hall.run('record', personAdded());
    },
  },
  expire: {
    'of a whole day': async (hall) => {
      await hall.open();
      await hall.issue({ priority: 'elder' });
      await hall.parked({ reason: 'later', minutes: 10 });
      await hall.addressed('c1');
      const { id, day } = await hall.called();
      await hall.must('start', { ticket: id });
      hall.now = at(TUESDAY, '00:01');
      return () => hall.run('expire', { day, limit: 100 });
    },
    'of a day that lies ahead': async (hall) => {
      await hall.open();
      const { day } = await hall.called();
      hall.now -= 24 * 60 * MINUTE;
      await hall.must('confirmClock', { offset: 0 });
      return () => hall.run('expire', { day, limit: 100 });
    },
  },
};
