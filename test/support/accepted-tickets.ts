/** Stories at whose end a command on tickets is accepted. */
import { at, MINUTE, TUESDAY } from './factories.js';
import { type AcceptedStories, ending } from './story-hall.js';

export const ACCEPTED_OF_TICKETS = {
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
} satisfies AcceptedStories;
