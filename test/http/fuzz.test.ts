/**
 * Ten thousand inputs over every route of the document that changes something: no fault of ours comes of
 * any, what is refused changes nothing, and nothing that got in disturbs a page, a slip or a table.
 */
import { once } from 'node:events';
import { Agent, request as ask, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTable } from '../../display/admin/table-text.js';
import { SlipDrawer } from '../../server/effects/slip-drawer.js';
import { createApp } from '../../server/http/app.js';
import { createHttpServer } from '../../server/http/limits.js';
import { pagesRouter } from '../../server/http/pages.js';
import { ticketAnswer } from '../../server/http/ticket-answer.js';
import { citizenSentences, CITIZEN_PARTS } from '../../server/domain/citizen-words.js';
import { RECORD_EVENTS } from '../../server/protocol/journal.js';
import type { JournalView } from '../../server/protocol/operations.js';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { Assist, HelpCall } from '../../server/protocol/team.js';
import { employ } from '../support/access.js';
import { DISTURBING, NASTY_TEXTS, TAG } from '../support/fuzz.js';
import { inputsFor, type Document, type Input } from '../support/fuzz-inputs.js';
import { newKey, openHall, SITE_PATH, TOKEN, type HttpHall } from '../support/http-hall.js';
import { remoteDesk } from '../support/ticket-links.js';
import { quietNetwork } from '../support/network.js';
import { hallWithSupport } from '../support/rights-table.js';
import { builtScreens } from '../support/screen-hall.js';

/** Inputs in all, and at once. */
const INPUTS = 10_000;
const BATCH = 16;
/** Said with every failure; another one by the environment. */
const SEED = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() & 0xfffffff);

interface Answer {
  input: Input;
  status: number;
  text: string;
}

let hall: HttpHall;
/** Cookie of the lead. */
let lead: string;
let inputs: Input[];
beforeAll(async () => {
  hall = await openHall({ config: hallWithSupport('ward') });
  lead = await hall.signIn('lead');
  const other = await employ(hall.access, 'officer', ['ward']);
  for (const counter of ['c1', 'help']) await hall.command(200, `/counters/${counter}/open`);
  const tickets: string[] = [];
  for (let i = 0; i < 20; i += 1) {
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' });
    tickets.push(body.id);
  }
  const assist = await hall.command<Assist>(201, '/assists', { type: 'form' });
  const help = await hall.command<HelpCall>(201, '/help', { cause: 'counter', counter: 'c1' });
  const { body } = (await hall.program('get', '/api/v1/openapi.json')) as { body: Document };
  const known = {
    site: ['ward'],
    group: ['land', 'justice', 'social'],
    groups: ['land'],
    stops: ['social'],
    counter: ['c1', 'c2', 'help'],
    ticket: tickets,
    tickets,
    printer: ['p1'],
    assist: ['1', assist.body.id],
    help: ['1', help.body.id],
    instead: [null, other.person.id],
    person: [other.person.id],
    procedure: [undefined],
    language: ['en', 'vi'],
    languages: ['en'],
    mark: ['TN1'],
    note: ['xin gọi con gái đi cùng', ...NASTY_TEXTS],
    name: ['Nguyễn Thị Hoa', 'Trần Văn Nam', ...NASTY_TEXTS],
    ifRev: [undefined],
    rev: [1, 5, 9],
    at: [hall.clock.now()],
    request: [newKey()],
    version: ['1'],
    pin: ['480271'],
    password: ['bốn mùa hoa sen nở'],
    days: [30],
    kind: ['tablet', 'hall'],
  };
  const { config } = hall.sites.get('ward') ?? {};
  inputs = inputsFor({ document: body, known, config, inputs: INPUTS, seed: SEED });
});
afterAll(() => hall.stop());

const agent = new Agent({ keepAlive: true, maxSockets: BATCH });
/** A busy machine may be late: as every client does, asks again under the same key. */
async function insist(input: Input): Promise<Answer> {
  for (let left = 10; ; left -= 1) {
    const answer = await send(input);
    if (answer.status !== 503 || left === 0) return answer;
  }
}

async function send(input: Input): Promise<Answer> {
  const { path, method, body, key, asLead } = input;
  const version = hall.sites.get('ward')?.config.version ?? 0;
  const sent = ask(`${hall.url}${path}`, {
    method: method.toUpperCase(),
    agent,
    headers: {
      'Content-Type': 'application/json',
      // Node sends it by itself for some methods only.
      'Content-Length': Buffer.byteLength(body),
      'Idempotency-Key': key,
      'If-Match': `"${version}"`,
      ...(asLead ? { Cookie: lead, Origin: hall.url } : { Authorization: `Bearer ${TOKEN}` }),
    },
  });
  sent.end(Buffer.from(body, 'utf8'));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { input, status: response.statusCode ?? 0, text: await text(response) };
}

/** What the hall is, beside its journal: people, devices, programs, configuration. */
async function standing(): Promise<Record<string, string>> {
  const { access, store } = hall;
  const [people, devices, tokens, sites] = await Promise.all([
    access.people.list(null),
    access.devices.list('ward'),
    access.tokens.list(null),
    store.sites(),
  ]);
  const configs = await Promise.all(
    sites.map(async (id) => [`config ${id}`, (await store.config(id)) ?? ''] as const),
  );
  return Object.fromEntries([
    ...people.map(({ lastSignInAt: _at, ...rest }) => [rest.id, JSON.stringify(rest)] as const),
    ...devices.map(({ id, name }) => [id, name] as const),
    ...tokens.map(({ id, name }) => [id, name] as const),
    ...configs,
  ]);
}

/** The lead has no session any more, or a locked one. */
const OUT = /"code":"(?:signed-out|locked)"/;

/** What routes write down beside the queue, one entry for each person or device. */
const RECORDED: ReadonlySet<string> = new Set(RECORD_EVENTS);
/** Where a wrong secret is written down although it is refused (ASVS 5.0, 16.3.1). */
const SECRETS = /\/(?:sign-in|unlock|me\/pin|me\/password)$/;

test(`no input is our fault, and what is refused changes nothing (seed ${SEED})`, {
  timeout: 240_000,
}, async () => {
  expect(inputs.length).toBeGreaterThanOrEqual(INPUTS);
  const accepted = new Map<string, number>();
  let seen = (await hall.store.head('ward'))?.seq ?? 0;
  let before = await standing();
  for (let i = 0; i < inputs.length; i += BATCH) {
    const answers = await Promise.all(inputs.slice(i, i + BATCH).map(insist));
    for (const { input, status, text: said } of answers) {
      const what = `${input.name} ${input.path} ${input.body.slice(0, 300)} → ${said.slice(0, 300)}`;
      if (status >= 500) throw new Error(`${status}: ${what}`);
      if (status < 400) accepted.set(input.name, (accepted.get(input.name) ?? 0) + 1);
    }
    const taken = answers.filter(({ status }) => status < 400);
    const entries = await hall.store.entries('ward', seen, 1_000);
    seen = entries.at(-1)?.seq ?? seen;
    // Each command has an id of its own, which all its entries carry.
    const ofCommands = entries.filter(({ type }) => !RECORDED.has(type));
    const commands = new Set(ofCommands.map(({ request }) => request));
    expect(commands.size, 'commands of nobody').toBeLessThanOrEqual(taken.length);
    const wrong = answers.filter(({ input, status }) => status >= 400 && SECRETS.test(input.path));
    expect(entries.length).toBeLessThanOrEqual(taken.length === 0 ? wrong.length : Infinity);
    const after = await standing();
    if (taken.length === 0) expect(after).toEqual(before);
    before = after;
    // Some of what was sent locks the lead's screen, or signs him out.
    if (answers.some(({ input, text: said }) => input.asLead && OUT.test(said))) {
      lead = await hall.signIn('lead');
      before = await standing();
      seen = (await hall.store.head('ward'))?.seq ?? 0;
    }
  }
  // Inputs that are all refused at the first look prove nothing.
  expect(accepted.size).toBeGreaterThan(25);
});

describe('after all that', () => {
  let screens: Awaited<ReturnType<typeof builtScreens>>;
  let server: ReturnType<typeof createHttpServer>;
  let origin: string;
  let admin: string;
  beforeAll(async () => {
    // What schemas take and nobody would want to see again, wherever somebody may type.
    for (const [i, name] of PLANTED.entries()) {
      await hall.command(201, '/tickets', { group: 'land', note: name, print: false });
      const people = [{ name: `${name.slice(0, 50)} ${i}`, role: 'officer', languages: [] }];
      await hall.program('post', `${SITE_PATH}/people`).send({ people }).expect(201);
    }
    const { config } = hall.sites.get('ward') ?? {};
    if (config === undefined) throw new Error('the hall is gone');
    const [, planted = ''] = PLANTED.filter((text) => text.includes(TAG));
    const named = { vi: planted, en: planted };
    const answer = await hall
      .program('put', `${SITE_PATH}/config`)
      .set({ 'Idempotency-Key': newKey(), 'If-Match': `"${config.version}"` })
      .send({
        ...config,
        site: { ...config.site, name: named, address: planted },
        groups: config.groups.map((group) => ({ ...group, name: named, short: named })),
        zones: config.zones.map((zone) => ({ ...zone, name: named })),
        outcomes: config.outcomes.map((outcome) => ({ ...outcome, name: named })),
        slip: { ...config.slip, footer: named },
      });
    expect(answer.text).toContain('version');
    admin = await hall.signIn('admin');
    screens = await builtScreens();
    const { sites, clock, access } = hall;
    const { links, rhythms, voices } = hall.parts;
    const remote = remoteDesk(hall.redis, hall.parts);
    const { people, signIns, devices } = access;
    const pages = pagesRouter({
      ...{ views: screens.views, sites, clock, links, people, signIns, devices, simulated: false },
      ...{ rhythms, voices, network: quietNetwork(), remote },
      trustsEveryDevice: () => true,
      addresses: () => [],
      paperOf: () => null,
      trialPeople: () => [],
      fromThisMachine: () => false,
    });
    server = createHttpServer(createApp({ ...hall.parts, pages }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    origin = `http://127.0.0.1:${address.port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await screens[Symbol.asyncDispose]();
  });

  const read = async (path: string): Promise<string> => {
    const answer = await fetch(origin + path, { headers: { Cookie: admin } });
    expect(`${path} ${answer.status}`).toBe(`${path} 200`);
    return answer.text();
  };

  test.each([
    '/',
    '/hall',
    '/door',
    '/desk/1',
    '/sign-in',
    '/pair',
    '/no-entry',
    '/enrol',
    '/admin',
    '/admin/people',
    '/admin/journal',
  ])('page %s has no markup and no control character that somebody typed', async (path) => {
    const html = await read(path + (hall.sites.all().length > 1 ? '?lang=en' : ''));
    // What was planted is there, and is text.
    if (NAMED.test(path)) expect(html).toContain(TAG);
    expect(html).not.toMatch(new RegExp(`<[^>\\s]*${TAG}`, 'i'));
    expect(DISTURBING.exec(html)?.[0]).toBeUndefined();
  });

  test('no slip has markup that somebody typed, nor a control character', async () => {
    const view = hall.sites.get('ward');
    if (view === undefined) throw new Error('the hall is gone');
    const { wording } = screens.views;
    const drawer = new SlipDrawer({
      clock: hall.clock,
      text: (language, key, values) => wording.text(language, key, values),
      citizen: citizenSentences(wording.sentences('vi', CITIZEN_PARTS)),
      standing: (of, ticket) => ticketAnswer(of, ticket, hall.parts),
      linkOf: () => null,
      picture: () => Promise.resolve(null),
    });
    const tickets = Object.values(view.board.tickets);
    expect(tickets.length).toBeGreaterThan(20);
    for (const ticket of tickets.slice(0, 60)) {
      const svg = await drawer.svg(view, ticket, 1, 576);
      expect(svg).toContain(`&lt;${TAG}`);
      expect(svg).not.toMatch(new RegExp(`<${TAG}`, 'i'));
      expect(DISTURBING.exec(svg)?.[0]).toBeUndefined();
    }
  });

  test('the journal and what a spreadsheet is given of it carry nothing that somebody typed', async () => {
    const day = '2026-11-23';
    const told = await read(`/api/v1/sites/ward/journal/view?day=${day}&limit=500`);
    for (const text of NASTY_TEXTS.filter((each) => each.length > 4)) {
      expect(told).not.toContain(JSON.stringify(text).slice(1, -1));
    }
    const { lines } = JSON.parse(told) as JournalView;
    expect(lines.length).toBeGreaterThan(50);
    const people = await hall.access.people.list(null);
    const table = writeTable([
      ...lines.map(({ seq, type }) => [String(seq), type]),
      ...people.map(({ id, name }) => [id, name]),
      ...NASTY_TEXTS.map((text) => ['x', text]),
    ]);
    const cells = table.split(/\r\n|;/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
  });
});

/** Pages on which the hall's names stand. */
const NAMED = /^\/(?:$|hall|door|desk|sign-in|admin)/;

/** Nasty texts that a field for one line may take: no control character among them. */
const PLANTED = NASTY_TEXTS.filter(
  (text) =>
    text.trim().length > 1 && text.length < 60 && !/\p{Cc}/u.test(text) && !DISTURBING.test(text),
);
