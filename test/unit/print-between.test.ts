import { expect, test } from 'vitest';
import { pino } from 'pino';
import { PrintBetween } from '../../server/operations/print-between.js';
import type { PrintOrder } from '../../server/protocol/printing.js';
import type { SiteView } from '../../server/live/site-view.js';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="576" height="80"></svg>';

test('a slip that cannot be drawn ends as failed, is logged with its cause, and the next one prints', async () => {
  const logged: string[] = [];
  const sent: PrintOrder[] = [];
  const between = new PrintBetween({
    clock: { now: () => 1_000, speed: 1 },
    dots: () => 576,
    feed: () => 120,
    rolls: { add: () => Promise.resolve() },
    log: pino({ level: 'error' }, { write: (line) => void logged.push(line) }),
    print: (_site, order) => {
      sent.push(order);
      return Promise.resolve({ outcome: 'printed', bytesSent: 9, cause: null });
    },
  });
  const site: Pick<SiteView, 'id'> = { id: 'sen-hong' };
  between.start(site, 'p1', 'test', () => Promise.reject(new Error('no font')));
  await expect
    .poll(() => between.last('sen-hong', 'test'))
    .toMatchObject({
      printing: false,
      result: { outcome: 'failed', bytesSent: 0, cause: 'bad-picture' },
    });
  expect(sent).toEqual([]);
  expect(logged.join()).toContain('no font');

  between.start(site, 'p1', 'test', () => Promise.resolve(SVG));
  await expect.poll(() => between.last('sen-hong', 'test').result?.outcome).toBe('printed');
  expect(sent.map(({ svg }) => svg)).toEqual([SVG]);
});
