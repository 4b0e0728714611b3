/** The pages as a browser gets them, before any script runs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Role } from '../../server/protocol/people.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { at } from '../support/factories.js';
import { builtScreens, openScreenHall, type ScreenHall } from '../support/screen-hall.js';

const NOW = at('2026-11-19', '09:14');

let built: Awaited<ReturnType<typeof builtScreens>>;
let ward: SiteConfig;
let hall: ScreenHall;
beforeAll(async () => {
  [built, ward] = await Promise.all([builtScreens(), readSampleWard()]);
  ward = { ...ward, version: 1 };
  hall = await openScreenHall({ views: built.views, config: ward, at: NOW });
});
afterAll(async () => {
  await hall[Symbol.asyncDispose]();
  await built[Symbol.asyncDispose]();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(hall.url + path, { headers });
const signedIn = new Map<Role, ReturnType<ScreenHall['signIn']>>();
/** As somebody of this role gets it. */
async function getAs(role: Role, path: string) {
  const signing = signedIn.get(role) ?? hall.signIn(role);
  signedIn.set(role, signing);
  const cookies = await signing;
  return get(path, { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') });
}

/** The JSON that a page carries for its script. */
function pageData(html: string): Record<string, unknown> {
  const found = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html);
  return JSON.parse(found?.[1] ?? 'null') as Record<string, unknown>;
}

describe('a page', () => {
  test('is never kept, runs no inline script and reaches no other host', async () => {
    const response = await get('/hall');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const html = await response.text();
    expect(html).not.toMatch(/\son\w+=|\sstyle=|javascript:/);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const [script] of html.matchAll(/<script[^>]*>/g)) {
      expect(script).toMatch(/src="\/assets\/|type="application\/json"/);
    }
  });

  test('leads who signed in to a page of this server and nowhere else', async () => {
    const next = async (path: string) =>
      pageData(await (await get(`/sign-in?next=${encodeURIComponent(path)}`)).text())['next'];
    expect(await next('/door?a=b')).toBe('/door?a=b');
    expect(await next('/s/ward/../desk/1')).toBe('/s/desk/1');
    for (const away of [
      ...['/..//evil.example', '/.//evil.example', '/%2e//evil.example', '/%2E%2e//evil.example'],
      ...['/a/..//evil.example', '/./\\evil.example', '//evil.example', '/\\evil.example'],
      ...['/\t/evil.example', 'https://evil.example', 'javascript:alert(1)', '/.//sign-in'],
    ]) {
      expect(await next(away), away).toBeNull();
    }
  });

  test('names files that never change', async () => {
    const html = await (await get('/hall')).text();
    const [, script = ''] = /<script src="([^"]+)"/.exec(html) ?? [];
    const response = await get(script);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toMatch(/immutable/);
    expect((await get('/assets/none.js')).status).toBe(404);
  });

  test('gives its script the sentences of its own screen only', async () => {
    const { words } = pageData(await (await get('/hall')).text());
    const tops = Object.keys(words as object).map((key) => key.split('.')[0]);
    expect([...new Set(tops)].sort()).toEqual(['hall', 'shared']);
  });

  test('speaks Vietnamese unless English was chosen', async () => {
    const language = async (path: string, cookie = '') =>
      /<html lang="(\w+)"/.exec(await (await get(path, { cookie })).text())?.[1];
    expect(await language('/')).toBe('vi');
    expect(await language('/?lang=en')).toBe('en');
    expect(await language('/', 'a=b; lang=en')).toBe('en');
    expect(await language('/?lang=vi', 'lang=en')).toBe('vi');
    expect(await language('/?lang=fr')).toBe('vi');
    expect((await get('/?lang=en')).headers.get('set-cookie')).toMatch(/^lang=en;/);
  });

  test('of a counter is found by number and by id', async () => {
    expect((await getAs('officer', '/desk/3')).status).toBe(200);
    expect((await getAs('officer', '/desk/quay-3')).status).toBe(200);
    expect((await getAs('officer', '/desk/99')).status).toBe(404);
    expect((await get('/sign/3')).status).toBe(200);
    expect((await get('/sign/quay-3')).status).toBe(200);
    expect((await get('/sign/99')).status).toBe(404);
  });

  test('of staff does not carry the address of a printer', async () => {
    const { config } = pageData(await (await getAs('volunteer', '/door')).text());
    expect(JSON.stringify(config)).not.toContain('"address":"virtual');
  });

  test('for others is not given out, and says so', async () => {
    const asked = await get('/admin', { cookie: 'motcua=s%3Aforged.forged' });
    expect(asked.url).toBe(`${hall.url}/sign-in?next=%2Fadmin`);
    const refused = await getAs('officer', '/admin');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await refused.text()).toContain('Trang này dành cho người khác.');
    expect((await getAs('lead', '/admin')).status).toBe(200);
  });

  test('that does not exist says so and leads back', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    for (const path of ['/hall/attic', '/tivi', '/assets/tivi.js']) {
      const response = await get(path, { accept });
      expect([path, response.status]).toEqual([path, 404]);
      const html = await response.text();
      expect(html).toContain('Không có trang này.');
      expect(html).toContain('href="/"');
    }
  });
});

describe('the first page', () => {
  test('leads to every counter and every screen', async () => {
    const html = await (await get('/')).text();
    const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual(expect.arrayContaining(['/door', '/hall', '/hall/tang-2', '/desk/10']));
    for (const link of links.filter((each) => /^\/(door|desk|hall)/.test(each ?? ''))) {
      expect((await get(link ?? '')).status, link).toBe(200);
    }
  });
});

describe('an installation', () => {
  test('of several sites names the site in the address', async () => {
    const other: SiteConfig = {
      ...ward,
      site: { ...ward.site, id: 'dong-da', name: { vi: 'Phường Đồng Đa', en: 'Dong Da Ward' } },
    };
    const views = built.views;
    await using two = await openScreenHall({ views, config: ward, at: NOW, others: [other] });
    const read = async (path: string) => {
      const response = await fetch(two.url + path);
      return { status: response.status, html: await response.text() };
    };
    expect((await read('/hall')).status).toBe(404);
    expect((await read('/s/dong-da/hall')).html).toContain('Phường Đồng Đa');
    expect((await read('/s/nowhere/hall')).status).toBe(404);
    const { html } = await read('/s/dong-da');
    expect(html).toContain('href="/s/dong-da/door"');
    expect(html).toContain('href="/s/sen-hong"');
  });

  test('that is still starting says so, and says when to ask again', async () => {
    const views = built.views;
    await using early = await openScreenHall({ views, config: ward, at: NOW, starting: true });
    const response = await fetch(`${early.url}/hall`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(pageData(await response.text())).toEqual({ screen: 'plain', again: true });
  });
});
