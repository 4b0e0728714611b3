/** Printers that an admin adds to an open site. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { VirtualPrinter, type VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import type { PrinterSearch, PrinterTrial } from '../../server/protocol/printers.js';
import { siteConfig } from '../support/factories.js';
import { answered, type HttpHall, openHall, SITE_PATH } from '../support/http-hall.js';
import { ownLoopback } from '../support/loopback.js';

const { host, network } = ownLoopback();
const USED = `tcp://${host(3)}:9100`;
const FREE = `tcp://${host(4)}:9100`;

describe('a search for printers at a site', () => {
  let hall: HttpHall;
  let lead: string;
  const printers = [3, 4].map((last) => new VirtualPrinter({ host: host(last), port: 9100 }));
  const slips: VirtualSlip[] = [];
  let connections = 0;
  beforeAll(async () => {
    for (const printer of printers) {
      printer.speed = 20;
      printer.on('slip', (slip) => slips.push(slip));
      await printer.start();
    }
    printers[0]?.on('change', () => (connections += 1));
    const config = siteConfig();
    const door = { id: 'p1', name: 'Máy in ở cửa', address: USED, dots: 576 as const };
    hall = await openHall({ config: { ...config, printers: [door] }, networks: [network] });
    lead = await hall.signIn('lead');
  });
  afterAll(async () => {
    await hall.stop();
    for (const printer of printers) await printer.stop();
  });

  const asLead = (method: 'get' | 'post', path: string) =>
    request(hall.server)
      [method](`${SITE_PATH}/printers${path}`)
      .set('Cookie', lead)
      .set('Origin', hall.url);

  test('tells a lead which are in use, and asks those nothing', async () => {
    const begun = await answered<PrinterSearch>(201, asLead('post', '/find').send({}));
    expect(begun.body.searching).toBe(true);
    const look = async () => (await answered<PrinterSearch>(200, asLead('get', '/find'))).body;
    await vi.waitFor(async () => expect((await look()).searching).toBe(false), 20_000);
    const { found, asked } = await look();
    expect(found.map(({ address, used }) => ({ address, used }))).toEqual([
      { address: USED, used: true },
      { address: FREE, used: false },
    ]);
    // Fourteen machines but for the one that prints.
    expect(asked).toBe(13);
    expect(connections).toBe(0);
    await asLead('post', '/find')
      .send({ networks: ['10.0.0.0/24'] })
      .expect(400);
  });

  test('lets an admin try what is free, never what a site prints on', async () => {
    await asLead('post', '/try').send({ address: FREE, dots: 576 }).expect(403);
    const tryAt = async (address: string) => {
      const asked = hall.program('post', `${SITE_PATH}/printers/try`).send({ address, dots: 576 });
      return (await answered<{ trial: PrinterTrial | null }>(201, asked)).body.trial;
    };
    expect(await tryAt(USED)).toMatchObject({ outcome: 'blocked', cause: 'used' });
    // The port is the usual one where none is written, and the printer the same.
    const bare = hall.program('post', `${SITE_PATH}/printers/try`);
    await bare.send({ address: `tcp://${host(3)}`, dots: 576 }).expect(400);
    expect(slips).toEqual([]);
    expect(await tryAt(FREE)).toMatchObject({ stage: 'printing' });
    await vi.waitFor(async () => {
      const { body } = await hall.read<{ trial: PrinterTrial }>(200, '/printers/try');
      expect(body.trial).toMatchObject({ address: FREE, outcome: 'printed' });
    }, 20_000);
    expect(slips).toHaveLength(1);
  });
});
