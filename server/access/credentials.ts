/** What a request or a handshake brings along to say who sends it. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import { callerOf } from './address.js';

export interface Credentials {
  /** The `Cookie` header. */
  cookie: string | undefined;
  /** The `Authorization` header. */
  authorization: string | undefined;
  /** It came over TLS. */
  secure: boolean;
}

/** What socket.io tells of the request that opened a socket. */
export interface Handshaken {
  headers: IncomingHttpHeaders;
  secure: boolean;
}

export function credentialsOf(request: IncomingMessage): Credentials {
  const { cookie, authorization } = request.headers;
  return { cookie, authorization, secure: isSecure(request) };
}

export function credentialsOfSocket({ headers, secure }: Handshaken): Credentials {
  return { cookie: headers.cookie, authorization: headers.authorization, secure };
}

export function isSecure({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}

/** By which address a caller is told apart from others. */
export function placeOf({ socket }: IncomingMessage): string {
  return callerOf(socket.remoteAddress ?? '');
}

/** `session` proves a person, `device` a paired device. */
const COOKIES = { session: 'motcua', device: 'motcua-device' } as const;
export type CookieKind = keyof typeof COOKIES;

/**
 * Under TLS a cookie has the prefix that keeps other hosts and plain HTTP from setting it
 * (RFC 6265bis §4.1.3; OWASP ASVS 5.0, 3.3.1).
 */
export function cookieName(kind: CookieKind, secure: boolean): string {
  return secure ? `__Host-${COOKIES[kind]}` : COOKIES[kind];
}

/** The value of one of our cookies; `undefined` where it was not sent. */
export function cookieOf(kind: CookieKind, { cookie, secure }: Credentials): string | undefined {
  return cookie === undefined ? undefined : parseCookie(cookie)[cookieName(kind, secure)];
}

/** The token after `Bearer`; `null` where the header is no such thing, `undefined` without one. */
export function bearerOf({ authorization }: Credentials): string | null | undefined {
  if (authorization === undefined) return undefined;
  return /^Bearer ([\x21-\x7e]{1,256})$/i.exec(authorization)?.[1] ?? null;
}
