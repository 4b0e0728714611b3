import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { journalKey } from '../../server/store/redis/keys.js';
import { SITE } from '../support/factories.js';
import { startRedis } from '../support/redis.js';

const PROCESS = fileURLToPath(new URL('../support/journal-group-process.ts', import.meta.url));

it('an entry that nobody can read ends the process aloud, and is still there for a mended one', async () => {
  const redis = await startRedis();
  const child = spawn(process.execPath, ['--import', 'tsx', PROCESS, redis.socket, SITE], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  try {
    const client = redis.client();
    const known = ['at', '1', 'day', '2026-11-23', 'actor', 'a', 'request', 'r', 'h', 'x'];
    const data = ['data', '{"day":"2026-11-23"}'];
    await client.xadd(journalKey(SITE), '1-0', 'type', 'day.closed', ...known, ...data);
    await client.xadd(journalKey(SITE), '2-0', 'type', 'of tomorrow', ...known, ...data);
    const [said, complaint, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      ended,
    ]);
    expect(said).toBe('1\n');
    expect(code).toBe(1);
    expect(complaint).toContain('entry 2-0 of the journal cannot be read');
    expect((await client.xpending(journalKey(SITE), 'effects'))[0]).toBe(2);
  } finally {
    child.kill('SIGKILL');
    await redis.stop();
  }
});
