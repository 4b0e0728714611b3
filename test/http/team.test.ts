/** What the people of the hall do beside the queue, over HTTP: each tap once, of two the first. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import request from 'supertest';
import { sentenceOf } from '../../display/admin/journal-sentences.js';
import { speaker } from '../../server/domain/wording.js';
import type { CallNextAnswer, Problem, TicketAnswer } from '../../server/protocol/answers.js';
import type { JournalView } from '../../server/protocol/operations.js';
import type { Me } from '../../server/protocol/people.js';
import type {
  Assist,
  CrewAnswer,
  Escort,
  Handed,
  HelpCall,
  SoundTaken,
} from '../../server/protocol/team.js';
import { Browser, pairBrowser } from '../support/access.js';
import { siteConfig } from '../support/factories.js';
import {
  answered,
  newKey,
  openHall,
  SITE_PATH,
  TOKEN,
  type HttpHall,
} from '../support/http-hall.js';
import { hallWithSupport } from '../support/rights-table.js';

const DAY = 24 * 3_600_000;

let hall: HttpHall;
/** Cookies of two volunteers and an officer, and what they are called in the journal. */
let hoa: string;
let nam: string;
let officer: string;
/** A paired kiosk. */
let kiosk: { cookie: string; id: string };
beforeAll(async () => {
  hall = await openHall({ config: hallWithSupport('ward') });
  [hoa, nam, officer] = await Promise.all([
    hall.signIn('volunteer'),
    hall.signIn('volunteer'),
    hall.signIn('officer'),
  ]);
  const browser = new Browser(hall.url, {}, '127.0.0.9');
  const admin = new Browser(hall.url, { Authorization: `Bearer ${TOKEN}` });
  const { id } = await pairBrowser(browser, admin, 'ward', { kind: 'kiosk', name: 'Kiosk 1' });
  kiosk = { cookie: browser.cookie, id };
  await hall.command(200, '/counters/c1/open');
});
afterAll(() => hall.stop());
// Whoever rings is not held up by what another test did.
beforeEach(() => hall.clock.pass(60_000));

/** A command of whoever holds this cookie. */
const tap = <T>(status: number, cookie: string, path: string, body: object = {}, key = newKey()) =>
  answered<T>(
    status,
    request(hall.server)
      .post(SITE_PATH + path)
      .set({ Cookie: cookie, Origin: hall.url, 'Idempotency-Key': key })
      .send(body),
  );
const code = async (status: number, cookie: string, path: string, body: object = {}) =>
  (await tap<Problem>(status, cookie, path, body)).body.code;
const entries = async () => (await hall.store.head('ward'))?.seq ?? 0;
const team = () => hall.sites.get('ward')?.board.team;
const actorOf = async (cookie: string): Promise<string> => {
  const asked = request(hall.server).get('/api/v1/me').set('Cookie', cookie);
  return (await answered<Me>(200, asked)).body.person.id;
};

async function calledTicket(): Promise<TicketAnswer> {
  const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' });
  const next = await hall.command<CallNextAnswer>(200, '/counters/c1/call-next');
  expect(next.body.called?.id).toBe(body.id);
  return next.body.called ?? body;
}
const finish = (ticket: string) => hall.command(200, `/tickets/${ticket}/finish`);

describe('an assist', () => {
  test('is counted once, however often its answer was lost', async () => {
    const key = newKey();
    const first = await tap<Assist>(201, hoa, '/assists', { type: 'vneid' }, key);
    expect(first.body).toEqual({
      id: String(await entries()),
      ...{ type: 'vneid', ticket: null, by: await actorOf(hoa), at: hall.clock.now() },
    });
    expect(team()?.assists[first.body.id]).toEqual(first.body);
    hall.clock.pass(5_000);
    const before = await entries();
    const again = await tap<Assist>(201, hoa, '/assists', { type: 'vneid' }, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await entries()).toBe(before);
    await tap(422, hoa, '/assists', { type: 'form' }, key);
  });

  test('may be for a ticket of today, and is refused for another', async () => {
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' });
    const given = await tap<Assist>(201, nam, '/assists', { type: 'form', ticket: body.id });
    expect(given.body.ticket).toBe(body.id);
    expect(await code(404, nam, '/assists', { type: 'form', ticket: '77' })).toBe('ticket-unknown');
  });

  test('is taken back by who gave it, that day, and once', async () => {
    const { body } = await tap<Assist>(201, hoa, '/assists', { type: 'scan' });
    const path = `/assists/${body.id}/undo`;
    expect(await code(403, nam, path)).toBe('undo-foreign');
    const key = newKey();
    expect((await tap<Assist>(200, hoa, path, {}, key)).body).toEqual(body);
    expect(team()?.assists).not.toHaveProperty(body.id);
    expect((await tap<Assist>(200, hoa, path, {}, key)).body).toEqual(body);
    expect(await code(404, hoa, path)).toBe('assist-unknown');
    for (const id of ['1', '0', 'x', '__proto__', '99999999']) {
      expect(await code(404, hoa, `/assists/${id}/undo`)).toBe('assist-unknown');
    }
  });
});

describe('a call for help', () => {
  const ring = (body: object = { cause: 'unsure' }, key = newKey()) =>
    tap<HelpCall>(201, kiosk.cookie, '/help', body, key);

  test('rings once for a kiosk, however often a child presses', async () => {
    const key = newKey();
    const first = await ring({ cause: 'help' }, key);
    expect(first.body).toEqual({
      ...{ id: String(await entries()), place: { kind: 'kiosk', id: kiosk.id }, cause: 'help' },
      ...{ at: hall.clock.now(), takenBy: null, takenAt: null },
    });
    const before = await entries();
    const pressed = await Promise.all(Array.from({ length: 50 }, () => ring()));
    expect(new Set(pressed.map(({ body }) => body.id))).toEqual(new Set([first.body.id]));
    expect((await ring({ cause: 'help' }, key)).body).toEqual(first.body);
    expect(await entries()).toBe(before);

    await tap(200, hoa, `/help/${first.body.id}/end`);
    const soon = await tap<Problem>(429, kiosk.cookie, '/help', { cause: 'help' });
    expect(soon.body).toMatchObject({ code: 'too-many', retryAfter: 30 });
    // The lost answer of before is not a new ring.
    expect((await ring({ cause: 'help' }, key)).body.id).toBe(first.body.id);
    hall.clock.pass(30_000);
    const { body } = await ring();
    expect(body.id).not.toBe(first.body.id);
    await tap(200, hoa, `/help/${body.id}/end`);
  });

  test('of two who go at once the first goes, and the other is told', async () => {
    const { body } = await ring();
    const path = `/help/${body.id}/take`;
    const keys = [newKey(), newKey()] as const;
    const both = async () => {
      const [one, other] = await Promise.all(
        [hoa, nam].map((cookie, i) =>
          request(hall.server)
            .post(SITE_PATH + path)
            .set({ Cookie: cookie, Origin: hall.url, 'Idempotency-Key': keys[i] ?? '' })
            .send({ instead: null }),
        ),
      );
      return [one?.status, other?.status];
    };
    const statuses = await both();
    expect(statuses.toSorted()).toEqual([200, 409]);
    expect(await both()).toEqual(statuses);
    const [first, second] = statuses[0] === 200 ? [hoa, nam] : [nam, hoa];
    expect(team()?.helps[body.id]?.takenBy).toBe(await actorOf(first));
    expect(await code(409, second, path, { instead: null })).toBe('taken');
    const instead = await actorOf(first);
    const taken = await tap<HelpCall>(200, second, path, { instead });
    expect(taken.body).toMatchObject({ takenBy: await actorOf(second), takenAt: hall.clock.now() });
    await tap(200, first, `/help/${body.id}/end`);
    expect(await code(404, first, path, { instead: null })).toBe('help-unknown');
    expect(await code(404, first, `/help/${body.id}/end`)).toBe('help-unknown');
  });

  test('that is over is answered as it was, to who asks again for a lost answer', async () => {
    const { body } = await ring();
    const keys = [newKey(), newKey()] as const;
    const take = () => tap<HelpCall>(200, hoa, `/help/${body.id}/take`, { instead: null }, keys[0]);
    const end = () => tap<HelpCall>(200, hoa, `/help/${body.id}/end`, {}, keys[1]);
    const taken = await take();
    const ended = await end();
    expect(ended.body).toEqual(taken.body);
    hall.clock.pass(60_000);
    await tap(200, nam, `/help/${(await ring()).body.id}/end`);
    expect((await take()).body).toEqual(taken.body);
    expect((await end()).body).toEqual(ended.body);
  });

  test('comes from a counter by its name, and rings again at once', async () => {
    const body = { cause: 'counter', counter: 'c1' };
    const first = await tap<HelpCall>(201, officer, '/help', body);
    expect(first.body.place).toEqual({ kind: 'counter', id: 'c1' });
    expect((await tap<HelpCall>(201, officer, '/help', body)).body.id).toBe(first.body.id);
    await tap(200, officer, `/help/${first.body.id}/end`);
    const second = await tap<HelpCall>(201, officer, '/help', body);
    await tap(200, hoa, `/help/${second.body.id}/end`);
    expect(await code(404, officer, '/help', { ...body, counter: 'c77' })).toBe('counter-unknown');
    expect(await code(400, officer, '/help', { cause: 'help' })).toBe('bad-request');
    expect(await code(400, officer, '/help', { cause: 'counter' })).toBe('bad-request');
    expect(await code(400, kiosk.cookie, '/help', body)).toBe('bad-request');
    expect(await code(403, kiosk.cookie, `/help/${second.body.id}/end`)).toBe('not-allowed');
  });
});

describe('an escort', () => {
  test('fetches who is called, the first of two, for this call alone', async () => {
    const ticket = await calledTicket();
    const path = `/tickets/${ticket.id}/escort`;
    const key = newKey();
    const taken = await tap<Escort>(200, hoa, path, { instead: null }, key);
    const by = await actorOf(hoa);
    expect(taken.body).toEqual({ by, at: hall.clock.now(), calledAt: ticket.calledAt });
    expect(await code(409, nam, path, { instead: null })).toBe('taken');
    expect((await tap<Escort>(200, nam, path, { instead: by })).body.by).toBe(await actorOf(nam));
    expect((await tap<Escort>(200, hoa, path, { instead: null }, key)).body).toEqual(taken.body);
    await finish(ticket.id);
    const late = await tap<Problem>(409, hoa, path, { instead: null });
    expect(late.body).toMatchObject({ code: 'wrong-state', ticket: { id: ticket.id } });
    expect(await code(404, hoa, '/tickets/123/escort', { instead: null })).toBe('ticket-unknown');
  });
});

describe('a silent loudspeaker', () => {
  test('is looked after by the first of two, for this trouble alone', async () => {
    const path = '/sounds/ground/take';
    const body = { since: hall.clock.now(), instead: null };
    const key = newKey();
    const taken = await tap<SoundTaken>(200, hoa, path, body, key);
    const by = await actorOf(hoa);
    expect(taken.body).toEqual({ by, at: hall.clock.now(), since: body.since });
    expect(await code(409, nam, path, body)).toBe('taken');
    const instead = { ...body, instead: by };
    expect((await tap<SoundTaken>(200, nam, path, instead)).body.by).toBe(await actorOf(nam));
    expect((await tap<SoundTaken>(200, hoa, path, body, key)).body).toEqual(taken.body);
    hall.clock.pass(1_000);
    const later = { since: hall.clock.now(), instead: null };
    expect((await tap<SoundTaken>(200, hoa, path, later)).body.by).toBe(by);
    expect(await code(404, hoa, '/sounds/cellar/take', later)).toBe('not-found');
    expect(await code(403, kiosk.cookie, path, later)).toBe('not-allowed');
  });
});

describe('a number in the hand', () => {
  test('is told to every device, with the slip that was seen', async () => {
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', {
      ...{ group: 'land', print: true },
    });
    const path = `/tickets/${body.id}/handed`;
    const key = newKey();
    const handed = await tap<Handed>(200, hoa, path, { copy: 1, how: 'paper' }, key);
    expect(handed.body).toEqual({ copy: 1, how: 'paper' });
    await tap(200, kiosk.cookie, path, { copy: 0, how: 'screen' });
    expect(team()?.handed[body.id]).toEqual({ copy: 0, how: 'screen' });
    const before = await entries();
    expect((await tap<Handed>(200, hoa, path, { copy: 1, how: 'paper' }, key)).body).toEqual(
      handed.body,
    );
    expect(await entries()).toBe(before);
    expect(await code(400, hoa, path, { copy: 2, how: 'paper' })).toBe('bad-request');
  });

  test('carries the mark of who gave it; a program gives none, and one that is named stays', async () => {
    const { body: crew } = await answered<CrewAnswer>(
      200,
      request(hall.server).get(`${SITE_PATH}/crew`).set('Cookie', officer),
    );
    const by = await actorOf(hoa);
    const mark = crew.people.find(({ id }) => id === by)?.mark;
    expect(mark).toMatch(/^[A-Z][A-Z0-9]{0,3}$/);
    const marks = crew.people.map((one) => one.mark);
    expect(new Set(marks).size).toBe(marks.length);
    expect(crew.kiosks).toEqual([{ id: kiosk.id, name: 'Kiosk 1' }]);
    const own = await tap<TicketAnswer>(201, hoa, '/tickets', { group: 'land' });
    expect(own.body.mark).toBe(mark);
    const named = await tap<TicketAnswer>(201, hoa, '/tickets', { group: 'land', mark: 'TN9' });
    expect(named.body.mark).toBe('TN9');
    const program = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' });
    expect(program.body.mark).toBeNull();
    const alone = await tap<TicketAnswer>(201, kiosk.cookie, '/tickets', { group: 'land' });
    expect(alone.body.mark).toBeNull();
  });
});

describe('afterwards', () => {
  test('the journal tells who did what, for which number and where', async () => {
    const wording = hall.parts.words;
    const names = { people: new Map(), devices: new Map([[kiosk.id, 'Kiosk 1']]) };
    const lines: string[] = [];
    for (const kind of ['assist', 'help', 'escort', 'sound', 'slip']) {
      const { body } = await hall.read<JournalView>(200, `/journal/view?kind=${kind}&limit=200`);
      for (const language of ['vi', 'en'] as const) {
        const parts = ['journal', 'staff', 'team', 'shared'];
        const words = speaker(wording.sentences(language, parts), 420);
        const scene = { words, language, used: siteConfig() };
        lines.push(...body.lines.map((line) => sentenceOf(scene, names, line)));
      }
    }
    expect(lines).toEqual(
      expect.arrayContaining([
        'Ghi một lượt hỗ trợ: tài khoản, mật khẩu VNeID',
        expect.stringMatching(/^Ghi một lượt hỗ trợ cho số B\d{3}: điền tờ khai, biểu mẫu$/),
        'Bỏ một lượt hỗ trợ: quét, số hoá giấy tờ',
        'Gọi tình nguyện viên đến Kiosk 1: không biết chọn gì',
        'Gọi tình nguyện viên đến quầy 1: cán bộ cần người hỗ trợ',
        'Nhận đến giúp tại Kiosk 1',
        'Help was given at counter 1',
        expect.stringMatching(/^Nhận đưa người mang số A\d{3} đến quầy$/),
        'Nhận xem loa Tầng trệt',
        expect.stringMatching(/^Handed the slip B\d{3} to the citizen$/),
        expect.stringMatching(/^Cho công dân xem số B\d{3} trên màn hình$/),
      ]),
    );
    const { body } = await hall.read<JournalView>(200, '/journal/view?counter=c1&kind=help');
    expect(body.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(body.lines)).not.toContain('Người volunteer');
  });

  test('another day knows nothing of it, and takes no assist back any more', async () => {
    const { body } = await tap<Assist>(201, hoa, '/assists', { type: 'app' });
    const { body: help } = await tap<HelpCall>(201, kiosk.cookie, '/help', { cause: 'help' });
    hall.clock.pass(DAY);
    expect(await code(409, hoa, `/assists/${body.id}/undo`)).toBe('undo-expired');
    // The first entry of the day turns the page.
    await hall.command(201, '/tickets', { group: 'land' });
    expect(team()).toMatchObject({ assists: {}, helps: {}, escorts: {}, handed: {} });
    expect(await code(404, hoa, `/help/${help.id}/take`, { instead: null })).toBe('help-unknown');
  });
});
