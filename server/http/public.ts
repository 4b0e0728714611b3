/** The public board as JSON, for a ward's own pages: the only answer that other origins' pages may read. */
import { callerOf } from '../access/address.js';
import { Window } from '../access/window.js';
import type { Clock } from '../clock.js';
import { zoneOffset } from '../domain/local-time.js';
import { publicBoard } from '../domain/public-board.js';
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { PublicAnswer } from '../protocol/public.js';
import { publicAnswer } from '../protocol/schema/public.js';
import { remoteAddress } from './caller.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface PublicParts extends RouteParts {
  clock: Pick<Clock, 'now'>;
}

/** Seconds for which others may keep it. */
export const KEPT = 15;
/** Asked for by one address in a minute: a ward's website asks for all its readers. */
const PACE = 240;

/** @throws AppError `not-found` where the site does not show it */
export function publicBoardOf(view: SiteView, now: number): PublicAnswer {
  const { config, board } = view;
  if (!config.online.board.open) throw new AppError('not-found');
  const offset = zoneOffset(now, config.site.timeZone);
  return publicBoard({ config, board, loads: view.load().groups, now, offset });
}

export function publicRoutes(parts: PublicParts): Route[] {
  const pace = new Window(PACE);
  return [
    route(
      parts,
      {
        method: 'get',
        path: '/api/v1/sites/{site}/public',
        action: 'public.read',
        summary: 'How busy the hall is, for everybody, where the site shows it',
        tag: 'Site',
        body: NOTHING,
        query: NOTHING,
        command: false,
        success: {
          status: 200,
          description: 'Ranges of five people, small groups together',
          schema: publicAnswer,
        },
        errors: ['not-found', 'too-many'],
      },
      async ({ request, response, site }): Promise<PublicAnswer> => {
        await pace.admit(callerOf(remoteAddress(request)));
        const answer = publicBoardOf(site(), parts.clock.now());
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
        response.setHeader('Cache-Control', `public, max-age=${KEPT}`);
        return answer;
      },
    ),
  ];
}
