/** Ratings: by whoever holds a ticket, at a kiosk or a tablet that is held out, and for those who lead. */
import { Window } from '../access/window.js';
import { businessDay } from '../domain/day.js';
import { ratingCounts } from '../domain/ratings.js';
import { recordOf } from '../domain/record.js';
import { readDayBoard } from '../live/day-board.js';
import type { SiteView } from '../live/site-view.js';
import { lastSeq } from '../operations/journal-view.js';
import type { Board } from '../protocol/board.js';
import type { Rating, RatingAnswer, RatingsAnswer, ServiceRatingBody } from '../protocol/rating.js';
import {
  ratingAnswer,
  ratingBody,
  ratingsAnswer,
  ratingsQuery,
  serviceRatingAnswer,
  serviceRatingBody,
} from '../protocol/schema/rating.js';
import { runAt, type CommandParts } from './command.js';
import { linkedTicket } from './links.js';
import { NOTHING } from './operation.js';
import type { RatingDesk } from './rating-desk.js';
import { route, type Route, type RouteParts } from './route.js';

export interface RatingParts extends RouteParts, CommandParts {
  ratings: RatingDesk;
}

const RATINGS = '/api/v1/sites/{site}/ratings';
/** Ratings in a minute from one kiosk, and from one who holds a tablet out: a child at play gives no more. */
const PACE = 6;
/** Lines that are told of one day, and how many of them are read at once. */
const MOST_LINES = 200;

export function ratingRoutes(parts: RatingParts): Route[] {
  return [ofTicket(parts), ofService(parts), read(parts)];
}

function ofTicket(parts: RatingParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: '/api/v1/links/{token}/rating',
      action: 'link.rate',
      summary: 'Says how its holder was served, once it is done; may be changed for ten minutes',
      tag: 'Phones',
      body: ratingBody,
      query: NOTHING,
      command: true,
      success: { status: 200, description: 'What was taken down', schema: ratingAnswer },
      errors: ['ticket-unknown', 'wrong-state', 'rating-over', 'too-many'],
    },
    async (call): Promise<RatingAnswer> => {
      const linked = await linkedTicket(parts, call);
      const { answer, replayed } = await parts.ratings.rate(linked, call.body, call.key);
      if (replayed) call.response.setHeader('Idempotent-Replayed', 'true');
      return answer;
    },
  );
}

function ofService(parts: RatingParts): Route {
  const pace = new Window(PACE);
  return route(
    parts,
    {
      method: 'post',
      path: RATINGS,
      action: 'rating.take',
      summary: 'Takes down how somebody was served today, of no ticket in particular',
      tag: 'Team',
      body: serviceRatingBody,
      query: NOTHING,
      command: true,
      success: { status: 201, description: 'What was taken down', schema: serviceRatingAnswer },
      errors: ['too-many'],
    },
    async (call): Promise<ServiceRatingBody> => {
      const { score } = call.body;
      const place = call.subject.via === 'kiosk' ? 'kiosk' : 'tablet';
      await pace.admit(`${call.siteId} ${call.subject.actor}`);
      await runAt(parts, call, 'record', () =>
        recordOf('service.rated', { ticket: null, score, place, counter: null, said: false }),
      );
      return { score };
    },
  );
}

function read(parts: RatingParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: RATINGS,
      action: 'ratings.read',
      summary: 'Ratings of a day: counts by place and counter, and the lines that were added',
      tag: 'Site',
      body: NOTHING,
      query: ratingsQuery,
      command: false,
      success: { status: 200, description: 'The ratings', schema: ratingsAnswer },
      errors: [],
    },
    async (call): Promise<RatingsAnswer> => {
      const view = call.site();
      const today = businessDay(parts.clock.now(), view.config.site.timeZone);
      const day = call.query.day ?? today;
      const ratings = Object.values(await ratingsOf(parts, view, day, today));
      return { day, ...ratingCounts(ratings), lines: await linesOf(parts, view, ratings) };
    },
  );
}

async function ratingsOf(
  { store }: RatingParts,
  { id, board, config }: SiteView,
  day: string,
  today: string,
): Promise<Board['ratings']> {
  if (board.day === day) return board.ratings;
  if ((await store.firstSeq(id, day)) === null) return {};
  const seq = (await lastSeq(store, id, today, day)) ?? 0;
  return (await readDayBoard(store, id, { seq, at: 0, day, h: '' }, config.version)).board.ratings;
}

/** Newest first, without what expired. */
async function linesOf(
  { store }: RatingParts,
  { id }: SiteView,
  ratings: readonly Rating[],
): Promise<RatingsAnswer['lines']> {
  const said = ratings.filter((rating) => rating.said).sort((a, b) => b.at - a.at);
  const lines = await Promise.all(
    said.slice(0, MOST_LINES).map(async ({ ticket, at, score, counter }) => {
      const text = ticket === null ? null : await store.said(id, ticket);
      return text === null ? [] : [{ at, score, counter, text }];
    }),
  );
  return lines.flat();
}
