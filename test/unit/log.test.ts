import { expect, test } from 'vitest';
import { createLog, scoped } from '../../server/log.js';

/** The lines that a log writes while `write` runs. */
function lines(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const written: string[] = [];
  write(createLog('info', { write: (line: string) => void written.push(line) }));
  return written;
}

test('the log never holds a token, a cookie or a PIN', () => {
  const [line = ''] = lines((log) =>
    scoped(log, 'http').info({
      token: 'geheim-1',
      user: { pin: 'geheim-2', password: 'geheim-3' },
      req: {
        url: '/t/geheim-4?token=geheim-5&lang=vi',
        headers: { authorization: 'Bearer geheim-6', cookie: 'sid=geheim-7' },
      },
      res: { headers: { 'set-cookie': ['sid=geheim-8'] } },
    }),
  );
  expect(line).not.toContain('geheim');
  expect(JSON.parse(line)).toMatchObject({
    scope: 'http',
    req: { url: '/t/[hidden]?token=[hidden]&lang=vi' },
  });
});

test('an error is logged without the command that failed and what it was to store', () => {
  const cause = Object.assign(new Error('MISCONF'), { command: { args: ['geheim-1'] } });
  const error = Object.assign(new Error('not stored', { cause }), {
    ...{ code: 'EPIPE', command: { name: 'set', args: ['geheim-2'] } },
    body: '{"note":"geheim-3',
  });
  const [line = ''] = lines((log) => log.error({ err: error }, 'failed'));
  expect(line).not.toContain('geheim');
  expect(JSON.parse(line)).toMatchObject({
    err: { message: 'not stored: MISCONF', code: 'EPIPE' },
  });
});

test('the log keeps other addresses as they are', () => {
  const [line = ''] = lines((log) => log.info({ req: { url: '/api/v1/sites?limit=5' } }));
  expect(line).toContain('/api/v1/sites?limit=5');
});
