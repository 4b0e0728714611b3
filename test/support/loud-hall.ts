/** Halls with loudspeakers: a server, its screens, and the calls that they say. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { Commands } from '../../server/protocol/commands.js';
import type { RulesConfig, SiteConfig } from '../../server/protocol/config.js';
import type { Speech } from '../../server/speech/speech.js';
import { siteConfig, SITE } from './factories.js';
import { HandClock, startLiveServer, type LiveTestServer } from './live-server.js';
import { startRedis, type TestRedis } from './redis.js';
import { connected } from './redis-store.js';
import { LoudScreen, startSpeech, type SpeechOptions } from './speech.js';

export interface LoudHall {
  server: LiveTestServer;
  speech: Speech;
  /** As a process that dies: nothing is given back. */
  die(): void;
  screen(zone?: string): LoudScreen;
  /** Opens a counter and calls new people to it, one after the other. @returns their numbers */
  call(counter: string, group?: string, more?: Partial<Commands['issue']>): Promise<string>;
}

type LoudHallOptions = Partial<SpeechOptions> & {
  rules?: Partial<RulesConfig>;
  config?: SiteConfig;
};

/**
 * For each test of a file a Redis of its own, which several halls may share together with the journal.
 * @returns opens a hall that ends with its test
 */
export function loudHalls(): (options?: LoudHallOptions) => Promise<LoudHall> {
  let redis: TestRedis;
  const ends: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    await redis.stop();
  });

  return async (options = {}) => {
    const config = options.config ?? siteConfig(options.rules);
    const server = await startLiveServer({ redis, config, clock: new HandClock() });
    const client = redis.client();
    const listening = redis.client({ maxRetriesPerRequest: null });
    await Promise.all([connected(client), connected(listening)]);
    const speech = startSpeech(
      { ...server, lineup: server.live.lineup },
      { redis: client, tail: () => listening, ...options },
    );
    let alive = true;
    ends.push(async () => {
      if (alive) await speech.stop();
      await server.stop();
    });
    return {
      server,
      speech,
      die() {
        alive = false;
        client.disconnect();
        listening.disconnect();
        server.live.stop();
      },
      screen: (zone = 'ground') =>
        new LoudScreen(server.connect('/hall', { auth: { site: SITE, zone } })),
      async call(at, group = 'land', more = {}) {
        if (server.relay.board.counters[at]?.state !== 'open') {
          await server.give('openCounter', { counter: at });
        }
        const { tickets } = await server.give('issue', { group, ...more });
        const [ticket] = tickets;
        if (!ticket) throw new Error('no ticket');
        await server.give('call', { ticket: ticket.id, counter: at });
        return ticket.number;
      },
    };
  };
}

export const idOf = (hall: LoudHall, number: string): string =>
  Object.values(hall.server.relay.board.tickets).find((ticket) => ticket.number === number)?.id ??
  '';
export const finish = (hall: LoudHall, number: string) =>
  hall.server.give('finish', { ticket: idOf(hall, number) });

/** Resolves when a screen is the one that speaks in a zone. */
export const speaks = (hall: LoudHall, screen: LoudScreen, zone = 'ground') =>
  expect
    .poll(() => {
      const found = hall.speech.state(SITE).find((each) => each.zone === zone);
      return found !== undefined && found.by !== null && found.by === screen.socket.id;
    })
    .toBe(true);
