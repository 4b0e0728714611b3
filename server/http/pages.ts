/**
 * The pages (design §12): every screen as HTML that is complete before any script runs. With one
 * site they stand at the root, with several under `/s/{site}`.
 */
import express, { Router, type Request, type Response } from 'express';
import { fill, speaker } from '../domain/wording.js';
import type { PageData, PlainPageData } from '../protocol/page.js';
import { isLanguage, LANGUAGES, type Language } from '../words.js';
import { contextOf, type PageMaker, type PagesDeps } from './page-context.js';
import { hallModel } from './pages-hall.js';
import { deskModel, doorModel } from './pages-staff.js';
import { startModel } from './pages-start.js';

/** Where screens stand whose script gives commands: opening one begins a session, no other does. */
export const STAFF_PAGES = ['/door', '/desk/:counter'].flatMap((path) => [path, `/s/:site${path}`]);

/** Seconds in a year: hashed files never change. */
const FOREVER = 31_536_000;

export function pagesRouter(deps: PagesDeps): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(deps.views.assetsDir, {
      index: false,
      redirect: false,
      immutable: true,
      maxAge: FOREVER * 1_000,
    }),
  );

  function serve(screen: string, make: PageMaker) {
    return (request: Request, response: Response): void => {
      const language = languageOf(request, response);
      const site = request.params['site'];
      const all = deps.sites.all();
      const view = typeof site === 'string' ? deps.sites.get(site) : all[0];
      const ambiguous = site === undefined && all.length > 1 && screen !== 'start';
      response.set(headersOf(request));
      if (all.length === 0) {
        answer(response.status(503).set('Retry-After', '2'), plainPage('starting', language));
        return;
      }
      const made =
        view && !ambiguous ? make(contextOf(deps, view, language, all.length > 1), request) : null;
      if (!made) {
        answer(response.status(404), plainPage('notFound', language));
        return;
      }
      const { data, title, model } = made;
      const { offset } = data;
      const trial = data.trial === null ? null : trialText(data);
      answer(response, deps.views.render({ screen, title, language, offset, trial, data }, model));
    };
  }

  /** Nothing is here yet, or nothing ever: the page says so and, in the first case, looks again. */
  function plainPage(sentence: 'starting' | 'notFound', language: Language): string {
    const title = deps.views.wording.text(language, `shared.${sentence}`);
    const again = sentence === 'starting';
    const data: PlainPageData = { screen: 'plain', again };
    const page = { screen: 'plain', title, language, offset: 0, trial: null, data };
    return deps.views.render(page, { again });
  }

  for (const root of ['', '/s/:site']) {
    router.get(root === '' ? '/' : root, serve('start', startModel));
    router.get(`${root}/door`, serve('door', doorModel));
    router.get(`${root}/desk/:counter`, serve('desk', deskModel));
    router.get(`${root}/hall`, serve('hall', hallModel));
    router.get(`${root}/hall/:zone`, serve('hall', hallModel));
  }
  return router;
}

function answer(response: Response, html: string): void {
  response.type('html').send(html);
}

function trialText(data: PageData): string {
  const voice = speaker(data.words, data.offset);
  return fill(data.trial ?? '', {
    date: voice.date(data.at),
    time: voice.time(data.at),
    speed: data.speed,
  });
}

/** `?lang=` wins and is remembered for a year; else the cookie; else the site's first language. */
function languageOf(request: Request, response: Response): Language {
  const asked = request.query['lang'];
  if (isLanguage(asked)) {
    response.cookie('lang', asked, { maxAge: FOREVER * 1_000, sameSite: 'lax', httpOnly: true });
    return asked;
  }
  const kept = /(?:^|;\s*)lang=(\w+)/.exec(request.get('cookie') ?? '')?.[1];
  return isLanguage(kept) ? kept : LANGUAGES[0];
}

/**
 * Pages are never kept: a television's private cache survives restarts and would show an old build.
 * No inline script or style, nothing from elsewhere. Old browsers do not count sockets as `'self'`,
 * so the own host is named, if it is a plain host name.
 */
function headersOf(request: Request): Record<string, string> {
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
      `connect-src 'self'${sockets}`,
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ].join('; '),
  };
}
