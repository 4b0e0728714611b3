import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { product, type TestProduct } from '../support/product.js';
import { hire, signIn } from '../support/signed-in.js';
import { expectOneTruth } from '../support/truth.js';

/** A browser at which a volunteer signed in. */
class Screen {
  /** Longest time, ms, that an answer took. */
  slowest = 0;
  readonly statuses = new Set<number>();
  constructor(
    private readonly hall: TestProduct,
    private readonly cookie: string,
  ) {}

  static async open(hall: TestProduct): Promise<Screen> {
    const cookies = await signIn(hall.url, await hire(hall, 'volunteer'));
    return new Screen(hall, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
  }

  /** Wants something back that nobody did: the store is asked, and nothing changes. */
  async press(): Promise<void> {
    const key = () => randomBytes(16).toString('hex');
    const asked = performance.now();
    const { status } = await fetch(`${this.hall.url}${this.hall.site}/undo`, {
      method: 'POST',
      headers: {
        cookie: this.cookie,
        origin: this.hall.url,
        'content-type': 'application/json',
        'idempotency-key': key(),
      },
      body: JSON.stringify({ request: key() }),
    });
    this.slowest = Math.max(this.slowest, performance.now() - asked);
    this.statuses.add(status);
  }

  async pressFor(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (performance.now() < end) await this.press();
  }
}

/** ms for which Redis does not move: longer than any request may take. */
const HUNG = 4_000;
/** ms after which a session is looked up again (`server/access/sessions.ts`). */
const SESSION_FRESH = 5_000;

it('answers every request within two seconds while Redis hangs, and goes on by itself', async () => {
  await using hall = await product();
  const client = embeddedClient(hall);
  const pid = await embeddedPid(client);
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 4, counters: ['quay-1'], rest: 10 },
  });
  await load.accepted();
  const [known, unknown] = await Promise.all([Screen.open(hall), Screen.open(hall)]);
  await known.press();
  expect([...known.statuses]).toEqual([409]);
  await pause(SESSION_FRESH);
  process.kill(pid, 'SIGSTOP');
  await Promise.all([known.pressFor(HUNG), unknown.pressFor(HUNG), pause(HUNG)]);
  process.kill(pid, 'SIGCONT');
  const resumed = performance.now();
  await load.accepted();
  expect(performance.now() - resumed).toBeLessThan(3_000);
  await load.stop();

  expect(load.slowest).toBeLessThan(2_000);
  expect(known.slowest).toBeLessThan(2_000);
  expect(unknown.slowest).toBeLessThan(1_200);
  expect([...known.statuses].sort()).toEqual([409, 503]);
  expect([...unknown.statuses]).toEqual([503]);
  expect(load.retried).toBeGreaterThan(0);
  const board = await expectOneTruth(client, 'sen-hong', load.promised);
  expect(Object.keys(board.tickets)).toHaveLength(load.asked);
  client.disconnect();
});
