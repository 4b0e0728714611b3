/** Takes down what the holder of a ticket says of how he was served, from its page or through the API. */
import { Window } from '../access/window.js';
import { contextOf } from '../domain/context.js';
import { isRatingOver, ratingEnds, saidLine } from '../domain/ratings.js';
import { recordOf } from '../domain/record.js';
import { AppError } from '../errors.js';
import type { Commands } from '../protocol/commands.js';
import {
  RATING_MINUTES,
  SAID_DAYS,
  type RatedData,
  type RatingAnswer,
  type RatingBody,
} from '../protocol/rating.js';
import { OWN_VIEW, type CommandParts } from './command.js';
import { fingerprint } from './fingerprint.js';
import { citizenOf } from './links.js';
import { Refused } from './problem.js';
import type { Linked } from './ticket-links.js';

/** Ratings of one ticket in a minute, retries included. */
const TRIES = 20;
const SECONDS = SAID_DAYS * 86_400;
const MINUTE = 60_000;

/** What was taken down, and whether that was so before. */
export interface Taken {
  answer: RatingAnswer;
  replayed: boolean;
}

export class RatingDesk {
  readonly #parts: Pick<CommandParts, 'store' | 'clock'>;
  readonly #tries = new Window(TRIES);

  constructor(parts: Pick<CommandParts, 'store' | 'clock'>) {
    this.#parts = parts;
  }

  /**
   * Once a ticket is done it may be rated, and for ten minutes changed. A retry of what was taken down is
   * answered as it was, however late.
   * @param key digest of an idempotency key
   * @throws AppError `wrong-state`, `rating-over`; TooMany; StoreDown
   */
  async rate(linked: Linked, { score, text }: RatingBody, key: string): Promise<Taken> {
    const { store, clock } = this.#parts;
    const { view, ticket } = linked;
    await this.#tries.admit(`${view.id} ${ticket.id}`);
    const line = text === undefined ? null : saidLine(text);
    const { actor, via } = citizenOf(ticket);
    const print = fingerprint('POST', `rating of ${ticket.id}`, { score, line }, actor);
    const before = view.board.ratings[ticket.id];
    const now = clock.now();
    const refusal = refusalOf(linked, now);
    if (refusal !== null && (await store.replay(view.id, key, print)) === null) throw refusal;
    const data: RatedData = {
      ...{ ticket: ticket.id, score, place: 'phone', counter: ticket.counter },
      said: line === null ? (before?.said ?? false) : line !== '',
    };
    const asker = { site: view.id, key, fingerprint: print, actor, via };
    const context = contextOf(asker, now, clock.stepped(), view.config.site.timeZone);
    const reply = await store.command('record', commandOf(data, line), context);
    if (!reply.ok) throw new Refused(reply.code, reply.ticket);
    await view.reached(reply.seq, OWN_VIEW);
    const rating = view.board.ratings[ticket.id];
    const answer = {
      score: rating?.score ?? score,
      said: rating?.said ?? data.said,
      until: rating === undefined ? reply.at + RATING_MINUTES * MINUTE : ratingEnds(rating),
    };
    return { answer, replayed: reply.replayed };
  }
}

function commandOf(data: RatedData, line: string | null): Commands['record'] {
  const command = recordOf('service.rated', data);
  if (line === null || data.ticket === null) return command;
  return { ...command, said: { ticket: data.ticket, text: line, seconds: SECONDS } };
}

/** Why a ticket is not rated now. */
function refusalOf({ view, ticket }: Linked, now: number): AppError | null {
  if (ticket.state !== 'done') return new AppError('wrong-state');
  const before = view.board.ratings[ticket.id];
  return before && isRatingOver(before, now) ? new AppError('rating-over') : null;
}
