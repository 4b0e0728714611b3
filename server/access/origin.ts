/** Which pages may speak to this server (OWASP ASVS 5.0, 3.5.1 and 4.4.2). */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isSecure } from './credentials.js';

/** `unproven`: no page sent it, or one that tells nothing about itself. */
export type Origin = 'own' | 'foreign' | 'unproven';

/** Names that no public name server gives out (RFC 2606, 6762, 8375, 9476 and ICANN's `internal`). */
const LOCAL_NAME = /^[^.]+$|\.(?:local|localhost|lan|internal|home\.arpa|test|alt)$/i;
const HOST = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;

export class Origins {
  readonly #names: ReadonlySet<string>;
  readonly #known = new Map<string, boolean>();

  /** @param names hosts under which the site is reached besides addresses and local names */
  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
  }

  /**
   * Whether the name by which a browser called this server can only be ours. A public name that
   * somebody made point here (DNS rebinding) would otherwise be an origin of its own.
   */
  hostIsOurs(request: IncomingMessage): boolean {
    const host = request.headers.host;
    if (host === undefined) return false;
    let ours = this.#known.get(host);
    if (ours === undefined) {
      ours = this.#judge(host);
      if (this.#known.size > 1_000) this.#known.clear();
      this.#known.set(host, ours);
    }
    return ours;
  }

  of(request: IncomingMessage): Origin {
    if (!this.hostIsOurs(request)) return 'foreign';
    const { host, origin } = request.headers;
    // Only over TLS and to loopback do browsers send it; it cannot be set by a page.
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'foreign';
    if (origin === undefined) return 'unproven';
    // A page of plain HTTP may be anybody's on the way to it. The other way round it is a proxy that
    // speaks TLS for us.
    const plainToo = !isSecure(request) && origin === `http://${host}`;
    return plainToo || origin === `https://${host}` ? 'own' : 'foreign';
  }

  #judge(host: string): boolean {
    const name = HOST.exec(host)?.groups?.['name']?.toLowerCase();
    if (name === undefined) return false;
    const bare = name.replace(/^\[|\]$/g, '');
    return isIP(bare) !== 0 || LOCAL_NAME.test(name) || this.#names.has(name);
  }
}
