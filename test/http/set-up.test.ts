import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Network } from '../../printer/discovery/networks.js';
import { VirtualPrinter, type VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import { firstDraft } from '../../server/domain/first-site.js';
import type { JournalAnswer, Problem, SiteAnswer } from '../../server/protocol/answers.js';
import type { PrinterSearch, PrinterTrial } from '../../server/protocol/printers.js';
import type { SetUpDone, SetUpDraft } from '../../server/protocol/set-up.js';
import { answered, openHall, SITE_PATH, TOKEN, type HttpHall } from '../support/http-hall.js';
import { SITE, siteConfig } from '../support/factories.js';
import { ownLoopback } from '../support/loopback.js';

const PASSWORD = 'hoa sen mùa hạ 9';

/** The sample ward in trial mode, with its set-up running. */
async function trial(
  networks?: readonly Network[],
): Promise<HttpHall & { link: string; draft: SetUpDraft }> {
  const config = siteConfig();
  const hall = await openHall({
    config: { ...config, site: { ...config.site, trial: true } },
    ...(networks !== undefined && { networks }),
  });
  const { setUp, ward, library } = hall.parts;
  await setUp.start();
  const link = (await setUp.link()) ?? '';
  return Object.assign(hall, { link, draft: firstDraft(ward, library) });
}

/** Whom the journal of a site says to have been added. */
async function added(hall: HttpHall, site: string): Promise<object[]> {
  const asked = hall.program('get', `/api/v1/sites/${site}/journal?limit=1000`);
  const { body } = await answered<JournalAnswer>(200, asked);
  return body.events.flatMap(({ type, actor, data }) =>
    type === 'person.added' ? [{ actor, data }] : [],
  );
}

/** What a page of the own origin sends. */
function page(hall: HttpHall, method: 'put' | 'post', path: string, body: object) {
  return request(hall.server)[method](`/api/v1/set-up${path}`).set('Origin', hall.url).send(body);
}

describe('set-up', () => {
  let hall: Awaited<ReturnType<typeof trial>>;
  beforeAll(async () => {
    hall = await trial();
  });
  afterAll(() => hall.stop());

  test('keeps an unfinished draft, and takes nothing without the link', async () => {
    const { link, draft } = hall;
    await page(hall, 'put', '', { link, draft: { ...draft, name: 'Phường An Phú' } }).expect(200);
    expect((await hall.parts.setUp.draft(link, 'here')).name).toBe('Phường An Phú');
    const other = { link: link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), draft };
    const refused = await answered<Problem>(404, page(hall, 'put', '', other));
    expect(refused.body.code).toBe('link-unknown');
    // Before anybody looks at what else is sent.
    const junk = { link: other.link, draft: 'x'.repeat(60_000) };
    await page(hall, 'put', '', junk).expect(404);
    await page(hall, 'post', '/finish', { link: other.link, password: 7 }).expect(404);
    await page(hall, 'put', '', { ...junk, link }).expect(400);
    const foreign = page(hall, 'put', '', { link, draft }).set('Origin', 'http://evil.example');
    await foreign.set('Cookie', 'a=b').expect(403);
  });

  test('never leaves the house without a place to work: the only site stays', async () => {
    const only = request(hall.server).delete(SITE_PATH);
    const refused = await answered<Problem>(409, only.set('Authorization', `Bearer ${TOKEN}`));
    expect(refused.body.code).toBe('site-last');
    expect(hall.sites.all().map(({ id }) => id)).toEqual([SITE]);
  });

  test('opens nothing while something is missing, and says so', async () => {
    const { link } = hall;
    const refused = await answered<Problem>(
      409,
      page(hall, 'post', '/finish', { link, password: PASSWORD }),
    );
    expect(refused.body.code).toBe('set-up-unfinished');
    expect(await hall.access.people.list(null)).toEqual([]);
  });

  test('opens the ward with one press, signs the admin in, and is over', async () => {
    const { link, draft } = hall;
    const full = { ...draft, name: 'Xã Tân Lập', admin: 'Bùi Thị Sen' };
    await page(hall, 'put', '', { link, draft: full }).expect(200);
    const weak = page(hall, 'post', '/finish', { link, password: '12345678' });
    expect((await answered<Problem>(400, weak)).body.code).toBe('weak-password');
    expect(await hall.parts.setUp.link()).toBe(link);

    const done = await page(hall, 'post', '/finish', { link, password: PASSWORD }).expect(200);
    expect(done.body as SetUpDone).toMatchObject({ site: 'xa-tan-lap', login: 'buithisen' });
    const [cookie = ''] = done.get('Set-Cookie') ?? [];
    const me = await request(hall.server)
      .get('/api/v1/me')
      .set('Cookie', cookie.split(';')[0] ?? '')
      .expect(200);
    expect(me.body).toMatchObject({ person: { role: 'admin', name: 'Bùi Thị Sen' }, sites: 'all' });
    const sites = await request(hall.server).get('/api/v1/sites').expect(200);
    expect(sites.body as SiteAnswer[]).toEqual([
      { id: 'xa-tan-lap', name: { vi: 'Xã Tân Lập', en: 'Tan Lap Commune' }, kind: 'real' },
    ]);

    // His own beginning is the first that the journal tells of a person, and it is told once.
    const [admin] = await hall.access.people.list('xa-tan-lap');
    const told = await added(hall, 'xa-tan-lap');
    expect(told).toEqual([{ actor: admin?.id, data: { person: admin?.id, role: 'admin' } }]);

    await page(hall, 'put', '', { link, draft }).expect(404);
    await hall.parts.setUp.start();
    expect(await added(hall, 'xa-tan-lap')).toEqual(told);
    expect(await hall.parts.setUp.link()).toBeNull();
  });
});

describe('a power cut while the ward is being opened', () => {
  test('after the admin was made: the next start finishes the rest by itself', async () => {
    const hall = await trial();
    const { link, draft } = hall;
    const full = { ...draft, name: 'Phường An Phú', admin: 'Bùi Thị Sen' };
    await page(hall, 'put', '', { link, draft: full }).expect(200);
    await hall.access.people.addFirst('Bùi Thị Sen', 'all', PASSWORD);
    await hall.parts.setUp.start();
    expect(hall.sites.all().map(({ id }) => id)).toEqual(['phuong-an-phu']);
    expect(await added(hall, 'phuong-an-phu')).toHaveLength(1);
    expect(await hall.parts.setUp.link()).toBeNull();
    await hall.stop();
  });
});

describe('somebody who became admin by another way', () => {
  test('ends set-up: its link is worth nothing from then on', async () => {
    const hall = await trial();
    const { link, draft } = hall;
    await hall.access.people.addFirst('Bùi Thị Sen', 'all', PASSWORD);
    await page(hall, 'put', '', { link, draft }).expect(404);
    expect(await hall.parts.setUp.link()).toBeNull();
    await hall.stop();
  });
});

describe('guessing the link', () => {
  test('is slowed after ten wrong ones, and the right one is slowed with them', async () => {
    const hall = await trial();
    const { link, draft } = hall;
    for (let tried = 0; tried < 10; tried += 1) {
      await page(hall, 'put', '', { link: `${'A'.repeat(20)}${tried}`, draft }).expect(404);
    }
    const slowed = await page(hall, 'put', '', { link, draft }).expect(429);
    expect(Number(slowed.get('Retry-After'))).toBeGreaterThan(0);
    await hall.stop();
  });
});

describe('printers before there is a ward', () => {
  const { host, network } = ownLoopback();
  const printer = new VirtualPrinter({ host: host(5), port: 9100, mmPerSecond: 3_000 });
  const slips: VirtualSlip[] = [];
  let hall: Awaited<ReturnType<typeof trial>>;
  beforeAll(async () => {
    printer.on('slip', (slip) => slips.push(slip));
    await printer.start();
    hall = await trial([network]);
  });
  afterAll(async () => {
    await hall.stop();
    await printer.stop();
  });

  const search = async (begin: boolean) => {
    const { link } = hall;
    const { body } = await answered<PrinterSearch>(
      200,
      page(hall, 'post', '/printers', { link, search: begin }),
    );
    return body;
  };
  const tell = async (wanted: object | null) => {
    const { link } = hall;
    const asked = page(hall, 'post', '/printer', { link, try: wanted });
    return (await answered<{ trial: PrinterTrial | null }>(200, asked)).body.trial;
  };

  test('are looked for with the link alone, and only where the machine itself is', async () => {
    const link = 'A'.repeat(32);
    await page(hall, 'post', '/printers', { link, search: true }).expect(404);
    await page(hall, 'post', '/printer', { link, try: null }).expect(404);
    const named = { link: hall.link, search: true, networks: ['8.8.8.0/24'] };
    await page(hall, 'post', '/printers', named).expect(400);
    expect(await search(false)).toMatchObject({ searching: false, at: null, found: [] });
    expect((await search(true)).searching).toBe(true);
    // Who asks again meanwhile joins the same search.
    expect((await search(true)).searching).toBe(true);
    await vi.waitFor(async () => expect((await search(false)).searching).toBe(false), 20_000);
    const { found, asked, of, cut } = await search(false);
    expect(found).toEqual([
      {
        ...{ address: `tcp://${host(5)}:9100`, way: 'network', name: null, kind: 'unknown' },
        ...{ rights: true, used: false },
      },
    ]);
    expect({ asked, of, cut }).toEqual({ asked: 14, of: 14, cut: false });
    expect(slips).toEqual([]);
  });

  test('are tried with a slip, then watched until somebody opens the cover', async () => {
    const address = `tcp://${host(5)}:9100`;
    expect(await tell(null)).toBeNull();
    expect(await tell({ address, dots: 576 })).toMatchObject({ address, stage: 'printing' });
    const found = { status: true, pushes: true, proof: 'echo' };
    await vi.waitFor(
      async () =>
        expect(await tell(null)).toMatchObject({
          ...{ stage: 'watching', outcome: 'printed', found, warned: false },
        }),
      20_000,
    );
    expect(slips.length).toBeGreaterThan(0);
    printer.openCover();
    await vi.waitFor(
      async () => expect(await tell(null)).toMatchObject({ stage: 'ended', warned: true }),
      20_000,
    );
    printer.closeCover();
  });

  test('that cannot be tried say why, and what is no printer’s address is never reached', async () => {
    await tell({ address: 'device:/dev/usb/lp77', dots: 576 });
    await expect.poll(() => tell(null)).toMatchObject({ outcome: 'blocked', cause: 'device-gone' });
    for (const address of ['virtual', 'remote', 'http://127.0.0.1/', 'device:/etc/passwd', 'x']) {
      const { link } = hall;
      await page(hall, 'post', '/printer', { link, try: { address, dots: 576 } }).expect(400);
    }
  });
});

describe('several sites on one server', () => {
  let hall: HttpHall;
  let lead: string;
  beforeAll(async () => {
    hall = await openHall();
    const made = await hall
      .program('post', '/api/v1/sites')
      .send({ name: 'Phường Bến Nghé', from: 'ward' })
      .expect(201);
    expect(made.body).toEqual({ site: 'phuong-ben-nghe' });
    lead = await hall.signIn('lead');
  });
  afterAll(() => hall.stop());

  const ask = (method: 'get' | 'post' | 'delete', path: string) =>
    request(hall.server)
      [method](`/api/v1/sites${path}`)
      .set('Cookie', lead)
      .set('Origin', hall.url)
      .set('Idempotency-Key', 'a-key-of-this-test-1');

  test('a new one takes over groups, counters and rules, not printers and notices', () => {
    const config = hall.sites.get('phuong-ben-nghe')?.config;
    expect(config?.groups).toEqual(hall.sites.get('ward')?.config.groups);
    expect(config?.site).toMatchObject({ name: { vi: 'Phường Bến Nghé', en: 'Ben Nghe Ward' } });
    expect(config?.printers.map(({ address }) => address)).toEqual(['virtual']);
  });

  test('a person of one site reads and changes nothing of another', async () => {
    await ask('get', '/ward/config').expect(200);
    for (const path of ['/config', '/journal', '/people', '/devices', '/printers']) {
      await ask('get', `/phuong-ben-nghe${path}`).expect(403);
    }
    const given = await hall
      .program('post', '/api/v1/sites/phuong-ben-nghe/tickets')
      .set('Idempotency-Key', 'a-key-of-this-test-2')
      .send({ group: hall.sites.get('ward')?.config.groups[0]?.id })
      .expect(201);
    const { id } = given.body as { id: string };
    await ask('get', `/phuong-ben-nghe/tickets/${id}`).expect(403);
    await ask('post', `/phuong-ben-nghe/tickets/${id}/cancel`).send({ reason: 'left' }).expect(403);
    await ask('post', '/phuong-ben-nghe/tickets').send({ group: 'a' }).expect(403);
    // Of the board a stranger's view is all that hangs in that hall.
    const board = await ask('get', '/phuong-ben-nghe/board').expect(200);
    expect(JSON.stringify(board.body)).not.toContain('readyAt');
  });

  test('only an admin of all sites makes, trains or removes one', async () => {
    await ask('post', '').send({ name: 'Phường Mới', from: null }).expect(403);
    await ask('post', '/ward/training').expect(403);
    await ask('delete', '/ward').expect(403);
    const real = await answered<Problem>(409, hall.program('delete', '/api/v1/sites/ward'));
    expect(real.body.code).toBe('site-real');
  });
});
