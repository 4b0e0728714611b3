import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ConfigError } from '../../server/config.js';
import { EngineError } from '../../server/engine/engine-error.js';
import { UnfitRedis } from '../../server/engine/foreign-redis.js';
import { startFailure } from '../../server/start-failure.js';

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

test('what nobody at the machine can mend is shown as it is', async () => {
  expect((await startFailure(new Error('unheard of'))).text).toContain('Error: unheard of');
});
