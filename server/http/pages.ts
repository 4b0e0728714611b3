/**
 * The pages: every screen as HTML that is complete before any script runs. With one
 * site they stand at the root, with several under `/s/{site}`.
 */
import express, { Router, type Request, type Response } from 'express';
import { fill, speaker } from '../domain/wording.js';
import type { PageData, PlainPageData } from '../protocol/page.js';
import { languageTag } from '../protocol/schema/ids.js';
import type { SiteView } from '../live/site-view.js';
import { realSiteOf } from '../domain/training.js';
import { isLanguage, type Language } from '../words.js';
import {
  contextOf,
  rootOf,
  siteAsked,
  type PageMaker,
  type PagesDeps,
  type Visitor,
} from './page-context.js';
import { answerHtml, headersOf, keepLanguage, languageOf, letEmbed } from './page-answer.js';
import { smallAssets } from './small-assets.js';
import { kioskDoor } from './kiosk-door.js';
import { joinModel, noEntryModel, pairModel, signInModel } from './pages-access.js';
import { adminModel } from './pages-admin.js';
import { authorityRouter, enrolModel } from './pages-enrol.js';
import { pageGuard, type PageGuardParts } from './page-guard.js';
import { hallModel } from './pages-hall.js';
import { kioskModel } from './pages-kiosk.js';
import { signModel } from './pages-sign.js';
import { rateModel } from './pages-rate.js';
import { remoteModel, remotePages } from './pages-remote.js';
import { printDoor, printModel } from './pages-print.js';
import { publicModel } from './pages-public.js';
import { slipsModel } from './pages-slips.js';
import { deskModel, doorModel, padModel } from './pages-staff.js';
import { startModel } from './pages-start.js';
import { ticketModel } from './pages-ticket.js';

/** Pages of no site in particular, also where there are several. */
const UNPLACED: ReadonlySet<string> = new Set([
  'start',
  'sign-in',
  'pair',
  'join',
  'no-entry',
  'enrol',
  'ticket',
]);

/** Seconds in a year: hashed files never change. */
const FOREVER = 31_536_000;

/** @param more what belongs to the pages, behind the same guards */
export function pagesRouter(deps: PagesDeps, more: readonly Router[] = []): Router {
  const router = Router();
  // A script in a thread of its own is held to the policy of its own answer: this one speaks to the server.
  router.use(deps.views.workers['print-link'] ?? [], (request, response, next) => {
    const policy = headersOf(request)['Content-Security-Policy'];
    if (policy !== undefined) response.set('Content-Security-Policy', policy);
    next();
  });
  router.use('/assets', smallAssets(deps.views.assetsDir, FOREVER));
  router.use(
    '/assets',
    express.static(deps.views.assetsDir, {
      index: false,
      redirect: false,
      immutable: true,
      maxAge: FOREVER * 1_000,
    }),
  );

  router.use(authorityRouter(deps));

  /** A screen of the hall looks for its server; `/enrol` asks whether this device trusts it. */
  function reachedFrom(screen: string): readonly string[] {
    return ['hall', 'sign', 'enrol'].includes(screen) ? deps.network.origins() : [];
  }

  function serve(screen: string, make: PageMaker) {
    return async (request: Request, response: Response): Promise<void> => {
      const language = languageOf(request, response);
      const site = request.params['site'];
      const visitor = await visitorOf(request, response);
      const all = deps.sites.all();
      const view =
        siteAsked(deps.sites, site, visitor) ??
        (site === undefined && UNPLACED.has(screen) ? all[0] : undefined);
      response.set(headersOf(request, reachedFrom(screen)));
      // The address is the right to the ticket: nobody is told where somebody came from.
      if (screen === 'ticket') response.set('Referrer-Policy', 'no-referrer');
      if (all.length === 0) {
        answer(response.status(503).set('Retry-After', '2'), plainPage('starting', language));
        return;
      }
      const made = view && (await make(contextOf(deps, view, language, visitor), request));
      if (!view || !made) {
        answer(response.status(404), plainPage('notFound', language));
        return;
      }
      const { data, title, model, head } = made;
      if (made.status !== undefined) response.status(made.status);
      if (made.embeds === true) letEmbed(response);
      // A phone's own page may stand in another language than was asked for here.
      const { offset, language: own } = data;
      const trial = data.trial === null ? null : trialText(data);
      const training = view.config.site.training ? { leave: leaveFor(request, view) } : null;
      const more = head === undefined ? {} : { head };
      const page = { screen, title, language: own, offset, trial, training, data, ...more };
      const html = deps.views.render(page, model);
      await answerHtml(request, response, html, head?.thrifty);
    };
  }

  /** The same page of the site that this one is a copy of. */
  function leaveFor({ path }: Request, { id }: SiteView): string {
    const real = deps.sites.get(realSiteOf(id));
    return real === undefined
      ? '/'
      : `${rootOf(deps.sites, real)}${path.slice(`/s/${id}`.length)}` || '/';
  }

  /**
   * Who asks. A screen of the hall is given out also when the store does not answer; the pages that
   * somebody must be in for have asked before (`page-guard.ts`).
   */
  async function visitorOf(request: Request, response: Response): Promise<Visitor> {
    const { signIns, devices } = deps;
    try {
      const [me, device] = await Promise.all([
        signIns.me(request),
        devices.refresh(request, response),
      ]);
      return { me, device };
    } catch {
      return { me: null, device: null };
    }
  }

  /** Nothing is here yet, or nothing ever: the page says so and, in the first case, looks again. */
  function plainPage(sentence: 'starting' | 'notFound' | 'notAllowed', language: Language): string {
    const title = deps.views.wording.text(language, `shared.${sentence}`);
    const again = sentence === 'starting';
    const data: PlainPageData = { screen: 'plain', again };
    const page = { screen: 'plain', title, language, offset: 0, trial: null, data };
    return deps.views.render(page, { again });
  }

  const plain: PageGuardParts['plain'] = (response, request, why) => {
    const html = plainPage(why, languageOf(request, response));
    response.set(headersOf(request));
    if (why === 'starting') response.status(503).set('Retry-After', '2');
    else response.status(403);
    answer(response, html);
  };
  router.use(pageGuard({ sites: deps.sites, signIns: deps.signIns, plain }));
  router.use(kioskDoor({ ...deps, plain }));
  router.use(printDoor({ ...deps, plain }));

  router.use(remotePages(deps));

  // A slip carries it in capitals; no search engine may keep what one hall showed for a day.
  router.get('/t/:token', (request, response, next) => {
    response.set('X-Robots-Tag', 'noindex');
    // Phones speak further languages of a site too; `languageOf` knows our own alone.
    const { data: tag } = languageTag.safeParse(request.query['lang']);
    if (tag !== undefined && !isLanguage(tag)) keepLanguage(response, tag);
    next();
  });
  router.get('/t/:token', serve('ticket', ticketModel));
  for (const root of ['', '/s/:site']) {
    router.get(root === '' ? '/' : root, serve('start', startModel));
    router.get(`${root}/door`, serve('door', doorModel));
    router.get(`${root}/desk/:counter`, serve('desk', deskModel));
    router.get(`${root}/desk/:counter/pad`, serve('pad', padModel));
    router.get(`${root}/sign-in`, serve('sign-in', signInModel));
    router.get(`${root}/pair`, serve('pair', pairModel));
    router.get(`${root}/join/:join`, serve('join', joinModel));
    router.get(`${root}/no-entry`, serve('no-entry', noEntryModel));
    router.get(`${root}/admin/slips`, serve('staff-slips', slipsModel));
    for (const path of ['/admin', '/admin/:section', '/admin/:section/:chosen']) {
      router.get(root + path, serve('admin', adminModel));
    }
    router.get(`${root}/remote`, serve('remote', remoteModel));
    router.get(`${root}/rate`, serve('rate', rateModel));
    router.get(`${root}/public`, serve('public', publicModel));
    router.get(`${root}/enrol`, serve('enrol', enrolModel));
    router.get(`${root}/kiosk`, serve('kiosk', kioskModel));
    router.get(`${root}/print`, serve('print', printModel));
    router.get(`${root}/hall`, serve('hall', hallModel));
    router.get(`${root}/hall/:zone`, serve('hall', hallModel));
    router.get(`${root}/sign/:counter`, serve('sign', signModel));
  }
  for (const each of more) router.use(each);

  // Who typed an address wrongly reads a sentence; programs get the same as JSON.
  router.use((request, response, next) => {
    if (request.path.startsWith('/api/') || request.accepts('json', 'html') !== 'html') {
      return next();
    }
    response.status(404).set(headersOf(request));
    answer(response, plainPage('notFound', languageOf(request, response)));
  });
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
