import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteConfig, SITE } from '../support/factories.js';
import { startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

let redis: TestRedis;
let server: LiveTestServer;

beforeAll(async () => {
  redis = await startRedis();
  server = await startLiveServer({ redis, config: siteConfig() });
});
afterAll(async () => {
  await server.stop();
  await redis.stop();
});

const JOIN = `40/hall,${JSON.stringify({ site: SITE })}`;
const AGAIN = '42/hall,["resync",null]';
const BOARD = '42/hall,["snapshot"';
const PONG = '3';
const CLOSED = '1';

/** A WebSocket connection to the hall that takes part by hand. */
async function rawScreen(): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const line = connect(Number(port), hostname);
  await once(line, 'connect');
  line.write(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n'),
  );
  await once(line, 'data');
  return line;
}

const TEXT = 0x81;
const PING = 0x89;
/** A masked WebSocket frame of fewer than 126 bytes, with the mask 0. */
function frame(kind: number, text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([kind, 0x80 | body.length, 0, 0, 0, 0]), body]);
}

/** A screen by long polling: what it asks for and when it takes the answers is up to the test. */
async function pollingScreen(): Promise<{
  say(...messages: string[]): Promise<void>;
  /** Everything that waits for it. */
  take(): Promise<string[]>;
}> {
  const address = `${server.url}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(address)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const own = `${address}&sid=${sid}`;
  return {
    say: async (...messages) => {
      // Packets of a payload stand apart by U+001E (Engine.IO protocol 4).
      await fetch(own, { method: 'POST', body: messages.join('\u001e') });
    },
    take: async () => (await (await fetch(own)).text()).split('\u001e'),
  };
}

const boardsIn = (messages: readonly string[]): number =>
  messages.filter((message) => message.startsWith(BOARD)).length;

describe('who asks and never takes the answers', () => {
  it('is let go before much has gathered, although it shows every sign of life', async () => {
    const screen = server.connect('/hall');
    await heard(screen, 'load');
    const line = await rawScreen();
    let drained = (): void => undefined;
    line.on('error', () => undefined).on('drain', () => drained());
    const closed = new Promise<void>((resolve) => line.once('close', () => resolve()));
    line.write(frame(TEXT, JOIN));
    line.pause();
    const asking = Buffer.concat([
      ...Array.from({ length: 500 }, () => frame(PING, 'x'.repeat(120))),
      frame(TEXT, PONG),
    ]);
    while (!line.destroyed) {
      const room = new Promise<void>((resolve) => (drained = resolve));
      await Promise.race([line.write(asking) ? pause(1) : room, closed]);
    }
    expect(screen.connected).toBe(true);
  });

  it('gets one board for all that it asked meanwhile', async () => {
    const screen = await pollingScreen();
    await screen.say(JOIN);
    expect(boardsIn(await takeUntil(screen, '42/hall,["load"'))).toBe(1);
    for (let times = 0; times < 5; times += 1) {
      await screen.say(AGAIN, AGAIN);
      // Longer than the gap between two answers to one screen.
      await pause(300);
    }
    expect(boardsIn(await takeUntil(screen, BOARD))).toBe(1);
    await screen.say(AGAIN);
    expect(boardsIn(await takeUntil(screen, BOARD))).toBe(1);
  });

  it('cannot join over and over by one connection', async () => {
    const screen = await pollingScreen();
    await screen.say(JOIN);
    await takeUntil(screen, '42/hall,["load"');
    await screen.say('41/hall,', JOIN);
    expect(boardsIn(await takeUntil(screen, CLOSED))).toBe(0);
  });
});

/** Takes until a message has come that begins so. */
async function takeUntil(
  screen: Awaited<ReturnType<typeof pollingScreen>>,
  beginning: string,
): Promise<string[]> {
  const taken = await screen.take();
  if (taken.some((message) => message.startsWith(beginning))) return taken;
  return [...taken, ...(await takeUntil(screen, beginning))];
}
