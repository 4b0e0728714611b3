import { expect, it } from 'vitest';
import type { Ticket } from '../../../server/protocol/ticket.js';
import { configuring, group, MONDAY, siteConfig } from '../../support/factories.js';
import { closedHall, type Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

/** The ordinary configuration without one group or counter, as its second version. */
function without(id: string) {
  const config = siteConfig();
  config.groups = config.groups.filter((each) => each.id !== id);
  config.counters = config.counters
    .filter((each) => each.id !== id)
    .map((each) => ({ ...each, profile: each.profile.filter((entry) => entry.group !== id) }));
  return configuring(config, 1);
}

/** Ways in which somebody may still need the group `land`. */
const NEEDING: { [how: string]: (hall: Hall, land: Ticket) => Promise<unknown> } = {
  waits: () => Promise.resolve(),
  'is called': (hall, { id }) => hall.ok('call', { ticket: id, counter: 'c1' }),
  'is served': async (hall, { id }) => {
    await hall.ok('call', { ticket: id, counter: 'c1' });
    await hall.ok('start', { ticket: id });
  },
  'is parked': (hall, { id }) => hall.ok('park', { ticket: id, reason: 'form' }),
  'was missed': async (hall, { id }) => {
    await hall.ok('call', { ticket: id, counter: 'c1' });
    await hall.ok('miss', { ticket: id });
  },
  'has it as a further stop': async (hall, { id }) => {
    await hall.ok('cancel', { ticket: id, reason: 'left' });
    await hall.issue('justice', { stops: ['justice', 'land'] });
  },
};

export function configureSentences(open: () => OpenStore): void {
  it.each(Object.entries(NEEDING))('drops no group that somebody needs who %s', async (_, need) => {
    const hall = await openHall(open());
    await need(hall, await hall.issue('land'));
    const seq = await hall.seq();
    expect(await hall.refusal('configure', without('land'))).toBe('group-busy');
    expect(await hall.seq()).toBe(seq);
  });

  it('drops a group of which everybody is done, cancelled, or of another day', async () => {
    const hall = await openHall(open());
    await hall.issue('land');
    hall.now += 86_400_000;
    await hall.ok('openCounter', { counter: 'c1' });
    const done = await hall.issue('land');
    await hall.ok('call', { ticket: done.id, counter: 'c1' });
    await hall.ok('finish', { ticket: done.id });
    const left = await hall.issue('land');
    await hall.ok('cancel', { ticket: left.id, reason: 'left' });
    expect((await hall.ok('configure', without('land'))).version).toBe(2);
    expect(await hall.refusal('issue', { group: 'land' })).toBe('group-unknown');
  });

  it('drops no counter that is open or paused, and none that holds or awaits somebody', async () => {
    const hall = await closedHall(open());
    const counter = 'c3';
    await hall.ok('openCounter', { counter });
    expect(await hall.refusal('configure', without(counter))).toBe('counter-busy');
    const { id } = await hall.issue('social');
    await hall.ok('call', { ticket: id, counter });
    await hall.ok('pauseCounter', { counter, reason: 'lunch' });
    expect(await hall.refusal('configure', without(counter))).toBe('counter-busy');
    await hall.ok('finish', { ticket: id });
    expect(await hall.refusal('configure', without(counter))).toBe('counter-busy');
    await hall.ok('closeCounter', { counter });
    await hall.ok('configure', without(counter));
    expect(await hall.refusal('openCounter', { counter })).toBe('counter-unknown');
  });

  it('serves who is reopened in a dropped group, by the profile of the day and without a target', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    await hall.ok('cancel', { ticket: id, reason: 'left' });
    const profile = [{ group: 'justice', tier: 1 }];
    await hall.ok('setProfile', { counter: 'c2', profile });
    await hall.ok('configure', without('justice'));
    await hall.ok('reopen', { ticket: id, reason: 'came-back' });
    hall.later(120);
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBeNull();
    expect((await hall.ok('callNext', { counter: 'c2' })).tickets[0]?.number).toBe('A001');
  });

  it('keeps numbers unique when two groups swap their letters in the middle of a day', async () => {
    const hall = await closedHall(open());
    const groups = ['justice', 'land', 'social'];
    const numbers: string[] = [];
    const arrive = async () => {
      for (const each of [...groups, 'justice']) numbers.push((await hall.issue(each)).number);
    };
    await arrive();
    const swapped = [group('justice', 'B'), group('land', 'A'), group('social', 'C')];
    await hall.ok('configure', configuring(siteConfig({}, { groups: swapped }), 1));
    await arrive();
    expect(numbers).toEqual(['A001', 'B001', 'C001', 'A002', 'B002', 'A003', 'C002', 'B003']);
    expect((await hall.state(MONDAY)).numbers).toEqual({ A: 3, B: 3, C: 2 });
  });
}
