/** The rating of a ticket on its own page: what is drawn, and the plain form that needs no script. */
import { Router, type Request } from 'express';
import type { Clock } from '../clock.js';
import { isRatingOver } from '../domain/ratings.js';
import type { Speaker } from '../domain/wording.js';
import { AppError } from '../errors.js';
import type { SiteViews } from '../live/site-view.js';
import { SAID_DAYS, SAID_LETTERS, SCORES, type Score } from '../protocol/rating.js';
import { ratingBody } from '../protocol/schema/rating.js';
import { StoreDown } from '../store/port.js';
import { fieldOf, formBody } from './form-body.js';
import type { RatingDesk } from './rating-desk.js';
import { keyDigest } from './request-key.js';
import type { Linked, TicketLinks } from './ticket-links.js';

export interface RatingPageParts {
  ratings: RatingDesk;
  links: TicketLinks;
  sites: SiteViews;
  clock: Pick<Clock, 'now'>;
}

type RatingWord =
  | 'ask'
  | 'more'
  | 'hint'
  | 'send'
  | 'skip'
  | 'failed'
  | 'thanks'
  | 'kept'
  | 'again';

/** What `display/ticket/rating.hbs` is drawn from. */
export interface RatingModel {
  token: string;
  /** The ticket is not done yet, or whoever holds it does not want to be asked. */
  off: boolean;
  /** The form is shown; else the thanks. */
  asks: boolean;
  /** What was said stays as it is. */
  over: boolean;
  /** Addresses for whoever has no script: of the form, and of the page without it and with it again. */
  action: string;
  skip: string;
  again: string;
  /** Best first. */
  faces: { score: Score; word: string; checked: boolean }[];
  most: number;
  /** The last attempt was not taken down. */
  failed: boolean;
  words: Record<RatingWord, string>;
}
/** `?rating=`: what became of the form, and what somebody wants of it. */
const QUERY = 'rating';

/** @param say says sentences in the language of the page */
export function ratingModel(
  { view, ticket }: Linked,
  { now, request, say }: { now: number; request: Request; say: Speaker['say'] },
): RatingModel {
  const asked = request.query[QUERY];
  const token = String(request.params['token']).toUpperCase();
  const page = `/t/${encodeURIComponent(token)}`;
  const before = view.board.ratings[ticket.id];
  const over = before !== undefined && isRatingOver(before, now);
  return {
    token,
    off: ticket.state !== 'done' || asked === 'no',
    asks: before === undefined || (!over && (asked === 'again' || asked === 'failed')),
    over,
    action: `${page}/rating`,
    skip: `${page}?${QUERY}=no`,
    again: `${page}?${QUERY}=again`,
    faces: [...SCORES].reverse().map((score) => ({
      ...{ score, word: say(`ticket.rating.score${score}`) },
      checked: before?.score === score,
    })),
    most: SAID_LETTERS,
    failed: asked === 'failed',
    words: {
      ask: say('ticket.rating.ask'),
      more: say('ticket.rating.more'),
      hint: say('ticket.rating.hint'),
      send: say('ticket.rating.send'),
      skip: say('ticket.rating.skip'),
      failed: say('ticket.rating.failed'),
      thanks: say('ticket.rating.thanks'),
      kept: say('ticket.rating.kept', { days: SAID_DAYS }),
      again: say('ticket.rating.again'),
    },
  };
}

/** `POST /t/{token}/rating`: the token is the right, as everywhere behind it; then back to the page. */
export function ratingPages(parts: RatingPageParts): Router {
  const router = Router();
  router.post('/t/:token/rating', formBody(), async (request, response) => {
    const { token } = request.params;
    response.redirect(303, `/t/${encodeURIComponent(String(token))}${await taken(parts, request)}`);
  });
  return router;
}

async function taken(parts: RatingPageParts, request: Request): Promise<'' | `?${string}`> {
  const { links, sites, clock, ratings } = parts;
  const text = fieldOf(request.body, 'text');
  const { success, data } = ratingBody.safeParse({
    score: Number(fieldOf(request.body, 'score')),
    ...(text.trim() !== '' && { text }),
  });
  if (!success) return `?${QUERY}=failed`;
  const { score } = data;
  const body = data.text === undefined ? { score } : { score, text: data.text };
  try {
    const token = String(request.params['token']);
    const address = request.socket.remoteAddress ?? '';
    const linked = await links.open(sites, token, { address, now: clock.now() });
    await ratings.rate(linked, body, keyOf(linked, body));
    return '';
  } catch (error) {
    // The page says why: that it is unknown, not done, or rated for good.
    if (error instanceof AppError || error instanceof StoreDown) return `?${QUERY}=failed`;
    throw error;
  }
}

/** The same for the second half of a double press, another one for each change. */
function keyOf({ view, ticket }: Linked, body: object): string {
  const before = view.board.ratings[ticket.id]?.at ?? 0;
  return keyDigest(`form ${view.id} ${ticket.id} ${before} ${JSON.stringify(body)}`);
}
