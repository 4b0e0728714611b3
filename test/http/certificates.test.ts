import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transport } from '../../server/http/transport.js';
import { createLog } from '../../server/log.js';
import { issueCertificate } from '../../server/network/authority.js';
import { CertificateKeeper } from '../../server/network/certificate-keeper.js';
import { CertificateError, readPair } from '../../server/network/certificate-pair.js';
import { issueOwn } from '../../server/network/own-certificate.js';
import { startFailure } from '../../server/start-failure.js';
import { ask, authorityFor, type TestAuthority } from '../support/tls.js';

const DAY = 86_400_000;
const HOSTS = ['motcua.local', 'hang-doi.lan', '192.168.1.10', '127.0.0.1'];
const log = createLog('silent');

describe('the certificate of the own authority', () => {
  let authority: TestAuthority;
  beforeAll(async () => {
    authority = await authorityFor(HOSTS);
  });
  afterAll(() => authority[Symbol.asyncDispose]());

  async function keeperAt(now: number): Promise<CertificateKeeper> {
    const { dataDir } = authority;
    const keeper = new CertificateKeeper({
      ...{ dataDir, given: null, name: () => 'motcua', log, now: () => now },
    });
    await keeper.start();
    await keeper.stop();
    return keeper;
  }

  test('stands for the name, the machine and its addresses, for 397 days at most', async () => {
    const { pair } = await keeperAt(Date.now());
    expect(pair?.hosts).toEqual(expect.arrayContaining(['motcua.local', 'localhost', '127.0.0.1']));
    expect((pair?.validTo ?? 0) - (pair?.validFrom ?? 0)).toBeLessThanOrEqual(397 * DAY);
  });

  test('is for this machine alone to read', async () => {
    const { folder } = authority;
    for (const file of [folder.keyFile, folder.certFile, folder.authorityFile]) {
      expect((await stat(file)).mode & 0o077).toBe(0);
    }
  });

  test('is renewed by itself a month before its end, and devices need to be told nothing', async () => {
    const before = await keeperAt(Date.now());
    expect(before.state().problem).toBeNull();
    const later = Date.now() + 370 * DAY;
    const after = await keeperAt(later);
    expect(after.pair?.validTo).toBeGreaterThan(later + 300 * DAY);
    expect(after.authority?.fingerprint).toBe(before.authority?.fingerprint);
    const server = new X509Certificate(after.pair?.cert ?? '');
    expect(server.verify(new X509Certificate(authority.ca).publicKey)).toBe(true);
  });

  test('vouches for nothing outside the hall: a browser that trusts the authority is as safe as before', async () => {
    const { folder, ca, dataDir } = authority;
    const { refused } = await issueOwn(folder, {
      ...{
        hall: null,
        hosts: ['motcua.local', 'vietcombank.com.vn', '203.0.113.7'],
        now: Date.now(),
      },
    });
    expect(refused).toEqual(['vietcombank.com.vn', '203.0.113.7']);
    // A thief of the key does not ask us: what he makes is refused by who reads the constraints.
    const stolen = await folder.authority();
    if (stolen === null) throw new Error('no authority');
    const forged = await issueCertificate(stolen, ['vietcombank.com.vn', '127.0.0.1'], Date.now());
    await writeFile(join(dataDir, 'forged.pem'), forged.cert);
    await writeFile(join(dataDir, 'forged.key'), forged.key);
    const server = createSecureServer(forged, (_request, response) => response.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await expect(ask(`https://127.0.0.1:${address.port}/`, { ca })).rejects.toThrow(/permitted/);
    server.close();
  });
});

describe('a certificate that the operator names', () => {
  let authority: TestAuthority;
  let other: TestAuthority;
  let scratch: string;
  beforeAll(async () => {
    authority = await authorityFor(['hang-doi.lan', '127.0.0.1']);
    other = await authorityFor(['hang-doi.lan'], Date.now() - 500 * DAY);
    scratch = await mkdtemp(join(tmpdir(), 'motcua-pem-'));
  });
  afterAll(async () => {
    await authority[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
    await rm(scratch, { recursive: true, force: true });
  });

  function keeperOf(cert: string, key: string): CertificateKeeper {
    const given = { cert, key };
    return new CertificateKeeper({
      ...{ dataDir: scratch, given, name: () => 'motcua', log, every: 20 },
    });
  }
  /** What the person who starts the product reads. */
  async function told(cert: string, key: string): Promise<string> {
    const failure: unknown = await keeperOf(cert, key)
      .start()
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(failure).toBeInstanceOf(CertificateError);
    return (await startFailure(failure)).text;
  }

  test('is refused in plain words when it cannot be read, is none, or is past its end', async () => {
    const { certFile, keyFile } = authority.folder;
    const junk = join(scratch, 'junk.pem');
    await writeFile(junk, 'xin chào');
    expect(await told(join(scratch, 'nowhere.pem'), keyFile)).toMatch(
      /Không đọc được tệp .*nowhere/,
    );
    expect(await told(junk, keyFile)).toContain('không phải chứng chỉ');
    expect(await told(certFile, junk)).toContain('không phải khoá bí mật');
    expect(await told(certFile, other.folder.keyFile)).toContain('is not that of this certificate');
    expect(await told(other.folder.certFile, other.folder.keyFile)).toContain('đã hết hạn');
  });

  test('goes on being served when its files are spoilt, and that is told', async () => {
    const cert = join(scratch, 'cert.pem');
    const key = join(scratch, 'key.pem');
    await copyFile(authority.folder.certFile, cert);
    await copyFile(authority.folder.keyFile, key);
    const keeper = keeperOf(cert, key);
    await keeper.start();
    const serving = keeper.pair?.cert;
    expect(keeper.state()).toMatchObject({ kind: 'given', problem: null });
    await writeFile(key, 'half a fi');
    await expect.poll(() => keeper.state().problem).toBe('unreadable');
    expect(keeper.pair?.cert).toBe(serving);
    await copyFile(authority.folder.keyFile, key);
    await expect.poll(() => keeper.state().problem).toBeNull();
    await keeper.stop();
  });

  test('makes browsers remember HTTPS for its public name, and for no address', async () => {
    const parts = { secureOrigin: () => null, publiclyTrusted: () => true };
    const app = express().use(transport(parts), (_request, response) => void response.end());
    const { folder, ca } = authority;
    const server = createSecureServer(await readPair(folder.certFile, folder.keyFile), app);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const remembered = async (host: string): Promise<boolean> => {
      const { headers } = await ask(`https://127.0.0.1:${address.port}/`, { ca, host });
      return headers['strict-transport-security'] === 'max-age=31536000';
    };
    expect(await remembered('hang-doi.senhong.gov.vn')).toBe(true);
    for (const host of [
      '192.168.1.10',
      '[fd00::1]:3000',
      'motcua.local',
      'may-chu',
      'x.lan:3000',
    ]) {
      expect(await remembered(host)).toBe(false);
    }
    server.close();
  });

  test('is said to end soon when it does', async () => {
    const { certFile, keyFile } = authority.folder;
    const given = { cert: certFile, key: keyFile };
    const now = () => Date.now() + 370 * DAY;
    const keeper = new CertificateKeeper({ dataDir: scratch, given, name: () => '', log, now });
    await keeper.start();
    await keeper.stop();
    expect(keeper.state()).toMatchObject({ kind: 'given', problem: 'expires-soon' });
  });
});
