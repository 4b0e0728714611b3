/**
 * The certificate with which this server speaks HTTPS: read at the start, read again when its files
 * change, and made anew in time while the authority is the hall's own. Nothing of it needs a restart.
 */
import { X509Certificate } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Log } from '../log.js';
import { CertificateError, readPair, type CertificatePair } from './certificate-pair.js';
import { isDue, issueOwn, ownHosts, RENEW_BEFORE } from './own-certificate.js';
import { TlsFolder } from './tls-folder.js';

/** ms between two looks at the files, at the addresses of the machine and at the calendar. */
const LOOK_EVERY = 10_000;
/** ms after a renewal that failed: a full disk must not be asked every ten seconds. */
const RENEW_AGAIN = 3_600_000;

export interface CertificateState {
  /** `own`: of the hall's own authority; `given`: `TLS_CERT` names it; `none`: plain HTTP only. */
  kind: 'none' | 'own' | 'given';
  hosts: readonly string[];
  /** Real time, ms; `null` without a certificate. */
  validTo: number | null;
  /**
   * `expires-soon`: within 30 days, and nobody renews it by itself; `unreadable`: its files changed and
   * cannot be used, the former one is still served.
   */
  problem: 'expired' | 'expires-soon' | 'unreadable' | null;
}

/** The hall's own authority as devices are told to trust it. */
export interface Authority {
  der: Buffer;
  /** SHA-256 as `AB:CD:…`. */
  fingerprint: string;
  /** As devices list it. */
  name: string;
  validTo: number;
}

export interface KeeperParts {
  dataDir: string;
  /** Files that the operator named; `null`: the hall's own, where there are some. */
  given: { cert: string; key: string } | null;
  /** Name of the machine in the hall's network, before `.local`. */
  name: () => string;
  log: Log;
  /** Real time, ms. */
  now?: () => number;
  /** ms between two looks; `LOOK_EVERY` where it is not given. */
  every?: number;
}

export class CertificateKeeper {
  readonly #parts: KeeperParts;
  readonly #folder: TlsFolder;
  readonly #listeners: ((pair: CertificatePair) => void)[] = [];
  #pair: CertificatePair | null = null;
  #authority: Authority | null = null;
  #seen = '';
  #unreadable = false;
  #restingUntil = 0;
  #refused: readonly string[] = [];
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#folder = new TlsFolder(parts.dataDir);
  }

  /** `null` without one: then nothing speaks HTTPS until the next start. */
  get pair(): CertificatePair | null {
    return this.#pair;
  }

  /** `null` where the certificate is somebody else's. */
  get authority(): Authority | null {
    return this.#authority;
  }

  /** @throws CertificateError when the operator's own files cannot be used or are past their end */
  async start(): Promise<void> {
    const { given } = this.#parts;
    if (given === null && (await this.#folder.authority()) !== null) await this.#renewIfDue();
    this.#seen = await this.#stamp();
    this.#pair =
      given === null ? await this.#folder.server() : await readPair(given.cert, given.key);
    if (this.#pair === null) return;
    if (given !== null && this.#pair.validTo < this.#now()) {
      throw new CertificateError('expired', given.cert);
    }
    if (given === null) this.#authority = await this.#readAuthority();
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, this.#parts.every ?? LOOK_EVERY);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Tells of every other certificate from now on. */
  onChange(listener: (pair: CertificatePair) => void): void {
    this.#listeners.push(listener);
  }

  state(): CertificateState {
    const pair = this.#pair;
    if (pair === null) return { kind: 'none', hosts: [], validTo: null, problem: null };
    const kind = this.#authority === null ? 'given' : 'own';
    const left = pair.validTo - this.#now();
    const expiring = left < 0 ? 'expired' : left < RENEW_BEFORE ? 'expires-soon' : null;
    const problem = expiring ?? (this.#unreadable ? 'unreadable' : null);
    return { kind, hosts: pair.hosts, validTo: pair.validTo, problem };
  }

  #now(): number {
    return (this.#parts.now ?? Date.now)();
  }

  async #look(): Promise<void> {
    try {
      if (this.#authority !== null) await this.#renewIfDue();
      const stamp = await this.#stamp();
      if (stamp === this.#seen) return;
      const { given } = this.#parts;
      const pair = given ? await readPair(given.cert, given.key) : await this.#folder.server();
      this.#seen = stamp;
      this.#unreadable = false;
      if (pair !== null) this.#take(pair);
    } catch (error) {
      if (!this.#unreadable) this.#parts.log.warn({ err: error }, 'the certificate cannot be read');
      this.#unreadable = true;
    }
  }

  #take(pair: CertificatePair): void {
    this.#pair = pair;
    this.#parts.log.info({ hosts: pair.hosts, validTo: pair.validTo }, 'another certificate');
    for (const listener of this.#listeners) listener(pair);
  }

  /** Size and time of both files, as one text. */
  async #stamp(): Promise<string> {
    const { given } = this.#parts;
    const files = given ? [given.cert, given.key] : [this.#folder.certFile, this.#folder.keyFile];
    const all = await Promise.all(files.map((file) => stat(file).catch(() => null)));
    return all.map((each) => `${each?.mtimeMs}:${each?.size}:${each?.ino}`).join(' ');
  }

  async #renewIfDue(): Promise<void> {
    const now = this.#now();
    if (now < this.#restingUntil) return;
    const hosts = ownHosts(this.#parts.name()).filter((host) => !this.#refused.includes(host));
    const pair = this.#pair ?? (await this.#folder.server().catch(() => null));
    if (pair !== null && !isDue(pair, hosts, now)) return;
    try {
      const { refused } = await issueOwn(this.#folder, { hall: null, hosts, now });
      this.#refused = [...this.#refused, ...refused];
      this.#parts.log.info({ hosts, refused }, 'made another certificate of the own authority');
    } catch (error) {
      this.#restingUntil = now + RENEW_AGAIN;
      this.#parts.log.warn({ err: error }, 'the certificate could not be renewed');
    }
  }

  async #readAuthority(): Promise<Authority | null> {
    const pem = await this.#folder.authority();
    if (pem === null) return null;
    const certificate = new X509Certificate(pem.cert);
    return {
      der: certificate.raw,
      fingerprint: certificate.fingerprint256,
      name: /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? certificate.subject,
      validTo: Date.parse(certificate.validTo),
    };
  }
}
