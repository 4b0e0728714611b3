/** What printers were found to answer, as it lies in Redis. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitOf } from '../../printer/address.js';
import { PrinterAnswersStore } from '../../server/effects/printer-answers.js';
import type { PrinterTested } from '../../server/protocol/printing.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const TESTED: PrinterTested = {
  status: true,
  pushes: true,
  proof: 'echo',
  at: 1_790_000_000_000,
  warned: false,
};
const DOOR = { site: 'ward', printer: 'p1' };
const FAR = { site: 'ward', printer: 'far' };

let redis: TestRedis;
let client: ReturnType<TestRedis['client']>;
let store: PrinterAnswersStore;
beforeAll(async () => {
  redis = await startRedis();
  client = redis.client();
  store = new PrinterAnswersStore(client, ({ printer }) => printer !== 'far');
});
afterAll(() => redis.stop());

describe('what a printer was found to answer', () => {
  it('counts with its date while address and profile stay, and no longer', async () => {
    const unit = unitOf('tcp://192.168.1.50', 'generic-80');
    await store.keep(DOOR, unit, TESTED);
    expect(await store.of(DOOR, unitOf('tcp://192.168.1.50:9100', 'generic-80'))).toEqual(TESTED);
    expect(await store.of(DOOR, unitOf('tcp://192.168.1.51', 'generic-80'))).toBeNull();
    expect(await store.of(DOOR, unitOf('tcp://192.168.1.50', 'generic-58'))).toBeNull();
    expect(await store.of(FAR, unit)).toBeNull();
  });

  it('is known of a printer that was tried before it was chosen, unless it is beside another machine', async () => {
    const unit = unitOf('device:/dev/usb/lp0', 'generic-80');
    await store.keepTried(unit, TESTED);
    expect(await store.of(DOOR, unit)).toEqual(TESTED);
    expect(await store.of(FAR, unit)).toBeNull();
    const newer = { ...TESTED, at: TESTED.at + 1, warned: true };
    await store.keep(DOOR, unit, newer);
    expect(await store.of(DOOR, unit)).toEqual(newer);
  });

  it('says nothing of the address, and what an older product kept counts for nothing', async () => {
    const keys = await client.keys('*');
    expect(keys.join(' ')).not.toMatch(/192|lp0|tcp/);
    const unit = unitOf('tcp://10.0.0.1', 'generic-80');
    await client.hset('{print}:answers:by-unit:ward:old', { unit, tested: '{"status":true}' });
    expect(await store.of({ site: 'ward', printer: 'old' }, unit)).toBeNull();
  });
});
