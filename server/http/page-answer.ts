/** What every page's answer has in common: its language and its headers. */
import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Request, Response } from 'express';
import { isLanguage, LANGUAGES, type Language } from '../words.js';

/** ms: the language is remembered for a year. */
const REMEMBERED = 31_536_000_000;

/** `?lang=` wins and is remembered for a year; else the cookie; else the site's first language. */
export function languageOf(request: Request, response: Response): Language {
  const asked = request.query['lang'];
  if (isLanguage(asked)) {
    keepLanguage(response, asked);
    return asked;
  }
  const kept = keptLanguage(request);
  return isLanguage(kept) ? kept : LANGUAGES[0];
}

/** @param tag BCP 47; may be a further language of a site, which only pages that have it heed */
export function keepLanguage(response: Response, tag: string): void {
  response.cookie('lang', tag, { maxAge: REMEMBERED, sameSite: 'lax', httpOnly: true });
}

/** What somebody chose on this browser before. */
export function keptLanguage(request: Request): string | undefined {
  return /(?:^|;\s*)lang=([\w-]+)/.exec(request.get('cookie') ?? '')?.[1];
}

/** Any page may show this one inside itself: nothing can be pressed on it that changes anything. */
export function letEmbed(response: Response): void {
  response.removeHeader('X-Frame-Options');
  const policy = String(response.getHeader('Content-Security-Policy'));
  const open = policy.replace("frame-ancestors 'self'", 'frame-ancestors *');
  response.setHeader('Content-Security-Policy', open);
}

/**
 * Pages are never kept: a television's private cache survives restarts and would show an old build.
 * No inline script or style, nothing from elsewhere. Old browsers do not count sockets as `'self'`,
 * so the own host is named, if it is a plain host name.
 * @param elsewhere origins of this server under other addresses that the page may ask
 */
export function headersOf(
  request: Request,
  elsewhere: readonly string[] = [],
): Record<string, string> {
  const host = request.get('host') ?? '';
  const sockets = /^[\w.\-[\]:]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return {
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      "media-src 'self'",
      [`connect-src 'self'${sockets}`, ...elsewhere].join(' '),
      // The desk's strip: a page of ours in a small window of another.
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ].join('; '),
  };
}

const compressed = promisify(gzip);

/** @param thrifty for a phone on the mobile network; within the hall it is not worth the server's time */
export async function answerHtml(
  request: Request,
  response: Response,
  html: string,
  thrifty = false,
): Promise<void> {
  response.type('html');
  if (!thrifty) {
    response.send(html);
    return;
  }
  response.vary('Accept-Encoding');
  if (!request.acceptsEncodings('gzip')) {
    response.send(html);
    return;
  }
  response.set('Content-Encoding', 'gzip').send(await compressed(html));
}
