import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Problem, TicketAnswer } from '../../server/protocol/answers.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { PROCEDURE_DEFAULTS } from '../../server/protocol/config-defaults.js';
import { siteConfig } from '../support/factories.js';
import { answered, newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';
import { patientStore } from '../support/redis-store.js';
import { startRedis } from '../support/redis.js';

const FULL: SiteConfig = {
  ...siteConfig(),
  procedures: [
    {
      id: 'birth',
      group: 'justice',
      name: { vi: 'Khai sinh', en: 'Birth' },
      aliases: [],
      minutes: 10,
      cases: [],
      ...PROCEDURE_DEFAULTS,
    },
  ],
  priorities: ['elder'],
  printers: [{ id: 'door', name: 'Máy in ở cửa', address: 'virtual', dots: 576 }],
};
const EMPTIED = { procedures: [], priorities: [], printers: [] };

describe('a lost answer that is asked for again after the site was changed', async () => {
  const redis = await startRedis();
  const hall: HttpHall = await openHall({ store: await patientStore(redis), config: FULL });
  afterAll(async () => {
    await hall.stop();
    await redis.stop();
  });

  async function change(to: Partial<SiteConfig>): Promise<void> {
    const { body, headers } = await hall.read<SiteConfig>(200, '/config');
    const sent = hall
      .program('put', `${SITE_PATH}/config`)
      .set('Idempotency-Key', newKey())
      .set('If-Match', headers['etag'] ?? '');
    await answered(200, sent.send({ ...body, ...to }));
    const wanted = to.printers?.length;
    await expect.poll(() => hall.sites.all()[0]?.config.printers).toHaveLength(wanted ?? 0);
  }
  beforeEach(() => change(FULL));

  test.each([
    ['its procedure is gone', { procedure: 'birth' }],
    ['its priority is no longer offered', { priority: 'elder' }],
    ['the only printer is gone', { print: true }],
    ['the printer that it named is gone', { print: 'door' }],
  ])('is the same ticket although %s, and a new key is refused', async (_name, more) => {
    const body = { group: 'justice', ...more };
    const key = newKey();
    const first = await hall.command<TicketAnswer>(201, '/tickets', body, key);
    await change(EMPTIED);
    const again = await hall.command<TicketAnswer>(201, '/tickets', body, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toMatchObject({ id: first.body.id, number: first.body.number });
    await hall.command<Problem>(400, '/tickets', body);
    const other = await hall.command<Problem>(422, '/tickets', { ...body, language: 'en' }, key);
    expect(other.body.code).toBe('key-reused');
  });

  test('is the same copy although the printer is gone, and no second one is asked for', async () => {
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' });
    const path = `/tickets/${body.id}/reprint`;
    const key = newKey();
    await hall.command<TicketAnswer>(200, path, { printer: 'door' }, key);
    await change(EMPTIED);
    const head = await hall.store.head('ward');
    const again = await hall.command<TicketAnswer>(200, path, { printer: 'door' }, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    await hall.command<Problem>(400, path, { printer: 'door' });
    expect(await hall.store.head('ward')).toEqual(head);
  });
});
