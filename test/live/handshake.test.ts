import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteConfig, SITE } from '../support/factories.js';
import { ADMIN_TOKEN, startLiveServer, type LiveTestServer } from '../support/live-server.js';
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

/** `in`, or the message with which the server refused. */
async function fate(socket: Socket): Promise<string> {
  const refused = heard(socket, 'connect_error').then(([error]: unknown[]) =>
    error instanceof Error ? error.message : 'refused',
  );
  return Promise.race([heard(socket, 'connect').then(() => 'in'), refused]);
}

describe('who may connect', () => {
  it.each(['/hall', '/staff', '/kiosk', '/ticket', '/printer'])(
    'a page of another origin may not, at %s',
    async (name) => {
      for (const transports of [['websocket'], ['polling']]) {
        const extraHeaders = {
          origin: 'http://evil.example',
          authorization: `Bearer ${ADMIN_TOKEN}`,
        };
        const socket = server.connect(name, { extraHeaders, transports });
        expect(await fate(socket)).toMatch(/error/);
      }
    },
  );

  it('a page of the own origin may watch the hall without any session', async () => {
    expect(await fate(server.connect('/hall', { extraHeaders: { origin: server.url } }))).toBe(
      'in',
    );
  });

  it('nobody watches the staff board without a session or with a wrong token', async () => {
    expect(await fate(server.connect('/staff'))).toBe('signed-out');
    const forged = { cookie: 'motcua=s%3Aforged.forged' };
    expect(await fate(server.connect('/staff', { extraHeaders: forged }))).toBe('signed-out');
    const wrong = { authorization: 'Bearer wrong-wrong-wrong' };
    expect(await fate(server.connect('/staff', { extraHeaders: wrong }))).toBe('signed-out');
  });

  it('a program with the admin token watches the staff board', async () => {
    const extraHeaders = { authorization: `Bearer ${ADMIN_TOKEN}` };
    expect(await fate(server.connect('/staff', { extraHeaders }))).toBe('in');
  });

  it('a second namespace over one connection brings no rights of the first', async () => {
    const hall = server.connect('/hall');
    await heard(hall, 'load');
    const staff = hall.io.socket('/staff', { auth: { site: SITE } });
    staff.connect();
    expect(await fate(staff)).toBe('signed-out');
    staff.disconnect();
  });

  it.each([
    ['no site', {}, 'bad-request'],
    ['a site that is none', { site: 'elsewhere' }, 'site-unknown'],
    ['a site of the wrong shape', { site: { $gt: '' } }, 'bad-request'],
    ['a key that nobody knows', { site: SITE, admin: true }, 'bad-request'],
    ['a key that nobody reads', { site: SITE, colour: 'c1' }, 'bad-request'],
    ['a seq below nought', { site: SITE, seq: -1, h: '' }, 'bad-request'],
    ['a tag of the wrong shape', { site: SITE, seq: 1, h: 'zz' }, 'bad-request'],
  ])('a handshake with %s is refused', async (_name, auth, code) => {
    expect(await fate(server.connect('/hall', { auth }))).toBe(code);
  });

  it('a namespace that does not exist is refused', async () => {
    expect(await fate(server.connect('/admin'))).toBe('Invalid namespace');
  });
});

describe('what a screen sends', () => {
  it.each([
    ['text', 'all'],
    ['no seq', { h: '' }],
    ['too many keys', { seq: 1, h: '', x: 1 }],
  ])('closes its connection when it is not a question (%s)', async (_name, message) => {
    const socket = server.connect('/hall');
    await heard(socket, 'load');
    socket.emit('resync', message);
    await heard(socket, 'disconnect');
  });

  it('closes its connection when it is longer than 16 kB', async () => {
    const socket = server.connect('/hall');
    await heard(socket, 'load');
    socket.emit('resync', 'x'.repeat(20_000));
    await heard(socket, 'disconnect');
  });

  it('does nothing when it is an event that only servers send', async () => {
    const socket = server.connect('/hall');
    const other = server.connect('/hall');
    await Promise.all([heard(socket, 'load'), heard(other, 'load')]);
    const told: string[] = [];
    other.onAny((name: string) => told.push(name));
    socket.emit('event', { seq: 9 });
    socket.emit('snapshot', {});
    socket.emit('resync', null);
    await heard(socket, 'snapshot');
    expect(told.filter((name) => name !== 'load')).toEqual([]);
  });
});

describe('a screen that is dead', () => {
  it('and answers no heartbeat is let go within 10 s', async () => {
    const { hostname, port } = new URL(server.url);
    const polling = `${server.url}/socket.io/?EIO=4&transport=polling`;
    const opened = (await (await fetch(polling)).text()).slice(1);
    const { pingInterval, pingTimeout } = JSON.parse(opened) as Record<string, number>;
    expect((pingInterval ?? Infinity) + (pingTimeout ?? Infinity)).toBeLessThan(10_000);
    const line = connect(Number(port), hostname);
    await once(line, 'connect');
    const began = performance.now();
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
    const [answer] = (await once(line, 'data')) as [Buffer];
    expect(answer.toString('latin1')).toContain('101 Switching Protocols');
    line.write(frame(`40/hall,${JSON.stringify({ site: SITE })}`));
    // It reads on, as a frozen machine's network card would, and says nothing more.
    for await (const chunk of line as AsyncIterable<Buffer>) if (saysGoodbye(chunk)) break;
    expect(performance.now() - began).toBeGreaterThan(4_000);
  });
});

/** A masked WebSocket text frame of fewer than 126 bytes, with the mask 0. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}

/** Whether a WebSocket close frame is among the unmasked frames. */
function saysGoodbye(frames: Buffer): boolean {
  for (let at = 0; at + 1 < frames.length; ) {
    if (frames[at] === 0x88) return true;
    const short = frames.readUInt8(at + 1);
    at += short === 126 ? 4 + frames.readUInt16BE(at + 2) : 2 + short;
  }
  return false;
}
