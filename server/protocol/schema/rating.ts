/** Zod schemas of `protocol/rating.ts`. */
import { z } from 'zod';
import {
  RATING_PLACES,
  SAID_LETTERS,
  SCORES,
  type RatingAnswer,
  type RatingBody,
  type RatingsAnswer,
  type ServiceRatingBody,
} from '../rating.js';
import { day, line, slug, time } from './ids.js';
import type { Loose } from './loose.js';

const score = z.literal(SCORES);

export const ratingBody = z.strictObject({
  score,
  text: z.union([line(SAID_LETTERS), z.literal('')]).optional(),
}) satisfies z.ZodType<Loose<RatingBody>>;

export const serviceRatingBody = z.strictObject({
  score,
}) satisfies z.ZodType<ServiceRatingBody>;

export const ratingAnswer = z
  .strictObject({ score, said: z.boolean(), until: time })
  .meta({ id: 'Rating', description: 'What was taken down.' }) satisfies z.ZodType<RatingAnswer>;

export const serviceRatingAnswer = z.strictObject({ score });

export const ratingsQuery = z.strictObject({ day: day.optional() });

const count = z.int().min(0);
const counts = z.tuple([count, count, count, count]);
export const ratingsAnswer = z
  .strictObject({
    day: z.string(),
    all: counts,
    places: z.record(z.enum(RATING_PLACES), counts),
    counters: z.record(slug, counts),
    lines: z.array(z.strictObject({ at: time, score, counter: slug.nullable(), text: z.string() })),
  })
  .meta({
    id: 'Ratings',
    description: 'A day’s ratings, by score from 1 to 4.',
  }) satisfies z.ZodType<RatingsAnswer>;
