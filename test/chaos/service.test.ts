/** The service's own command, killed and started again as systemd would: numbers go on. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ApiClient } from '../../server/samples/client.js';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { expectOneTruth } from '../support/truth.js';
import { readUnit } from '../support/unit-file.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SITE = 'sen-hong';

it('gives the next number after each kill -9 of the service and all that it left running', async () => {
  const file = await readFile(join(ROOT, 'server/install/motcua.service'), 'utf8');
  const unit = readUnit(file);
  const [, ...args] = (unit.get('Service', 'ExecStart')[0] ?? '').split(' ');
  const rest = Number(unit.get('Service', 'RestartSec')[0]) * 1_000;
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-service-'));
  const token = randomBytes(24).toString('hex');
  const given = Object.fromEntries(
    unit.get('Service', 'Environment').map((pair) => pair.split('=') as [string, string]),
  );
  const own = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', ADMIN_TOKEN: token };
  const env = { ...process.env, ...given, ...own };
  const start = async (): Promise<{ child: ChildProcess; url: string }> => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [message] = (await once(child, 'message')) as [{ ready: { url: string } }];
    return { child, url: message.ready.url };
  };
  const client = embeddedClient({ dataDir });
  const issued = new Map<string, string>();
  const give = async (url: string): Promise<void> => {
    const answer = await new ApiClient(url, token).send<{ id: string; number: string }>(
      'POST',
      `/api/v1/sites/${SITE}/tickets`,
      { group: 'chung-thuc' },
    );
    expect(answer.status).toBe(201);
    if (answer.body !== null) issued.set(answer.body.id, answer.body.number);
  };

  let running = await start();
  try {
    for (let round = 0; round < 2; round += 1) {
      await give(running.url);
      await give(running.url);
      const redis = await embeddedPid(client);
      const ended = once(running.child, 'exit');
      running.child.kill('SIGKILL');
      await ended;
      // KillMode=mixed: what is left of the service is killed before it is started again.
      process.kill(redis, 'SIGKILL');
      await pause(rest);
      running = await start();
    }
    await give(running.url);
    expect([...issued.values()]).toEqual(
      Array.from({ length: 5 }, (_, index) => `A${String(index + 1).padStart(3, '0')}`),
    );
    await expectOneTruth(client, SITE, { issued, called: [] });
  } finally {
    const ended = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    await ended;
    client.disconnect();
    await rm(dataDir, { recursive: true, force: true });
  }
});
