/** Ratings of a day: their fold, their counts, and what of a typed line is kept. */
import type { Board } from '../protocol/board.js';
import {
  RATING_MINUTES,
  SAID_LETTERS,
  type RatedData,
  type Rating,
  type RatingsAnswer,
  type ScoreCounts,
} from '../protocol/rating.js';

const MINUTE = 60_000;

/** Site time (ms) until which a rating may be changed. */
export function ratingEnds({ first }: Pick<Rating, 'first'>): number {
  return first + RATING_MINUTES * MINUTE;
}

/** Whether a rating may be changed no more. A clock that was put back gives nobody more than was promised. */
export function isRatingOver(rating: Pick<Rating, 'first'>, now: number): boolean {
  return now > ratingEnds(rating);
}

/**
 * Folds one entry: of a ticket's ratings the newest counts that came within ten minutes of the first; those
 * without a ticket stand for themselves. Entries on the board are replaced, never changed.
 */
export function foldRating(
  ratings: Board['ratings'],
  { seq, at }: { seq: number; at: number },
  data: RatedData,
): void {
  const key = data.ticket ?? `seq-${seq}`;
  const before = ratings[key];
  if (before && isRatingOver(before, at)) return;
  ratings[key] = { ...data, first: before ? before.first : at, at };
}

export function noScores(): ScoreCounts {
  return [0, 0, 0, 0];
}

/** How many said what. */
export function scoreCounts(ratings: readonly Pick<Rating, 'score'>[]): ScoreCounts {
  const counts = noScores();
  for (const { score } of ratings) counts[score - 1] = (counts[score - 1] ?? 0) + 1;
  return counts;
}

/** The day's ratings for those who lead. @param ratings as on the board */
export function ratingCounts(
  ratings: readonly Rating[],
): Pick<RatingsAnswer, 'all' | 'places' | 'counters'> {
  const of = (place: Rating['place']): ScoreCounts =>
    scoreCounts(ratings.filter((rating) => rating.place === place));
  const counters = new Map<string, Rating[]>();
  for (const rating of ratings) {
    const { counter } = rating;
    if (counter !== null) counters.set(counter, [...(counters.get(counter) ?? []), rating]);
  }
  return {
    all: scoreCounts(ratings),
    places: { phone: of('phone'), kiosk: of('kiosk'), tablet: of('tablet') },
    counters: Object.fromEntries([...counters].map(([id, own]) => [id, scoreCounts(own)])),
  };
}

/** Nine digits and more, also in groups: the length of identity papers, telephones and accounts. */
const LONG_NUMBER = /\d(?:[ .-]?\d){8,}/g;

/**
 * A typed line as it is kept: one line, of a bounded length, without whatever may be the number of a person.
 */
export function saidLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().normalize('NFC').replace(LONG_NUMBER, '…');
  return Array.from(line).slice(0, SAID_LETTERS).join('');
}

/** Whether a line has something that `saidLine` leaves out. */
export function namesNumber(text: string): boolean {
  return text.search(LONG_NUMBER) >= 0;
}
