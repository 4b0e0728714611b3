import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';
import { siteConfig } from '../support/factories.js';

let hall: HttpHall;
let lead: string;
beforeAll(async () => {
  hall = await openHall({ config: siteConfig() });
  lead = await hall.signIn('lead', 'all');
});
afterAll(() => hall.stop());

const announce = (body: object, cookie = lead) =>
  request(hall.url)
    .post(`${SITE_PATH}/announcements`)
    .set({ Cookie: cookie, Origin: hall.url })
    .send(body);

describe('a sentence that a lead wants to be heard', () => {
  test('is written into the journal by ids, and the answer says how it is about the sound', async () => {
    const answer = await announce({ clip: 'notice-lost-item' });
    expect([answer.status, answer.body]).toEqual([201, { sounds: [] }]);
    await announce({ clip: 'notice-closing-soon', zone: 'ground' }).expect(201);
    const journal = await request(hall.url)
      .get(`${SITE_PATH}/journal?limit=1000`)
      .set('Cookie', lead);
    const { events } = journal.body as { events: { type: string; data: object }[] };
    const made = events.filter(({ type }) => type === 'announcement.made');
    expect(made.map(({ data }) => data)).toEqual([
      { clip: 'notice-lost-item', zone: null },
      { clip: 'notice-closing-soon', zone: 'ground' },
    ]);
  });

  test('is one of those that there are, in a zone that there is, and not an officer’s to give', async () => {
    await announce({ clip: 'letter-A' }).expect(400);
    await announce({ clip: '../secret' }).expect(400);
    await announce({ clip: 'notice-lost-item', zone: 'roof' }).expect(404);
    await announce({ clip: 'notice-lost-item' }, await hall.signIn('officer', 'all')).expect(403);
  });
});
