/** `/remote`: a number taken from home, by a plain form; what comes of it is the ticket's own page. */
import { parseCookie } from 'cookie';
import { Router, type Request, type RequestHandler } from 'express';
import { callerOf } from '../access/address.js';
import { isSecure } from '../access/credentials.js';
import { publicBoard, publicGroups } from '../domain/public-board.js';
import { speaker } from '../domain/wording.js';
import { AppError } from '../errors.js';
import type { PageData } from '../protocol/page.js';
import { StoreDown } from '../store/port.js';
import type { Language } from '../words.js';
import { remoteAddress } from './caller.js';
import { fieldOf, formBody } from './form-body.js';
import { languageOf } from './page-answer.js';
import { siteAsked, rootOf, type Made, type PageContext, type PagesDeps } from './page-context.js';
import { opensText, waitText } from './pages-public.js';

/** Kept for a day: that is how long one number at a time is counted. */
const COOKIE = 'motcua-remote';
const DAY = 86_400_000;
/** What the page says of a number that was not given; all else is said as `other`. */
const TOLD = new Set([
  'group-closed',
  'quota-reached',
  'device-limit',
  'day-limit',
  'too-many',
  'cookie',
]);

/** `null` where the site gives no such numbers, or phones have no way here. */
export async function remoteModel(context: PageContext, request: Request): Promise<Made | null> {
  const { deps, view, language, root } = context;
  if (!deps.remote.isOpen(view)) return null;
  const data: PageData = { ...context.data('remote', ['remote', 'public', 'hall']) };
  const voice = speaker(data.words, data.offset);
  const { say } = voice;
  const { remote } = view.config.online;
  const { config, board } = view;
  const load = { config, board, loads: view.load().groups, now: data.at, offset: data.offset };
  const { opens } = publicBoard(load);
  const shown = publicGroups(load);
  const groups = config.groups.flatMap(({ id }) => {
    const group = shown.get(id);
    return group === undefined || !remote.groups.includes(id) ? [] : [{ id, group }];
  });
  const browser = cookieOf(request);
  const held = browser === null ? null : await deps.remote.held(view, browser).catch(unanswered);
  const error = request.query['error'];
  const code = typeof error === 'string' ? (TOLD.has(error) ? error : 'other') : null;
  const model = {
    name: config.site.name[language],
    address: config.site.address,
    action: `${root}/remote`,
    told: code === null ? '' : say(`remote.error.${code}`),
    held: held && {
      text: say('remote.held', { number: held.number }),
      page: pageOf(deps, view.id, held, language),
    },
    groups: groups.map(({ id, group }) => ({
      id,
      letter: group.letter,
      name: group.name[language],
      off: group.numbers !== 'open',
      text:
        group.numbers === 'open' ? waitText(group, voice) : say(`public.numbers.${group.numbers}`),
    })),
    some: groups.some(({ group }) => group.numbers === 'open'),
    opens: opens === null ? '' : opensText(opens, data.at, data.offset, voice),
    rules: [
      say('remote.rule.come', { minutes: remote.comeMinutes }),
      say('remote.rule.missed'),
      say('remote.rule.one'),
      say('remote.rule.priority'),
    ],
    vietnamese: language === 'vi',
  };
  return { title: `${say('remote.title')} · ${model.name}`, data, model };
}

/** The form of each site's page. Its cookie is not sent by other origins' forms (`SameSite`). */
export function remotePages(deps: PagesDeps): Router {
  const router = Router();
  const paths = ['/remote', '/s/:site/remote'];
  router.get(paths, keepBrowser(deps));
  router.post(paths, formBody(), async (request, response) => {
    const view = siteAsked(deps.sites, request.params['site'], { me: null, device: null });
    if (view === undefined) return response.redirect(303, '/remote');
    const page = `${rootOf(deps.sites, view)}/remote`;
    const browser = cookieOf(request);
    if (browser === null || !deps.remote.isOurs(browser)) {
      return response.redirect(303, `${page}?error=cookie`);
    }
    const language = languageOf(request, response);
    try {
      const ticket = await deps.remote.give(view, fieldOf(request.body, 'group'), {
        ...{ browser, address: callerOf(remoteAddress(request)), language: wanted(language) },
      });
      return response.redirect(303, pageOf(deps, view.id, ticket, language));
    } catch (error) {
      if (error instanceof AppError) return response.redirect(303, `${page}?error=${error.code}`);
      if (error instanceof StoreDown) return response.redirect(303, `${page}?error=other`);
      throw error;
    }
  });
  return router;
}

/** Vietnamese is what counters speak. */
function wanted(language: Language): string | null {
  return language === 'vi' ? null : language;
}

/**
 * Under the name by which this browser came: `PUBLIC_URL` may be another one of the same server. It goes on in
 * the language of this page, whatever the phone speaks.
 */
function pageOf(
  { links }: PagesDeps,
  site: string,
  ticket: Parameters<PagesDeps['links']['of']>[1],
  language: Language,
): string {
  return `/t/${links.of(site, ticket)?.split('/').at(-1) ?? ''}?lang=${language}`;
}

function keepBrowser({ remote }: PagesDeps): RequestHandler {
  return (request, response, next) => {
    const kept = cookieOf(request);
    if (kept === null || !remote.isOurs(kept)) {
      const secure = isSecure(request);
      const value = remote.fresh();
      response.cookie(COOKIE, value, { maxAge: DAY, httpOnly: true, sameSite: 'lax', secure });
    }
    next();
  };
}

function cookieOf(request: Request): string | null {
  const { cookie } = request.headers;
  return (cookie === undefined ? undefined : parseCookie(cookie)[COOKIE]) ?? null;
}

/** Without the store the page still says what it knows; the form then says that nothing was given. */
function unanswered(error: unknown): null {
  if (error instanceof StoreDown) return null;
  throw error;
}
