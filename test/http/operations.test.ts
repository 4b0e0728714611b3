/** What those who look after a hall ask over HTTP: the journal, its chain, checks, a file for a helper. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentenceOf } from '../../display/admin/journal-sentences.js';
import { speaker } from '../../server/domain/wording.js';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { EVENT_TYPES } from '../../server/protocol/journal.js';
import type {
  BackupsAnswer,
  JournalVerdict,
  JournalView,
  OperationsAnswer,
  PrintTestAnswer,
} from '../../server/protocol/operations.js';
import { loadWording } from '../../server/words.js';
import { group, MINUTE, MONDAY, siteConfig, TUESDAY } from '../support/factories.js';
import { openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

const LOCALES = fileURLToPath(new URL('../../display/locales/', import.meta.url));
const printer = {
  id: 'door',
  name: 'Máy in của chị Nguyệt',
  address: 'virtual',
  dots: 576,
} as const;

let hall: HttpHall;
beforeAll(async () => {
  hall = await openHall({ config: { ...siteConfig(), printers: [printer] } });
});
afterAll(() => hall.stop());

async function view(query = ''): Promise<JournalView> {
  return (await hall.read<JournalView>(200, `/journal/view${query}`)).body;
}
async function give(group: string): Promise<TicketAnswer> {
  return (await hall.command<TicketAnswer>(201, '/tickets', { group })).body;
}

describe('the journal of a day', () => {
  let first: TicketAnswer;
  beforeAll(async () => {
    first = await give('justice');
    await give('land');
    await hall.command(200, '/counters/c1/open');
    await hall.command(200, '/counters/c1/call-next');
    await hall.command(200, `/tickets/${first.id}/park`, { reason: 'copies' });
  });

  test('is told newest first, in pages that follow one another', async () => {
    const whole = await view();
    const seqs = whole.lines.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    const paged: number[] = [];
    for (let before: number | null = seqs[0] ?? 0; before !== null; ) {
      const page: JournalView = await view(
        `?limit=2&before=${before + (paged.length === 0 ? 1 : 0)}`,
      );
      paged.push(...page.lines.map(({ seq }) => seq));
      before = page.before;
    }
    expect(paged).toEqual(seqs);
    expect(whole.h).toMatch(/^[0-9a-f]{32}$/);
  });

  test('is found by number, counter, kind and who did it', async () => {
    const types = async (query: string) => (await view(query)).lines.map(({ type }) => type);
    expect(await types(`?ticket=${first.number.toLowerCase()}`)).toEqual([
      'ticket.parked',
      'ticket.called',
      'ticket.issued',
    ]);
    expect(await types('?counter=c1')).toContain('counter.opened');
    expect(await types('?counter=c1')).toContain('ticket.called');
    expect(await types('?kind=counter')).toEqual(['counter.opened']);
    expect(await types('?person=p-nobody')).toEqual([]);
  });

  test('ends where the next day begins, and a day without anything is empty', async () => {
    hall.clock.machine += 24 * 60 * MINUTE;
    await give('land');
    const monday = (await view(`?day=${MONDAY}`)).lines;
    expect(monday.every(({ day }) => day === MONDAY)).toBe(true);
    expect(monday.map(({ type }) => type)).toContain('ticket.parked');
    const tuesday = (await view(`?day=${TUESDAY}`)).lines.map(({ type }) => type);
    expect(tuesday).toEqual(['ticket.issued', 'day.opened']);
    expect(await view('?day=2026-11-20')).toEqual({ lines: [], before: null, h: '' });
  });

  test('is whole, and says so from any entry on', async () => {
    const verdict = (await hall.read<JournalVerdict>(200, '/journal/verify')).body;
    expect(verdict).toMatchObject({ first: 1, wrong: null, next: null });
    const rest = (await hall.read<JournalVerdict>(200, '/journal/verify?from=4&to=6')).body;
    expect(rest).toMatchObject({ first: 4, last: 6, wrong: null });
  });

  test('is for leads and admins', async () => {
    const cookie = await hall.signIn('officer');
    for (const path of ['/journal/view', '/journal/verify', '/operations']) {
      await request(hall.server)
        .get(SITE_PATH + path)
        .set('Cookie', cookie)
        .expect(403);
    }
  });
});

test.each(['vi', 'en'] as const)(
  'every kind of entry has a plain sentence (%s)',
  async (language) => {
    const wording = await loadWording(LOCALES);
    const words = speaker(wording.sentences(language, ['journal', 'staff', 'team', 'shared']), 420);
    const scene = { words, language, used: siteConfig() };
    const names = { people: new Map(), devices: new Map() };
    for (const type of EVENT_TYPES) {
      const line = {
        seq: 1,
        at: 0,
        day: MONDAY,
        actor: 'system',
        type,
        data: { day: MONDAY, again: false },
      };
      // Whatever an entry carries, a sentence comes out: fields that are not there leave no gap in braces.
      const text = sentenceOf(scene, names, line as JournalView['lines'][number]);
      expect(text, type).not.toMatch(/^journal\.|[{}]/);
      expect(text.length, type).toBeGreaterThan(4);
    }
  },
);

test('a check is written down with what was good and what was not, and by whom', async () => {
  const cookie = await hall.signIn('lead');
  const body = { check: 'morning', good: ['clock', 'disk'], bad: ['printer:door'] };
  await request(hall.server)
    .post(`${SITE_PATH}/checks`)
    .set({ Cookie: cookie, Origin: hall.url })
    .send(body)
    .expect(201);
  const [line] = (await view('?kind=check')).lines;
  expect(line).toMatchObject({ type: 'check.done', data: body });
  expect(line?.actor).toMatch(/^p-/);
  await request(hall.server)
    .post(`${SITE_PATH}/checks`)
    .set({ Cookie: cookie, Origin: hall.url })
    .send({ ...body, bad: ['<b>máy in</b>'] })
    .expect(400);
});

test('a test slip for a printer without an agent says what stands in the way', async () => {
  const path = `${SITE_PATH}/printers/door/test`;
  await hall.program('post', path).send({}).expect(201);
  await expect
    .poll(async () => (await hall.program('get', path)).body as PrintTestAnswer)
    .toMatchObject({ printing: false, result: { outcome: 'blocked', cause: 'agent-offline' } });
  await hall.program('post', `${SITE_PATH}/printers/none/test`).send({}).expect(404);
});

test('the state names groups that no counter serves today', async () => {
  const before = (await hall.read<OperationsAnswer>(200, '/operations')).body;
  expect(before.unservedGroups).toEqual([]);
  for (const counter of ['c1', 'c2', 'c3']) {
    const profile = [{ group: counter === 'c1' ? 'justice' : 'social', tier: 1 }];
    await hall
      .program('put', `${SITE_PATH}/counters/${counter}/profile`)
      .set('Idempotency-Key', `profile-of-${counter}-0001`)
      .send({ profile })
      .expect(200);
  }
  const after = (await hall.read<OperationsAnswer>(200, '/operations')).body;
  expect(after.unservedGroups).toEqual(['land']);
});

test("an operator's own Redis is not backed up here, which is said", async () => {
  const state = (await hall.program('get', '/api/v1/backups').expect(200)).body as BackupsAnswer;
  expect(state).toMatchObject({ kept: 'elsewhere', backups: [] });
  const refused = await hall.program('post', '/api/v1/backups').send({}).expect(409);
  expect(refused.body).toMatchObject({ code: 'backup-elsewhere' });
});

test('the file for a helper far away holds nothing that anybody typed, nor any name or id of a person', async () => {
  const planted = ['Chị Nguyệt', '012345678901', '0912345678', 'kính lúp', 'Hẻm Số Bảy'];
  const [name = '', document = '', phone = '', note = '', address = ''] = planted;
  const config = siteConfig();
  const full = {
    ...config,
    site: { ...config.site, name: { vi: name, en: name }, address, phone },
    groups: [...config.groups, group('extra', 'E', { name: { vi: document, en: note } })],
    printers: [{ ...printer, name, address: 'tcp://192.0.2.77:9100' }],
    zones: [{ id: 'ground', name: { vi: note, en: phone } }],
    counters: config.counters.map((counter) => ({
      ...counter,
      profile: [...counter.profile, { group: 'extra', tier: 3 }],
    })),
  };
  const own = await openHall({ config: full });
  try {
    await own.command(201, '/tickets', {
      group: 'extra',
      note: `${document} ${phone}`,
      priority: 'elder',
    });
    const people = await own
      .program('post', `${SITE_PATH}/people`)
      .send({ people: [{ name, role: 'officer', languages: [] }] })
      .expect(201);
    const id = (people.body as { made: { person: { id: string }; pin: string }[] }).made[0];
    const file = await own.program('get', '/api/v1/diagnostics').expect(200);
    const text = JSON.stringify(file.body);
    for (const secret of [
      ...planted,
      id?.person.id ?? '?',
      id?.pin ?? '?',
      '192.0.2.77',
      'elder',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('"ticketsToday":1');
    const officer = await own.signIn('officer');
    await request(own.server).get('/api/v1/diagnostics').set('Cookie', officer).expect(403);
  } finally {
    await own.stop();
  }
});

test('every check has its words in both languages', async () => {
  for (const language of ['vi', 'en']) {
    const text = await readFile(`${LOCALES}${language}/checks.json`, 'utf8');
    const { name, row } = JSON.parse(text) as Record<'name' | 'row', Record<string, unknown>>;
    for (const id of ['clock', 'store', 'disk', 'backup', 'groups', 'printer', 'screens']) {
      expect(name[id], `${language} ${id}`).toBeTypeOf('string');
      expect(row[id], `${language} ${id}`).toBeTypeOf('object');
    }
  }
});
