import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.js';
import { EngineError } from '../../server/engine/engine-error.js';
import { UnfitRedis } from '../../server/engine/foreign-redis.js';
import { startEngine } from '../../server/engine/engine.js';
import { createLog } from '../../server/log.js';
import { startFailure } from '../../server/start-failure.js';
import { ownLoopback } from '../support/loopback.js';

test('a wrong environment is explained variable by variable, Vietnamese first, with exit code 2', async () => {
  const { text, exitCode } = await startFailure(new ConfigError(['PORT', 'CLOCK']));
  expect(exitCode).toBe(2);
  expect(text.split('\n')).toEqual([
    'PORT phải là một số từ 0 đến 65535 (0: máy tự chọn).',
    expect.stringMatching(/^CLOCK phải có dạng 2020-05-12T07:30@120/),
    'PORT must be a number from 0 to 65535 (0: the machine chooses).',
    expect.stringMatching(/^CLOCK must look like 2020-05-12T07:30@120/),
  ]);
});

test.each(['redis-missing', 'data-dir-in-use', 'data-dir-unusable'] as const)(
  'the start that ends in %s is told in two plain lines',
  async (code) => {
    const { text, exitCode } = await startFailure(new EngineError(code, '/srv/motcua'));
    expect(exitCode).toBe(1);
    expect(text.split('\n')).toHaveLength(2);
    expect(text).not.toContain('engine.');
    if (code !== 'redis-missing') expect(text).toContain('/srv/motcua');
  },
);

test('a Redis that is too old is named with its version and the one that is needed', async () => {
  const finding = { code: 'version-old', found: '6.0.16', wanted: '7.0', weight: 'fatal' } as const;
  const { text } = await startFailure(new UnfitRedis(finding));
  expect(text).toContain('6.0.16');
  expect(text).toContain('7.0');
});

test('a port that another program holds is named', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const second = createServer().listen(address.port, '127.0.0.1');
  const failure: unknown = await once(second, 'listening').catch((error: unknown) => error);
  expect((await startFailure(failure)).text).toContain(`Port ${address.port} is used`);
  holder.close();
});

test.each([
  ['nonexistent.invalid', 'a name that nobody knows'],
  ['192.0.2.1', 'an address of another machine'],
])('HOST=%s, %s, is told in two plain lines', async (host) => {
  const server = createServer().listen(0, host);
  const failure: unknown = await once(server, 'listening').catch((error: unknown) => error);
  const { text } = await startFailure(failure);
  expect(text.split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^Máy này không có địa chỉ ${host}\\. `)),
    expect.stringMatching(new RegExp(`^This machine has no address ${host}\\. `)),
  ]);
});

test('a Redis that does not answer is named at once, without its password, and told plainly', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-silent-'));
  // Where nobody listens.
  const where = `${ownLoopback().host(1)}:1`;
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const config = readConfig({ REDIS_URL: `redis://op:hidden@${where}/3`, DATA_DIR: folder });
  const failure: unknown = await startEngine(config, log, 1_000).catch((error: unknown) => error);
  expect(lines[0]).toContain('waiting for redis');
  expect(lines[0]).toContain(where);
  const { text, exitCode } = await startFailure(failure);
  expect(exitCode).toBe(1);
  expect(text.split('\n')).toEqual([
    expect.stringContaining(`Redis tại ${where} không trả lời (connect ECONNREFUSED ${where})`),
    expect.stringContaining(`The Redis at ${where} does not answer`),
  ]);
  expect(text + lines.join('')).not.toContain('hidden');
  await rm(folder, { recursive: true });
});

test('what nobody at the machine can mend is shown as it is', async () => {
  expect((await startFailure(new Error('unheard of'))).text).toContain('Error: unheard of');
});
