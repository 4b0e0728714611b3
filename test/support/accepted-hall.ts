/** Stories at whose end a command on counters, slips or the site itself is accepted. */
import type { Commands } from '../../server/protocol/commands.js';
import { recordOf } from '../../server/domain/record.js';
import { at, configuring, MINUTE, MONDAY, siteConfig, TUESDAY } from './factories.js';
import { type AcceptedStories } from './story-hall.js';

function personAdded(): Commands['record'] {
  const data = { person: 'person-1', role: 'volunteer' };
  return { type: 'person.added', data: JSON.stringify(data) };
}

export const ACCEPTED_OF_THE_HALL = {
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
} satisfies AcceptedStories;
