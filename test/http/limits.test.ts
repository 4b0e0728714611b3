import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../../server/http/limits.js';
import { newKey, openHall, SITE_PATH, TOKEN, type HttpHall } from '../support/http-hall.js';

describe('a server among slow and greedy clients', () => {
  let hall: HttpHall;
  beforeAll(async () => {
    hall = await openHall({
      limits: {
        ...LIMITS,
        headersTimeout: 200,
        requestTimeout: 400,
        connectionsCheckingInterval: 50,
        maxPerAddress: 5,
      },
      exempt: () => false,
    });
  });
  afterAll(() => hall.stop());

  async function knock(): Promise<Socket> {
    const socket = connect(Number(new URL(hall.url).port), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }

  test('lets go of who sends headers a byte at a time', async () => {
    const socket = await knock();
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408/);
  });

  test('lets go of who never ends a body, and issues nothing', async () => {
    const socket = await knock();
    socket.write(
      `POST ${SITE_PATH}/tickets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n` +
        `Idempotency-Key: ${newKey()}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408/);
    expect((await hall.store.head('ward'))?.seq).toBe(2);
  });

  test('takes no more than its share of connections from one address, and others later', async () => {
    const five = await Promise.all([knock(), knock(), knock(), knock(), knock()]);
    const sixth = await knock();
    sixth.on('error', () => undefined);
    await once(sixth, 'close');
    for (const socket of five) socket.destroy();
    await vi.waitFor(async () => {
      const later = await knock();
      later.end('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      expect(await text(later)).toMatch(/^HTTP\/1.1 200/);
    }, 20_000);
  });

  test('answers who offers another protocol by plain HTTP, and reads no body of theirs', async () => {
    // As socket.io does: from then on Node takes every such request out of HTTP.
    hall.server.on('upgrade', () => undefined);
    const offer = 'Host: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n';
    const asked = await knock();
    asked.write(`GET /healthz HTTP/1.1\r\n${offer}HTTP2-Settings: AAMAAABk\r\n\r\n`);
    const answer = await text(asked);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(answer).toContain('"status":"ok"');
    const lost = await knock();
    lost.write(`GET /nowhere HTTP/1.1\r\n${offer}\r\n`);
    expect(await text(lost)).toMatch(/^HTTP\/1.1 404 /);
    const sent = await knock();
    sent.write(`POST ${SITE_PATH}/tickets HTTP/1.1\r\n${offer}Content-Length: 2\r\n\r\n{}`);
    expect(await text(sent)).toMatch(/^HTTP\/1.1 400 /);
  });

  test('has room for a full hall', () => {
    expect(LIMITS.maxConnections).toBeGreaterThanOrEqual(5_000);
    expect(LIMITS.connectionsCheckingInterval).toBe(1_000);
  });
});
