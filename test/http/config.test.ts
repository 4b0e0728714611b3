import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import request from 'supertest';
import type { BoardAnswer, Problem } from '../../server/protocol/answers.js';
import type { ConfigPreview } from '../../server/domain/config-preview.js';
import type { ConfigVersion, SiteConfig } from '../../server/protocol/config.js';
import { SITE, siteConfig } from '../support/factories.js';
import { answered, newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

const JSON_OF = (text: string) => ({
  'Content-Type': 'application/json',
  'Content-Length': Buffer.byteLength(text),
  Expect: '100-continue',
});

describe('the configuration of a site over HTTP', () => {
  let hall: HttpHall;
  beforeAll(async () => {
    hall = await openHall();
  });
  afterAll(() => hall.stop());

  function check(config: object) {
    return hall.program('post', `${SITE_PATH}/config/check`).send(config);
  }

  function put(config: object, version?: string, site = SITE) {
    const sent = hall
      .program('put', `/api/v1/sites/${site}/config`)
      .set('Idempotency-Key', newKey());
    return (version === undefined ? sent : sent.set('If-Match', version)).send(config);
  }

  test('replaces its configuration only if nobody else did', async () => {
    const read = await hall.read<SiteConfig>(200, '/config');
    const { etag } = read.headers;
    expect(etag).toBe('"1"');
    const config = { ...read.body, rules: { ...read.body.rules, showBadge: false } };
    expect((await answered<Problem>(428, put(config))).body.code).toBe('version-missing');
    const written = await answered<object>(200, put(config, etag));
    expect(written.body).toEqual({ version: 2 });
    expect(written.headers['etag']).toBe('"2"');
    expect((await answered<Problem>(412, put(config, etag))).body.code).toBe('version-changed');
    const again = await hall.read<SiteConfig>(200, '/config');
    expect(again.body).toEqual({ ...config, version: 2 });
  });

  test('refuses a configuration with a group that no counter serves', async () => {
    const { body } = await hall.read<SiteConfig>(200, '/config');
    const counters = body.counters.map((counter) => ({
      ...counter,
      profile: [{ group: 'justice', tier: 1 }],
    }));
    const refused = await answered<Problem>(400, put({ ...body, counters }, '"2"'));
    expect(refused.body.flaws).toContainEqual({ path: 'groups.1', message: 'group-unserved' });
    const elsewhere = await answered<Problem>(400, put(body, '"0"', 'another'));
    expect(elsewhere.body.flaws).toEqual([
      { path: 'site.id', message: 'not the site in the address' },
    ]);
  });

  test('stays what it was made as, whatever its settings say', async () => {
    const { body } = await hall.read<SiteConfig>(200, '/config');
    for (const flag of ['trial', 'training'] as const) {
      const turned = { ...body, site: { ...body.site, [flag]: true } };
      const preview = await answered<ConfigPreview>(200, check(turned));
      expect(preview.body.findings.map(({ code }) => code)).toContain(`${flag}-fixed`);
      const refused = await answered<Problem>(400, put(turned, '"2"'));
      expect(refused.body.flaws).toContainEqual({
        path: `site.${flag}`,
        message: `${flag}-fixed`,
      });
      const site = { ...turned.site, id: 'sample' };
      const made = await answered<Problem>(400, put({ ...turned, site }, '"0"', 'sample'));
      expect(made.body.flaws).toContainEqual({ path: `site.${flag}`, message: `${flag}-fixed` });
    }
    await answered<Problem>(409, hall.program('delete', SITE_PATH));
  });

  test('is made only by who looks after all sites, and never under the name of a training site', async () => {
    const Cookie = await hall.signIn('admin', [SITE]);
    const config = siteConfig();
    const id = `${SITE}-tap-duot`;
    const training = { ...config, site: { ...config.site, id } };
    const asAdmin = await request(hall.server)
      .put(`/api/v1/sites/${id}/config`)
      .set({ Cookie, Origin: hall.url, 'Idempotency-Key': newKey(), 'If-Match': '"0"' })
      .send(training);
    expect(asAdmin.status, asAdmin.text).toBe(403);
    const refused = await answered<Problem>(400, put(training, '"0"', id));
    expect(refused.body.flaws).toContainEqual({ path: 'site.id', message: 'training-suffix' });
    expect(hall.sites.all().map(({ id }) => id)).toEqual([SITE]);
  });

  test('answers half a megabyte of nonsense in a few lines', async () => {
    const { body } = await hall.read<SiteConfig>(200, '/config');
    const many = <T>(one: (n: number) => T): T[] =>
      Array.from({ length: 40_000 }, (_, n) => one(n));
    const keys = Object.fromEntries(many((n) => [`nonsense${n}`, 1]));
    const strings = Object.fromEntries(many((n) => [`words.${n}`, 'x']));
    for (const nonsense of [
      { ...body, ...keys },
      { ...body, site: { ...body.site, hours: keys } },
      { ...body, procedures: many(() => ({})) },
      { ...body, languages: [{ tag: 'km', name: 'Khmer', strings }] },
    ]) {
      for (const sent of [check(nonsense), put(nonsense, '"2"')]) {
        const refused = await sent;
        expect(refused.status).toBe(400);
        expect(refused.text.length).toBeLessThan(64 * 1024);
      }
    }
  });

  test('checks one configuration at a time for each who asks', async () => {
    const { body } = await hall.read<SiteConfig>(200, '/config');
    const Cookie = await hall.signIn('lead');
    const { hostname, port } = new URL(hall.url);
    const text = JSON.stringify(body);
    const slow = httpRequest({
      ...{ hostname, port, method: 'POST', path: `${SITE_PATH}/config/check` },
      headers: { Cookie, Origin: hall.url, ...JSON_OF(text) },
    });
    // The server asks for the body: from here on this lead's first check is under way.
    slow.flushHeaders();
    await once(slow, 'continue');
    const asLead = () =>
      request(hall.server)
        .post(`${SITE_PATH}/config/check`)
        .set({ Cookie, Origin: hall.url })
        .send(body);
    expect((await asLead()).status).toBe(429);
    await answered(200, check(body));
    slow.end(text);
    const [response] = (await once(slow, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    await once(response, 'end');
    await expect.poll(async () => (await asLead()).status).toBe(200);
  });

  test('takes no name with letters that nobody sees, but Khmer words with their ends', async () => {
    const { body } = await hall.read<SiteConfig>(200, '/config');
    for (const unseen of ['\u200b', '\u2060', '\ufeff']) {
      const vi = `Phường${unseen} thử`;
      const refused = await check({ ...body, site: { ...body.site, name: { vi, en: 'Ward' } } });
      expect(refused.status, unseen).toBe(400);
    }
    const strings = { 'hall.next': 'ស្វាគមន៍\u200bមកកាន់' };
    const preview = check({ ...body, languages: [{ tag: 'km', name: 'ខ្មែរ', strings }] });
    await answered<ConfigPreview>(200, preview);
  });

  test('shows what a configuration would change before anybody uses it', async () => {
    const { body } = await hall.read<SiteConfig>(200, '/config');
    const before = await hall.read<ConfigVersion[]>(200, '/config/versions');
    const [first, ...others] = body.groups;
    const draft = { ...body, groups: [{ ...first, target: 45 }, ...others], counters: [] };
    const refused = await answered<Problem>(400, check(draft));
    expect(refused.body.flaws?.[0]?.path).toBe('counters');
    const counters = body.counters.slice(0, 1);
    const preview = await answered<ConfigPreview>(200, check({ ...draft, counters }));
    expect(preview.body.findings).toEqual([
      { code: 'group-unserved', subject: 'social', path: 'groups.2' },
    ]);
    expect(preview.body.difference.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'changed groups.justice.target',
      'removed counters.c2',
      'removed counters.c3',
    ]);
    expect((await hall.read<SiteConfig>(200, '/config')).body).toEqual(body);
    expect((await hall.read<ConfigVersion[]>(200, '/config/versions')).body).toEqual(before.body);
  });

  test('gives back every version that was in use, with who put it there', async () => {
    const now = await hall.read<SiteConfig>(200, '/config');
    const versions = await hall.read<ConfigVersion[]>(200, '/config/versions');
    expect(versions.body.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions.body[0]).toMatchObject({ actor: 'token-admin', at: hall.clock.now() });
    const newest = await hall.read<SiteConfig>(200, '/config/versions/2');
    expect(newest.body).toEqual(now.body);
    const first = await hall.read<SiteConfig>(200, '/config/versions/1');
    expect(first.body.rules.showBadge).toBe(true);
    for (const none of ['3', '0', 'x', '1e1']) {
      await hall.read<Problem>(404, `/config/versions/${none}`);
    }
    const anybody = await request(hall.server).get(`${SITE_PATH}/config/versions`);
    expect(anybody.status).toBe(401);
  });

  test('takes a configuration of an older product and completes it', async () => {
    const config = siteConfig();
    const { slip: _slip, retention: _retention, notices: _notices, ...old } = config;
    const site = { ...old.site, id: 'older' };
    await answered(200, put({ ...old, site }, '"0"', 'older'));
    const path = '/api/v1/sites/older/config';
    const { body } = await answered<SiteConfig>(200, hall.program('get', path));
    expect(body).toEqual({ ...config, site, version: 1 });
  });

  test('begins with version 0 and then has a board', async () => {
    const config = siteConfig();
    const second = { ...config, site: { ...config.site, id: 'second' } };
    await answered(200, put(second, '"0"', 'second'));
    const shown = await request(hall.server).get('/api/v1/sites/second/board').expect(200);
    expect((shown.body as BoardAnswer).board.tickets).toEqual({});
  });
});
