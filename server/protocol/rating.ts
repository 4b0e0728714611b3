/** What citizens say of how they were served: four faces, and one line that they may add. */

/** 1 chưa hài lòng, 2 bình thường, 3 hài lòng, 4 rất hài lòng. */
export const SCORES = [1, 2, 3, 4] as const;
export type Score = (typeof SCORES)[number];

/** Where it was said: on the phone that holds a ticket, at a kiosk, on a tablet that staff held out. */
export const RATING_PLACES = ['phone', 'kiosk', 'tablet'] as const;
export type RatingPlace = (typeof RATING_PLACES)[number];

/** Minutes within which whoever rated a ticket may think better of it. */
export const RATING_MINUTES = 10;
/** Letters of the line that may be added; days for which it is kept. */
export const SAID_LETTERS = 200;
export const SAID_DAYS = 30;

/** `service.rated`: a ticket's visit, or today's service in general where `ticket` is `null`. */
export interface RatedData {
  ticket: string | null;
  score: Score;
  place: RatingPlace;
  /** Counter that served it; `null` where nobody knows. */
  counter: string | null;
  /** Whether a line was added; its text is kept outside the journal. */
  said: boolean;
}

/** A rating of today. */
export interface Rating extends RatedData {
  /** When it was first given, and when it was last changed. */
  first: number;
  at: number;
}

/** `POST …/links/{token}/rating` */
export interface RatingBody {
  score: Score;
  /** One line; '' removes the one before, which stays where it is absent. */
  text?: string;
}
export interface RatingAnswer {
  score: Score;
  said: boolean;
  /** Site time (ms) until which it may be changed. */
  until: number;
}

/** `POST …/ratings`: at a kiosk, on a tablet. No ticket is named and nothing is typed. */
export interface ServiceRatingBody {
  score: Score;
}
/** How many said what, by score from 1 to 4. */
export type ScoreCounts = [number, number, number, number];

/** `GET …/ratings`: for leads alone. */
export interface RatingsAnswer {
  day: string;
  all: ScoreCounts;
  places: Record<RatingPlace, ScoreCounts>;
  /** By counter id, of those who rated their own ticket. */
  counters: Record<string, ScoreCounts>;
  /** Lines that were added, newest first, without whose they are. */
  lines: { at: number; score: Score; counter: string | null; text: string }[];
}
