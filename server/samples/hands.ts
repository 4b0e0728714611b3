/** How the people of a simulated day work: whoever plays them decides by what means. */
import type { Ticket } from '../protocol/ticket.js';
import type { Answer, ApiClient } from './client.js';
import type { Visit } from './visits.js';

/** Whom the counter has, and what becomes of that person with the next call. */
export interface AtCounter {
  ticket: string;
  rev: number;
  then: 'finish' | 'miss';
}
export interface Called {
  called: Ticket | null;
}

export interface Hands {
  open(counter: string): Promise<Answer<unknown>>;
  /** A volunteer gives a number. */
  give(visit: Visit): Promise<Answer<Ticket>>;
  /** An officer ends what the counter has, if anything, and calls the next. */
  next(counter: string, current: AtCounter | undefined): Promise<Answer<Called>>;
}

/**
 * Hands that work through the public API.
 * @param site path of the site, such as `/api/v1/sites/sen-hong`
 */
export function apiHands(api: ApiClient, site: string, print: boolean): Hands {
  return {
    open: (counter) => api.send('POST', `${site}/counters/${counter}/open`, {}),
    give: ({ group, priority }) =>
      api.send<Ticket>('POST', `${site}/tickets`, {
        ...{ group, print },
        ...(priority === undefined ? {} : { priority }),
      }),
    next: (counter, current) =>
      api.send<Called>(
        'POST',
        `${site}/counters/${counter}/call-next`,
        current === undefined ? {} : { current },
      ),
  };
}
