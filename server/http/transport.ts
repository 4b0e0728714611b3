/**
 * What follows from the way by which a request came: pages on which people sign in or work
 * go over HTTPS where it is on; televisions, kiosks and the page on which devices are enrolled need not.
 */
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { isOwnHost } from '../access/address.js';
import { isSecure } from '../access/credentials.js';

/** Pages that show what hangs in the hall anyway, or that a device opens before it trusts anything. */
const PLAIN_TOO = /^(?:\/s\/[^/]+)?\/(?:(?:hall|sign|kiosk|pair|enrol|t|public|remote)(?:\/.*)?)?$/;
/** What programs ask for. */
const NO_PAGE = /^\/(?:(?:api|socket\.io)\/|(?:api|healthz|readyz|metrics)$)/;
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** Seconds: a year, as ASVS 5.0 3.4.1 asks. */
const HSTS = 'max-age=31536000';

export interface TransportParts {
  /** Where HTTPS answers for a host that a browser called; `null` where it does not. */
  secureOrigin: (host: string) => string | null;
  /** The certificate is one that browsers know by themselves, not that of the hall's own authority. */
  publiclyTrusted: () => boolean;
}

/**
 * Sends pages of staff from plain HTTP to HTTPS, if the certificate stands for the host; else a browser
 * would only show a warning. What stays on this machine needs no encryption, and it may not know its own
 * authority. `Strict-Transport-Security` is for public names: for an address or a local
 * name it would lock out every television that does not know the authority.
 */
export function transport({ secureOrigin, publiclyTrusted }: TransportParts): RequestHandler {
  return (request, response, next) => {
    const host = request.headers.host ?? '';
    if (isSecure(request)) {
      if (publiclyTrusted() && isPublicName(host)) {
        response.setHeader('Strict-Transport-Security', HSTS);
      }
      next();
      return;
    }
    const isPage =
      READS.has(request.method) && !isFile(request.path) && !NO_PAGE.test(request.path);
    const origin =
      isPage && !PLAIN_TOO.test(request.path) && !isOwnHost(host) ? secureOrigin(host) : null;
    if (origin === null) next();
    else response.redirect(307, origin + request.originalUrl);
  };
}

/** Files of pages, the same for everybody, and what a device must have before it can trust anything. */
export function isFile(path: string): boolean {
  return /^\/(?:assets|audio|media)\//.test(path) || path === '/enrol/authority.crt';
}

function isPublicName(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (name.startsWith('[') || isIP(name) !== 0) return false;
  return (
    name.includes('.') && !/\.(?:local|localhost|lan|internal|home\.arpa|test|alt)$/.test(name)
  );
}
