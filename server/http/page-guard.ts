/** Which pages need somebody: the others are for everybody who stands in the hall. */
import { Router, type Request, type Response } from 'express';
import type { SignIns } from '../access/ports.js';
import { allows, STRANGER, type Action } from '../access/rights.js';
import { AppError } from '../errors.js';
import type { SiteViews } from '../live/site-view.js';
import type { Me } from '../protocol/people.js';
import { siteAsked } from './page-context.js';

export interface PageGuardParts {
  sites: SiteViews;
  signIns: Pick<SignIns, 'me'>;
  /** Answers with a page that says why the one asked for is not given out. */
  plain(response: Response, request: Request, why: 'starting' | 'notAllowed'): void;
}

/** Pages under each site's root and the right to open them; `/admin` with all that is below it. */
const GUARDED: readonly (readonly [path: string, action: Action])[] = [
  ['/door', 'page.staff'],
  ['/rate', 'page.staff'],
  ['/desk/:counter', 'page.staff'],
  ['/desk/:counter/pad', 'page.staff'],
  ['/admin{/*rest}', 'page.admin'],
];

/** Sends to the sign-in page whom it does not know, and back from there. */
export function pageGuard(parts: PageGuardParts): Router {
  const router = Router();
  for (const [path, action] of GUARDED) {
    router.get([path, `/s/:site${path}`], async (request, response, next) => {
      const me = await parts.signIns.me(request).catch(unknown);
      if (me === 'unknown') {
        parts.plain(response, request, 'starting');
      } else if (me === null || me.locked) {
        // With several sites each has a sign-in page of its own, with its own people's names.
        const { site } = request.params;
        const root = typeof site === 'string' ? `/s/${encodeURIComponent(site)}` : '';
        const next = encodeURIComponent(request.originalUrl);
        response.redirect(303, `${root}/sign-in?next=${next}`);
      } else if (mayOpen(parts.sites, me, action, request)) {
        next();
      } else {
        parts.plain(response, request, 'notAllowed');
      }
    });
  }
  return router;
}

function mayOpen(sites: SiteViews, me: Me, action: Action, { params }: Request): boolean {
  const site = siteAsked(sites, params['site'], { me, device: null })?.id;
  const subject = { ...STRANGER, roles: [me.person.role], sites: me.sites };
  return allows(subject, action, { site });
}

/** The store does not answer: nobody can be let in, and the page looks again by itself. */
function unknown(error: unknown): 'unknown' {
  if (error instanceof AppError && error.code === 'store-down') return 'unknown';
  throw error;
}
