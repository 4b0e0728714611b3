import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../server/http/app.js';
import { LIMITS } from '../../server/http/limits.js';
import { createLog } from '../../server/log.js';
import { CertificateKeeper } from '../../server/network/certificate-keeper.js';
import { Listeners } from '../../server/network/listeners.js';
import { issueOwn } from '../../server/network/own-certificate.js';
import { Reach } from '../../server/network/reach.js';
import { employ } from '../support/access.js';
import { openHall, type HttpHall } from '../support/http-hall.js';
import { ask, authorityFor, type TestAuthority } from '../support/tls.js';

const HOSTS = ['motcua.local', 'hang-doi.lan', '192.168.1.10', '127.0.0.1'];
const log = createLog('silent');

describe('a hall with a certificate of its own authority', () => {
  let authority: TestAuthority;
  let hall: HttpHall;
  let keeper: CertificateKeeper;
  let doors: Listeners;
  let reach: Reach;
  beforeAll(async () => {
    authority = await authorityFor(HOSTS);
    const { dataDir } = authority;
    hall = await openHall();
    keeper = new CertificateKeeper({ dataDir, given: null, name: () => 'motcua', log, every: 20 });
    await keeper.start();
    const hub = createServer();
    doors = new Listeners({
      ...{ hub, port: 0, httpPort: 0, certificate: keeper },
      bounds: { limits: { ...LIMITS, handshakeTimeout: 200 } },
    });
    reach = new Reach({
      ...{ dataDir, listeners: doors, certificate: keeper, publicUrl: null },
      host: () => '127.0.0.1',
      name: () => 'motcua',
    });
    const secure = {
      secureOrigin: (host: string) => reach.secureOrigin(host),
      publiclyTrusted: () => keeper.state().kind === 'given',
    };
    hub.on('request', createApp({ ...hall.parts, secure }));
    await doors.open('127.0.0.1');
  });
  afterAll(async () => {
    await doors.stop();
    await keeper.stop();
    await hall.stop();
    await authority[Symbol.asyncDispose]();
  });

  const safe = (path: string) => `https://127.0.0.1:${doors.port}${path}`;
  const plain = (path: string) => `http://127.0.0.1:${doors.plainPort}${path}`;

  test('is reached over HTTPS by who trusts the authority, and by nobody else', async () => {
    const { ca } = authority;
    expect((await ask(safe('/healthz'), { ca })).status).toBe(200);
    await expect(ask(safe('/healthz'))).rejects.toThrow(/certificate/);
  });

  test('answers plain HTTP beside it, for televisions', async () => {
    expect((await ask(plain('/healthz'))).status).toBe(200);
  });

  test('sends who wants to sign in to HTTPS, where the certificate stands for what they called', async () => {
    for (const host of ['motcua.local:3080', 'hang-doi.lan', '192.168.1.10']) {
      const answer = await ask(plain('/sign-in?next=/door'), { host });
      expect(answer.status).toBe(307);
      const name = host.replace(/:.*/, '');
      expect(answer.headers.location).toBe(`https://${name}:${doors.port}/sign-in?next=/door`);
    }
  });

  test('leaves alone who called it by an address that the certificate lacks', async () => {
    const answer = await ask(plain('/sign-in'), { host: '10.1.2.3:3080' });
    expect(answer.status).not.toBe(307);
  });

  test.each([
    '/',
    '/hall',
    '/hall/khu-chinh',
    '/s/ward/hall',
    '/pair',
    '/enrol',
    '/api/v1/sites',
    '/assets/x.js',
  ])('answers %s over plain HTTP too', async (path) => {
    const answer = await ask(plain(path), { host: 'motcua.local:3080' });
    expect(answer.status).not.toBe(307);
  });

  test('never asks a browser to remember HTTPS: televisions know no authority', async () => {
    const { ca } = authority;
    const { headers } = await ask(safe('/healthz'), { ca, host: 'motcua.local' });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  test('gives a session that plain HTTP can neither read nor set, and over plain HTTP another', async () => {
    const { ca } = authority;
    const { person, pin } = await employ(hall.access, 'officer', ['ward']);
    const body = { kind: 'pin', person: person.id, pin };
    const far = await ask(safe('/api/v1/sign-in'), { ca, body });
    expect(far.headers['set-cookie']?.[0]).toMatch(
      /^__Host-motcua=[^;]{40,}; Path=\/; (?=.*HttpOnly)(?=.*Secure)(?=.*SameSite=Strict)/,
    );
    const near = await ask(plain('/api/v1/sign-in'), { body });
    expect(near.headers['set-cookie']?.[0]).toMatch(/^motcua=/);
    expect(near.headers['set-cookie']?.[0]).not.toContain('Secure');
  });

  test('takes a change from no page of plain HTTP, which anybody on the way may have written', async () => {
    const { ca } = authority;
    const { person, pin } = await employ(hall.access, 'officer', ['ward']);
    const body = { kind: 'pin', person: person.id, pin };
    const { host } = new URL(safe('/'));
    const change = (origin: string) =>
      ask(safe('/api/v1/sign-in'), { ca, body, headers: { origin } });
    expect((await change(`http://${host}`)).status).toBe(403);
    expect((await change(`https://${host}`)).status).toBe(200);
  });

  test('knows a session only over the kind of connection on which it began', async () => {
    const { ca } = authority;
    const { person, pin } = await employ(hall.access, 'officer', ['ward']);
    const body = { kind: 'pin', person: person.id, pin };
    const cookieOf = async (url: (path: string) => string) => {
      const answer = await ask(url('/api/v1/sign-in'), { ca, body });
      return answer.headers['set-cookie']?.[0]?.split(';')[0]?.replace(/^[^=]+=/, '') ?? '';
    };
    const [far, near] = [await cookieOf(safe), await cookieOf(plain)];
    const sees = async (url: (path: string) => string, cookie: string) => {
      const path = url('/api/v1/sites/ward/config');
      return (await ask(path, { ca, headers: { cookie } })).status;
    };
    expect(await sees(safe, `__Host-motcua=${far}`)).toBe(200);
    expect(await sees(plain, `motcua=${near}`)).toBe(200);
    // The same signed value under the name that belongs to the other kind.
    expect(await sees(plain, `motcua=${far}`)).toBe(401);
    expect(await sees(safe, `__Host-motcua=${near}`)).toBe(401);
  });

  test('lets no dot and no other way of asking past HTTPS and the name of the server', async () => {
    const host = 'motcua.local:3080';
    for (const path of ['/a.b', '/desk/1.5', '/admin/x.y', '/s/a.b/door', '/assets', '/sign-in']) {
      expect((await ask(plain(path), { host })).status, path).toBe(307);
      expect((await ask(plain(path), { host, method: 'HEAD' })).status, path).toBe(307);
    }
    for (const path of ['/assets/x.js', '/enrol/authority.crt']) {
      expect((await ask(plain(path), { host })).status, path).toBe(404);
      expect((await ask(plain(path), { host: 'evil.example' })).status, path).toBe(404);
    }
    for (const path of ['/desk/1.5', '/a.b', '/door']) {
      expect((await ask(plain(path), { host: 'evil.example' })).status, path).toBe(403);
      const asked = { host: 'evil.example', method: 'HEAD' } as const;
      expect((await ask(plain(path), asked)).status, path).toBe(403);
    }
  });

  test('lets go of who connects and never says a word of TLS', async () => {
    const socket = connect(doors.port, '127.0.0.1');
    socket.resume();
    await once(socket, 'close');
  });

  test('refuses TLS older than 1.2', async () => {
    const { ca } = authority;
    const old = connectTls({ port: doors.port, ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
    await expect(once(old, 'secureConnect')).rejects.toThrow();
  });

  test('shows another certificate as soon as its files are others, to who connects from then on', async () => {
    const shown = async (): Promise<string> => {
      const socket = connectTls({ port: doors.port, host: '127.0.0.1', ca: authority.ca });
      await once(socket, 'secureConnect');
      socket.end();
      return socket.getPeerCertificate().serialNumber;
    };
    const before = await shown();
    const kept = connectTls({ port: doors.port, host: '127.0.0.1', ca: authority.ca });
    await once(kept, 'secureConnect');
    await issueOwn(authority.folder, { hall: null, hosts: HOSTS, now: Date.now() });
    await vi.waitFor(async () => expect(await shown()).not.toBe(before), 20_000);
    kept.write('GET /healthz HTTP/1.1\r\nHost: motcua.local\r\nConnection: close\r\n\r\n');
    expect(await text(kept)).toMatch(/^HTTP\/1.1 200/);
  });

  test('moves its doors without closing what is open', async () => {
    const { port } = doors;
    const kept = connectTls({ port, host: '127.0.0.1', ca: authority.ca });
    await once(kept, 'secureConnect');
    kept.write('GET /healthz HTTP/1.1\r\n');
    await doors.moveTo('127.0.0.3');
    expect(doors.port).toBe(port);
    await expect(ask(safe('/healthz'), { ca: authority.ca })).rejects.toThrow('ECONNREFUSED');
    kept.write('Host: motcua.local\r\nConnection: close\r\n\r\n');
    expect(await text(kept)).toMatch(/^HTTP\/1.1 200/);
    await doors.moveTo('127.0.0.1');
    expect((await ask(safe('/healthz'), { ca: authority.ca })).status).toBe(200);
  });
});
