/** `/ticket`: what citizens' phones are told, and when. */
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneState } from '../../server/protocol/phone.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { at, MINUTE, siteConfig, SITE, TUESDAY } from '../support/factories.js';
import { startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

/** Phones of the crowd: more than are looked at in one turn of the event loop. */
const CROWD = 230;

let redis: TestRedis;
let server: LiveTestServer;
beforeEach(async () => {
  redis = await startRedis();
  server = await startLiveServer({ redis, config: siteConfig() });
  await server.give('openCounter', { counter: 'c1' });
});
afterEach(async () => {
  await server.stop();
  await redis.stop();
});

async function issue(group = 'justice', more: object = {}): Promise<Ticket> {
  const [ticket] = (await server.give('issue', { group, ...more })).tickets;
  if (ticket === undefined) throw new Error('no ticket was issued');
  return ticket;
}

function tokenOf(ticket: Pick<Ticket, 'id' | 'day'>): string {
  return server.links.of(SITE, ticket)?.split('/').at(-1) ?? '';
}

/** A phone that keeps all that it is told. */
class Phone {
  readonly states: PhoneState[] = [];
  readonly socket: Socket;

  constructor(ticket: Ticket, more: object = {}) {
    this.socket = server.connect('/ticket', { auth: { token: tokenOf(ticket), ...more } });
    this.socket.on('state', (state: PhoneState) => this.states.push(state));
  }

  get last(): PhoneState {
    const last = this.states.at(-1);
    if (last === undefined) throw new Error('the phone was told nothing');
    return last;
  }

  /** Resolves once the newest state is such. */
  async until(holds: (state: PhoneState) => boolean): Promise<PhoneState> {
    while (!this.states.some((state) => state === this.last && holds(state))) {
      await heard(this.socket, 'state');
    }
    return this.last;
  }

  async open(): Promise<this> {
    if (this.states.length === 0) await heard(this.socket, 'state');
    return this;
  }
}

describe('a phone', () => {
  it('is told its own ticket on connecting, then each change of it, and nothing of others', async () => {
    await issue('justice', { priority: 'elder', language: 'en', note: 'riêng', mark: 'TN1' });
    const ticket = await issue('justice', { priority: 'pregnant', stops: ['land'] });
    const phone = await new Phone(ticket, { names: 'en' }).open();
    expect(phone.last).toEqual({
      ...{ at: server.clock.now(), number: 'A002', letter: 'A', plate: 'upright' },
      ...{ group: 'justice', state: 'waiting', stop: 1, ahead: 1, opens: null, paused: false },
      over: false,
      estimate: { low: server.clock.now() + 5 * MINUTE, high: server.clock.now() + 15 * MINUTE },
      ...{ counter: null, zone: '', calledAt: null, until: null },
      ...{ mayDefer: true, clockWrong: false },
    });
    await server.give('call', { ticket: ticket.id, counter: 'c1' });
    const called = await phone.until(({ state }) => state === 'called');
    expect(called).toMatchObject({ counter: 1, calledAt: server.clock.now(), ahead: null });
    await server.give('finish', { ticket: ticket.id });
    const next = await phone.until(({ stop }) => stop === 2);
    expect(next).toMatchObject({ state: 'waiting', letter: 'B', number: 'A002', counter: null });
    const said = JSON.stringify(phone.states);
    for (const never of ['elder', 'pregnant', ticket.id, 'officer', 'riêng', 'TN1', 'A001']) {
      expect(said).not.toContain(never);
    }
  });

  it('says why there is no time: not open yet, resting, or a wrong clock', async () => {
    server.clock.time = at(TUESDAY, '06:30');
    const phone = await new Phone(await issue()).open();
    expect(phone.last).toMatchObject({ estimate: null, opens: at(TUESDAY, '07:00') });
    server.clock.time = at(TUESDAY, '09:00');
    await server.give('openCounter', { counter: 'c1' });
    await server.give('pauseCounter', { counter: 'c1', reason: 'meeting' });
    await phone.until(({ paused, opens }) => paused && opens === null);
    server.trouble = 'clock';
    await phone.until(({ clockWrong }) => clockWrong);
  });

  it('is not told to wait for a call when the hours of the day are over', async () => {
    server.clock.time = at(TUESDAY, '19:00');
    const phone = await new Phone(await issue()).open();
    expect(phone.last).toMatchObject({ estimate: null, opens: null, over: true });
  });

  it('put off by its holder, says until when, and waits again by itself', async () => {
    const { id, ...rest } = await issue();
    const phone = await new Phone({ id, ...rest }).open();
    const by = { actor: `citizen-${id}`, via: 'phone' } as const;
    await server.give('park', { ticket: id, reason: 'later', minutes: 10 }, by);
    const later = await phone.until(({ state }) => state === 'parked');
    expect(later).toMatchObject({ until: server.clock.now() + 10 * MINUTE, mayDefer: false });
    server.clock.time += 11 * MINUTE;
    await server.give('callNext', { counter: 'c1' });
    await phone.until(({ state }) => state === 'called');
  });

  it('is let go when its day is over, and no stranger, nobody of yesterday gets in', async () => {
    const ticket = await issue();
    const phone = await new Phone(ticket).open();
    const gone = heard(phone.socket, 'gone');
    server.clock.time = at(TUESDAY, '07:00');
    await gone;
    for (const token of [tokenOf(ticket), 'x', '0'.repeat(24), '']) {
      const socket = server.connect('/ticket', { auth: { token } });
      const [error] = await heard(socket, 'connect_error');
      expect(error).toMatchObject({ message: 'ticket-unknown' });
    }
    for (const auth of [{}, { token: 1 }, { token: tokenOf(ticket), site: SITE }]) {
      const [error] = await heard(server.connect('/ticket', { auth }), 'connect_error');
      expect(error).toMatchObject({ message: 'bad-request' });
    }
  });

  it('hears of guesses no more than a few a minute, and the right token all the same', async () => {
    const ticket = await issue();
    const guess = async (): Promise<string> => {
      const socket = server.connect('/ticket', { auth: { token: 'f'.repeat(24) } });
      const [error] = await heard(socket, 'connect_error');
      return error instanceof Error ? error.message : '';
    };
    const fates = await Promise.all(Array.from({ length: 70 }, guess));
    expect(fates.filter((fate) => fate === 'ticket-unknown')).toHaveLength(60);
    expect(fates.filter((fate) => fate === 'too-many')).toHaveLength(10);
    await new Phone(ticket).open();
  });

  it('of one ticket are a family’s, and not as many as somebody likes', async () => {
    const ticket = await issue();
    const first = await new Phone(ticket).open();
    const cut = heard(first.socket, 'disconnect');
    for (let more = 0; more < 8; more += 1) await new Phone(ticket).open();
    await cut;
  });
});

describe('a crowd of phones', () => {
  it('hears after the hall, each of its own place, once, and only when it changed', async () => {
    const tickets: Ticket[] = [];
    for (let nth = 0; nth < CROWD; nth += 1) tickets.push(await issue());
    const land = await issue('land');
    const hall = server.connect('/hall');
    await heard(hall, 'load');
    const other = await new Phone(land).open();
    const phones = await Promise.all(tickets.map((ticket) => new Phone(ticket).open()));
    expect(phones.map(({ last }) => last.ahead)).toEqual(tickets.map((_, nth) => nth));

    const order: string[] = [];
    hall.on('event', () => order.push('hall'));
    for (const { socket } of phones) socket.on('state', () => order.push('phone'));
    await server.give('callNext', { counter: 'c1' });
    const [first, ...rest] = phones;
    await first?.until(({ state }) => state === 'called');
    await Promise.all(rest.map((phone, nth) => phone.until(({ ahead }) => ahead === nth)));
    expect(order[0]).toBe('hall');
    expect(rest.map(({ states }) => states.length)).toEqual(rest.map(() => 2));
    // A place by the sweep is the place by the rule.
    const places = server.relay.places();
    for (const { id } of tickets) expect(places.ahead(id)).toBe(server.relay.ahead(id));

    // Then nothing, until the expected times have moved on.
    server.clock.time += 5 * MINUTE;
    await other.until(({ at: now }) => now === server.clock.time);
    await Promise.all(rest.map((phone) => phone.until(({ at: now }) => now === server.clock.time)));
    expect(rest.map(({ states }) => states.length)).toEqual(rest.map(() => 3));
    expect(other.states).toHaveLength(2);
  });
});
