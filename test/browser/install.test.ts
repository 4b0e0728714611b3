/** The television on the hall's own machine, in a real X: the start script, Debian's Chromium, the product. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import type { OperationsAnswer } from '../../server/protocol/operations.js';
import { openBrowser, openPage } from '../support/browser.js';
import { product, type TestProduct } from '../support/product.js';
import { startX } from '../support/x-screen.js';

const SCRIPT = fileURLToPath(new URL('../../server/install/kiosk.sh', import.meta.url));
const TELEVISION = { width: 1280, height: 720 };
/** Background of `boot.html`, which waits for the server. */
const WAITING = [0x0b, 0x1f, 0x3a];

interface Kiosk extends AsyncDisposable {
  /** All that the script said so far. */
  said(): string;
  /** Id of the browser's process; `null` while there is none. */
  browser(): Promise<number | null>;
}

async function startKiosk(url: string, display: string): Promise<Kiosk> {
  const home = await mkdtemp(join(tmpdir(), 'motcua-kiosk-'));
  const script = spawn('/bin/sh', [SCRIPT], {
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      DISPLAY: display,
      CHROMIUM: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      MOTCUA_URL: url,
      // As root there is no sandbox, of which the browser would tell over the page.
      MOTCUA_FLAGS: '--no-sandbox --test-type --disable-gpu',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  script.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return {
    said: () => said,
    browser: () => childOf(script, home),
    async [Symbol.asyncDispose]() {
      if (script.exitCode !== null) return;
      const ended = once(script, 'exit');
      script.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The process that the script itself started with a profile below `home`. */
async function childOf({ pid }: ChildProcess, home: string): Promise<number | null> {
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    if (Number(/\) \S (\d+)/.exec(stat)?.[1]) !== pid) continue;
    const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(`--user-data-dir=${home}`)) return Number(id);
  }
  return null;
}

const screens = async (hall: TestProduct): Promise<OperationsAnswer['screens']> =>
  (await hall.api.get<OperationsAnswer>(`${hall.site}/operations`)).body?.screens ?? [];
const shown = [{ zone: 'tang-1', current: true }];

/** The pixel in a corner: no window, bar or frame of anything else reaches it. */
function corners({ width, height, data }: PNG): number[][] {
  const places = [0, width - 1, (height - 1) * width, height * width - 1];
  return places.map((place) => [...data.subarray(place * 4, place * 4 + 3)]);
}

/** Share of the pixels that are as in the other picture, but for the smoothing of letters. */
function likeness(one: PNG, other: PNG): number {
  let same = 0;
  for (let y = 0; y < one.height; y += 1) {
    for (let x = 0; x < one.width; x += 1) {
      const [at, there] = [(y * one.width + x) * 4, (y * other.width + x) * 4];
      const far = [0, 1, 2].some(
        (part) => Math.abs((one.data[at + part] ?? 0) - (other.data[there + part] ?? 255)) > 40,
      );
      if (!far) same += 1;
    }
  }
  return same / (one.width * one.height);
}

test('the kiosk fills the television with the hall once its server is there, and comes back when its browser dies', async () => {
  const first = await product();
  await first.stop();
  const address = `${first.url}/hall/tang-1`;
  await using x = await startX(TELEVISION);
  await using kiosk = await startKiosk(address, x.display);
  // No server yet: the page of the machine's own stands there, from edge to edge.
  const waiting = Array.from({ length: 4 }, () => WAITING);
  await expect.poll(async () => corners(await x.picture()), { timeout: 30_000 }).toEqual(waiting);
  expect(kiosk.said()).toContain(`${address} at 1280,720`);

  await using hall = await first.restart();
  await expect.poll(() => screens(hall), { timeout: 30_000 }).toMatchObject(shown);
  const browser = await openBrowser();
  // The kiosk's window is a pixel larger than the television.
  const size = { width: TELEVISION.width + 1, height: TELEVISION.height + 1 };
  const { page } = await openPage(browser, address, size);
  const alike = async () => likeness(await x.picture(), PNG.sync.read(await page.screenshot()));
  await expect.poll(alike, { timeout: 15_000 }).toBeGreaterThan(0.97);
  await browser.close();
  await expect.poll(() => screens(hall)).toHaveLength(1);

  const before = await kiosk.browser();
  if (before === null) throw new Error('the script has no browser');
  process.kill(before, 'SIGKILL');
  await expect.poll(() => screens(hall), { timeout: 10_000 }).toEqual([]);
  await expect.poll(() => screens(hall), { timeout: 30_000 }).toMatchObject(shown);
  expect(await kiosk.browser()).not.toBe(before);
  await kiosk[Symbol.asyncDispose]();
  await expect.poll(() => screens(hall)).toEqual([]);
});

test('a machine whose television comes later waits for it without a browser, then fills it', async () => {
  await using hall = await product();
  // Nobody else in these tests chooses a number.
  const number = 1_000 + (process.pid % 50_000);
  await using kiosk = await startKiosk(`${hall.url}/hall/tang-1`, `:${number}`);
  await expect.poll(() => kiosk.said(), { timeout: 10_000 }).toContain('no television yet');
  expect(await kiosk.browser()).toBeNull();
  await using x = await startX(TELEVISION, number);
  await expect.poll(() => screens(hall), { timeout: 30_000 }).toMatchObject(shown);
  expect(kiosk.said()).toContain('at 1280,720');
  expect(x.display).toBe(`:${number}`);
});
