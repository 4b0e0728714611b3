import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import type { Ticket } from '../../server/protocol/ticket.js';
import { embeddedClient } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { wallClock } from '../support/preload.js';
import { product, type TestProduct } from '../support/product.js';
import { hallScreen } from '../support/screen.js';
import { expectOneTruth } from '../support/truth.js';

const YEAR = 365;

const issue = (hall: TestProduct) =>
  hall.api.send<Ticket>('POST', `${hall.site}/tickets`, { group: 'chung-thuc' });
const confirm = (hall: TestProduct) => hall.api.send('POST', `${hall.site}/clock`, {});

it.each([
  ['ten years ahead', 10 * YEAR],
  ['seven years behind', -7 * YEAR],
])(
  'stops giving numbers when the clock jumps %s, and goes on when a lead confirms the time',
  async (_name, days) => {
    const time = await wallClock();
    await using hall = await product(time.env);
    const screen = hallScreen(io(`${hall.url}/hall`, { auth: { site: 'sen-hong' } }));
    const load = await startLoad({
      ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
      ...{ citizens: 2, counters: ['quay-1'], rest: 20 },
    });
    await load.accepted();

    await time.shift(days);
    await screen.until(({ loads }) => loads.at(-1)?.trouble === 'clock');
    const given = load.promised.issued.size;
    expect(await issue(hall)).toMatchObject({ status: 409, code: 'clock-wrong' });

    // The machine's clock is put right again: still nobody knows, until a lead says so.
    await time.shift(0);
    expect((await issue(hall)).code).toBe('clock-wrong');
    expect(load.promised.issued.size).toBe(given);
    expect((await confirm(hall)).code).toBeNull();
    const confirmed = performance.now();
    await load.accepted();
    expect(performance.now() - confirmed).toBeLessThan(3_000);
    await screen.until(({ loads }) => loads.at(-1)?.trouble === null);
    await load.stop();

    expect(load.slowest).toBeLessThan(2_000);
    const client = embeddedClient(hall);
    const board = await expectOneTruth(client, 'sen-hong', load.promised);
    expect(Object.keys(board.tickets)).toHaveLength(load.asked);
    client.disconnect();
    screen.socket.disconnect();
    await time.remove();
  },
);

it('notices after a restart that the clock is ten years ahead, and numbers go on when it is mended', async () => {
  const time = await wallClock();
  let hall = await product(time.env);
  expect((await issue(hall)).body?.number).toBe('A001');
  await hall.stop();

  await time.shift(10 * YEAR);
  hall = await hall.restart();
  expect((await issue(hall)).code).toBe('clock-wrong');
  // A lead who takes the wrong date for right opens another day; nobody loses a number by it.
  expect((await confirm(hall)).code).toBeNull();
  expect((await issue(hall)).body?.number).toBe('A001');
  await hall.stop();

  await time.shift(0);
  hall = await hall.restart();
  expect((await issue(hall)).code).toBe('clock-wrong');
  expect((await confirm(hall)).code).toBeNull();
  expect((await issue(hall)).body?.number).toBe('A002');
  const client = embeddedClient(hall);
  await expectOneTruth(client, 'sen-hong', { issued: new Map(), called: [] });
  client.disconnect();
  await hall[Symbol.asyncDispose]();
  await time.remove();
});
