import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../server/protocol/journal.js';
import type { PrintTestAnswer } from '../../server/protocol/operations.js';
import type { MadePerson, PinSlipBody } from '../../server/protocol/people.js';
import { siteConfig } from '../support/factories.js';
import { openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

const PRINTERS = [
  { id: 'door', name: 'Máy in ở cửa', address: 'remote', dots: 576 },
  { id: 'screen', name: 'Máy in ảo', address: 'virtual', dots: 576 },
] as const;
const ADDRESS = 'http://192.168.1.10:3000';

let hall: HttpHall;
beforeAll(async () => {
  hall = await openHall({ config: { ...siteConfig(), printers: [...PRINTERS] } });
});
afterAll(() => hall.stop());

async function hired(): Promise<MadePerson> {
  const body = { people: [{ name: `Lan ${performance.now()}`, role: 'volunteer', languages: [] }] };
  const answer = await hall.program('post', `${SITE_PATH}/people`).send(body).expect(201);
  return (answer.body as { made: [MadePerson] }).made[0];
}

const pathOf = ({ person }: MadePerson): string => `${SITE_PATH}/people/${person.id}/slip`;
function slip({ pin, join }: MadePerson, more: Partial<PinSlipBody> = {}): PinSlipBody {
  return { pin, join, printer: 'door', address: ADDRESS, ...more };
}

describe('the slip of a fresh one-time PIN', () => {
  test('goes to the printer that was chosen, and whoever asked learns what became of it', async () => {
    const made = await hired();
    await hall.program('post', pathOf(made)).send(slip(made)).expect(201);
    await expect
      .poll(async () => (await hall.program('get', pathOf(made))).body as PrintTestAnswer)
      .toMatchObject({ printing: false, result: { outcome: 'blocked', cause: 'agent-offline' } });
    const { events } = (await hall.program('get', `${SITE_PATH}/journal?limit=1000`)).body as {
      events: JournalEntry[];
    };
    const printed = events.filter(({ type }) => type === 'person.slip-printed');
    expect(printed.map(({ data }) => data)).toEqual([{ person: made.person.id, printer: 'door' }]);
    expect(JSON.stringify(events)).not.toContain(made.pin);
  });

  test('is not printed once there is a newer one, or it was never this person’s', async () => {
    const made = await hired();
    const other = await hired();
    const mixed = slip(other);
    await hall.program('post', pathOf(made)).send(mixed).expect(403);
    await hall.program('post', `${SITE_PATH}/people/${made.person.id}/reset`).send({}).expect(200);
    const answer = await hall.program('post', pathOf(made)).send(slip(made)).expect(403);
    expect(answer.body).toMatchObject({ code: 'pin-over' });
  });

  test('carries no address but this server’s own, and nothing but six digits as its PIN', async () => {
    const made = await hired();
    const elsewhere = slip(made, { address: 'http://192.168.1.66:3000' });
    await hall.program('post', pathOf(made)).send(elsewhere).expect(400);
    await hall
      .program('post', pathOf(made))
      .send(slip(made, { pin: 'Lan 079' }))
      .expect(400);
    await hall
      .program('post', pathOf(made))
      .send(slip(made, { address: null }))
      .expect(201);
  });

  test('never goes to a virtual printer where people are real: it keeps its pictures', async () => {
    const made = await hired();
    const kept = slip(made, { printer: 'screen' });
    await hall.program('post', pathOf(made)).send(kept).expect(400);
    await hall
      .program('post', pathOf(made))
      .send(slip(made, { printer: 'none' }))
      .expect(400);
  });

  test('of somebody who leads is printed by an admin alone', async () => {
    const body = { people: [{ name: 'Người dẫn đầu', role: 'lead', languages: [] }] };
    const answer = await hall.program('post', `${SITE_PATH}/people`).send(body).expect(201);
    const [made] = (answer.body as { made: [MadePerson] }).made;
    const cookie = await hall.signIn('lead');
    const asked = await fetch(hall.url + pathOf(made), {
      method: 'POST',
      headers: { cookie, origin: hall.url, 'content-type': 'application/json' },
      body: JSON.stringify(slip(made)),
    });
    expect(asked.status).toBe(403);
  });
});
