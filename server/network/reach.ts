/** At which addresses this server is reached: what screens try, what people are told, where HTTPS is. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { listensBeyondLoopback, reachedAt } from './addresses.js';
import { standsFor } from './certificate-pair.js';
import type { CertificateKeeper } from './certificate-keeper.js';
import { hostOf, type Listeners } from './listeners.js';

/** Addresses of former days that screens still try. A router that gave them may give them again. */
const MOST_REMEMBERED = 6;

export interface ReachParts {
  dataDir: string;
  listeners: Listeners;
  certificate: CertificateKeeper;
  publicUrl: string | null;
  /** Where the doors are open now, such as `0.0.0.0`. */
  host: () => string;
  /** Name in the hall's network, before `.local`; `null` while there is none. */
  name: () => string | null;
}

export class Reach {
  readonly #parts: ReachParts;
  readonly #file: string;
  #remembered: readonly string[] = [];

  constructor(parts: ReachParts) {
    this.#parts = parts;
    this.#file = join(parts.dataDir, 'addresses.json');
  }

  /** Reads which addresses this machine had before. Nothing depends on it: what cannot be read is empty. */
  start(): void {
    this.#remembered = readList(this.#file);
  }

  /** Where other machines of the room reach this server, the name first. */
  addresses(): string[] {
    const { isSecure, port } = this.#parts.listeners;
    return this.#hosts().map((host) => origin(isSecure ? 'https' : 'http', host, port));
  }

  /**
   * Origins that a screen tries when it has lost this server, likeliest first: the public address, the
   * name, the addresses of now, those of before; over HTTPS where that is on, and over plain HTTP.
   */
  origins(): string[] {
    const { publicUrl, listeners } = this.#parts;
    const { isSecure, port, plainPort } = listeners;
    const now = this.#hosts();
    if (now.length > 0) this.#remember(now);
    const hosts = [...new Set([...now, ...this.#remembered])];
    const own = hosts.flatMap((host) => [
      ...(plainPort === null ? [] : [origin('http', host, plainPort)]),
      ...(isSecure ? [origin('https', host, port)] : []),
    ]);
    return [...new Set([...(publicUrl === null ? [] : [new URL(publicUrl).origin]), ...own])];
  }

  /**
   * Where HTTPS answers for a host by which a browser called, `null` while the certificate does not
   * stand for it. @param host as in the header `Host`
   */
  secureOrigin(host: string): string | null {
    const { certificate, listeners } = this.#parts;
    const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
    const { pair } = certificate;
    if (pair === null || !standsFor(pair, name)) return null;
    return `https://${name}${listeners.port === 443 ? '' : `:${listeners.port}`}`;
  }

  /** The page on which devices are enrolled, at an address that every phone can open: no name, no TLS yet. */
  enrolAddress(): string {
    const { listeners, host } = this.#parts;
    const { isSecure, port, plainPort } = listeners;
    const [at = hostOf(host())] = reachedAt(host()).map(({ address }) => address);
    if (plainPort !== null) return `${origin('http', at, plainPort)}/enrol`;
    return `${origin(isSecure ? 'https' : 'http', at, port)}/enrol`;
  }

  #hosts(): string[] {
    const { host, name } = this.#parts;
    if (!listensBeyondLoopback(host())) return [];
    const own = name();
    const addresses = reachedAt(host()).map(({ address }) => address);
    return own === null ? addresses : [`${own}.local`, ...addresses];
  }

  #remember(now: readonly string[]): void {
    const addresses = now.filter((host) => !host.endsWith('.local'));
    const fresh = addresses.filter((host) => !this.#remembered.includes(host));
    if (fresh.length === 0) return;
    this.#remembered = [...fresh, ...this.#remembered].slice(0, MOST_REMEMBERED);
    writeList(this.#file, this.#remembered);
  }
}

function origin(scheme: 'http' | 'https', host: string, port: number): string {
  return new URL(`${scheme}://${hostOf(host)}:${port}`).origin;
}

const list = z.array(z.string().regex(/^[\d.]{7,15}$/)).max(MOST_REMEMBERED);

function readList(file: string): readonly string[] {
  try {
    return list.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

/** Some bytes, some times a year. On a full disk they are simply known until the end of the process. */
function writeList(file: string, addresses: readonly string[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(addresses));
    renameSync(`${file}.new`, file);
  } catch {
    return;
  }
}
