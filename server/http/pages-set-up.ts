/** The page of set-up, reached by the one-time link alone. It belongs to no site. */
import { Router, type Request, type Response } from 'express';
import { minutesOf, type LibraryGroup } from '../domain/first-site.js';
import { AppError, TooMany } from '../errors.js';
import type { SiteConfig } from '../protocol/config.js';
import type { SetUpPageData } from '../protocol/page.js';
import type { SetUp } from '../set-up/set-up.js';
import type { Language } from '../words.js';
import { headersOf, languageOf } from './page-answer.js';
import { askerOf } from './set-up.js';
import type { Views } from './views.js';

export interface SetUpPagesDeps {
  views: Views;
  setUp: Pick<SetUp, 'draft' | 'link'>;
  ward: SiteConfig;
  library: readonly LibraryGroup[];
  /** Somebody sits at this very machine. */
  fromThisMachine(request: Request): boolean;
}

const NOTICES = ['wrong', 'over', 'here', 'slow'] as const;
type Notice = (typeof NOTICES)[number];

export function setUpPages(deps: SetUpPagesDeps): Router {
  const { views, setUp, ward, library, fromThisMachine } = deps;
  const router = Router();

  /** Without a link: on this machine it is found, elsewhere it is said where to look. */
  router.get('/set-up', async (request, response) => {
    const link = await setUp.link();
    if (link !== null && fromThisMachine(request)) {
      response.set('Cache-Control', 'no-store').redirect(303, `/set-up/${link}`);
      return;
    }
    tell(request, response, link === null ? 'over' : 'here');
  });

  router.get('/set-up/:link', async (request, response) => {
    const link = String(request.params['link']);
    try {
      const draft = await setUp.draft(link, askerOf(request));
      const minutes = minutesOf(ward, library);
      const usual = ward.groups.map(({ id }) => id);
      send(request, response, { link, draft, minutes, usual }, null);
    } catch (error) {
      if (error instanceof TooMany) {
        response.set('Retry-After', String(error.seconds));
        tell(request, response.status(error.status), 'slow');
      } else if (error instanceof AppError && error.code === 'link-unknown') {
        const over = (await setUp.link()) === null;
        tell(request, response.status(404), over ? 'over' : 'wrong');
      } else throw error;
    }
  });

  function tell(request: Request, response: Response, notice: Notice): void {
    send(request, response, null, notice);
  }

  function send(
    request: Request,
    response: Response,
    work: SetUpPageData['work'],
    notice: Notice | null,
  ): void {
    const language = languageOf(request, response);
    const data: SetUpPageData = {
      screen: 'set-up',
      language,
      build: views.build,
      site: '',
      at: Date.now(),
      speed: 1,
      offset: 0,
      configVersion: 0,
      words: work === null ? {} : views.wording.sentences(language, ['shared', 'setUp', 'finder']),
      trial: null,
      work,
    };
    const title = views.wording.text(language, 'setUp.title');
    const page = { screen: 'set-up', title, language, offset: 0, trial: null, data };
    const model = {
      vietnamese: language === 'vi',
      notice: notice && noticeOf(notice, language),
    };
    // The address holds a secret: nothing that the page leads to may learn it.
    response.set({ ...headersOf(request), 'Referrer-Policy': 'no-referrer' });
    response.type('html').send(views.render(page, model));
  }

  function noticeOf(notice: Notice, language: Language) {
    const say = (key: string) => views.wording.text(language, `setUp.closed.${key}`);
    const over = notice === 'over';
    return {
      title: say(`${notice}Title`),
      text: say(`${notice}Text`),
      command: notice === 'wrong',
      href: over ? '/admin' : '/',
      link: say(over ? 'toSettings' : 'toStart'),
    };
  }
  return router;
}
