/** The television on the hall's own machine: switched on before the server, it shows the hall in the end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { OperationsAnswer } from '../../server/protocol/operations.js';
import { product } from '../support/product.js';

const SCRIPT = fileURLToPath(new URL('../../server/install/kiosk.sh', import.meta.url));

test('the kiosk waits for a server that is not there yet, shows the hall, and ends when told to', async () => {
  const first = await product();
  await first.stop();
  const home = await mkdtemp(join(tmpdir(), 'motcua-kiosk-'));
  const kiosk = spawn('/bin/sh', [SCRIPT], {
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      CHROMIUM: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      MOTCUA_URL: `${first.url}/hall/tang-1`,
      MOTCUA_FLAGS: '--headless=new --no-sandbox --disable-gpu --remote-debugging-port=0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // The browser says where it can be reached once it runs: its page is looking for the server then.
  let said = '';
  kiosk.stderr.setEncoding('utf8');
  while (!said.includes('DevTools listening')) {
    const [chunk] = (await once(kiosk.stderr, 'data')) as [string];
    said += chunk;
  }
  const hall = await first.restart();
  const screens = async (): Promise<OperationsAnswer['screens']> =>
    (await hall.api.get<OperationsAnswer>(`${hall.site}/operations`)).body?.screens ?? [];
  try {
    await expect
      .poll(screens, { timeout: 30_000 })
      .toMatchObject([{ zone: 'tang-1', current: true }]);
  } finally {
    const ended = once(kiosk, 'exit');
    kiosk.kill('SIGTERM');
    await ended;
  }
  await expect.poll(screens).toEqual([]);
  await hall[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});
