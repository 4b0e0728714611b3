import { expect, it } from 'vitest';
import { MINUTE, MONDAY, MORNING } from '../../support/factories.js';
import { closedHall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

export function counterSentences(open: () => OpenStore): void {
  it('opens, pauses and closes, each from the states that allow it', async () => {
    const hall = await closedHall(open());
    const counter = 'c1';
    expect(await hall.refusal('pauseCounter', { counter, reason: 'lunch' })).toBe('wrong-state');
    expect(await hall.refusal('closeCounter', { counter })).toBe('wrong-state');
    const opened = await hall.ok('openCounter', { counter });
    expect(opened.counter).toEqual({
      id: 'c1',
      rev: opened.seq,
      state: 'open',
      reason: null,
      since: MORNING,
      backAt: null,
      profile: null,
    });
    expect(await hall.refusal('openCounter', { counter })).toBe('wrong-state');
    hall.later(1);
    const paused = await hall.ok('pauseCounter', { counter, reason: 'lunch' });
    expect(paused.counter).toMatchObject({ state: 'paused', reason: 'lunch', since: hall.now });
    hall.later(1);
    const again = await hall.ok('pauseCounter', { counter, reason: 'meeting' });
    expect(again.counter).toMatchObject({ reason: 'meeting', since: MORNING + MINUTE });
    expect(again.counter?.backAt).toBeNull();
    const told = { counter, reason: 'meeting', minutes: 15 } as const;
    const backAt = hall.now + 15 * MINUTE;
    expect((await hall.ok('pauseCounter', told)).counter?.backAt).toBe(backAt);
    hall.later(1);
    const kept = await hall.ok('pauseCounter', { counter, reason: 'lunch' });
    expect(kept.counter).toMatchObject({ reason: 'lunch', backAt });
    const unknown = await hall.ok('pauseCounter', { ...told, minutes: 0 });
    expect(unknown.counter?.backAt).toBeNull();
    await hall.ok('pauseCounter', told);
    expect((await hall.ok('openCounter', { counter })).counter?.backAt).toBeNull();
    await hall.ok('pauseCounter', told);
    const closed = await hall.ok('closeCounter', { counter });
    expect(closed.counter).toMatchObject({ state: 'closed', reason: null, since: hall.now });
    for (const name of ['openCounter', 'closeCounter'] as const) {
      expect(await hall.refusal(name, { counter: 'c9' })).toBe('counter-unknown');
    }
  });

  it('pauses with somebody there, but does not close on them', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    await hall.ok('callNext', { counter: 'c1' });
    await hall.ok('pauseCounter', { counter: 'c1', reason: 'short' });
    expect(await hall.refusal('closeCounter', { counter: 'c1' })).toBe('counter-busy');
    await hall.ok('finish', { ticket: id });
    await hall.ok('closeCounter', { counter: 'c1' });
  });

  it('gives the citizens addressed to it back to their groups when it closes, in line order', async () => {
    const hall = await openHall(open());
    const ids: string[] = [];
    for (const group of ['social', 'justice']) {
      const { id } = await hall.issue(group);
      ids.unshift(id);
      const place = ids.length === 1 ? 'keep' : 'first';
      await hall.ok('reroute', { ticket: id, counter: 'c1', place, reason: 'wish' });
    }
    const seq = await hall.seq();
    const { tickets } = await hall.ok('closeCounter', { counter: 'c1' });
    expect(tickets.map(({ id, to }) => [id, to])).toEqual(ids.map((id) => [id, null]));
    expect(await hall.types(seq)).toEqual(['counter.closed', 'ticket.released', 'ticket.released']);
    const { lanes } = await hall.state(MONDAY);
    expect(Object.keys(lanes)).toEqual(['normal:justice', 'normal:social']);
  });

  it('keeps a profile for the day, writes it down even when it is the same', async () => {
    const hall = await closedHall(open());
    const profile = [
      { group: 'social', tier: 3 },
      { group: 'land', tier: 1 },
    ];
    for (let i = 0; i < 2; i += 1) {
      const reply = await hall.ok('setProfile', { counter: 'c1', profile });
      expect(reply.counter).toMatchObject({ state: 'closed', profile });
      expect((await hall.journal()).at(-1)?.data).toEqual({ counter: 'c1', set: { profile } });
    }
    const none = await hall.ok('setProfile', { counter: 'c1', profile: [] });
    expect(none.counter?.profile).toEqual([]);
    const unknown = [{ group: 'tax', tier: 1 }];
    expect(await hall.refusal('setProfile', { counter: 'c1', profile: unknown })).toBe(
      'group-unknown',
    );
    expect(await hall.refusal('setProfile', { counter: 'c9', profile })).toBe('counter-unknown');
  });
}
