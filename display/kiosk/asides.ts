/** What a kiosk asks of the server beside a number: somebody to come, a face, and that a slip was taken. */
import type { HelpCause } from '../../server/protocol/team.js';
import { type Answer, type Attempter, newKey } from '../shared/api.js';
import { sendUntilAnswered } from './send.js';

export interface AsidesParts {
  attempt: Attempter;
  /** This machine may not ask any more. */
  onBarred(): void;
}

export class Asides {
  readonly #parts: AsidesParts;
  /** Ends the attempts at calling somebody. */
  #calling = new AbortController();

  constructor(parts: AsidesParts) {
    this.#parts = parts;
  }

  /** Calls somebody until that is answered, or `endCall`. @param told how far it is */
  call(cause: HelpCause, told: (how: 'late' | 'sent' | 'failed') => void): void {
    this.endCall();
    this.#calling = new AbortController();
    const late = (): void => told('late');
    this.#ask('/help', { cause }, this.#calling, late, ({ ok }) => told(ok ? 'sent' : 'failed'));
  }

  endCall(): void {
    this.#calling.abort();
  }

  /** @param score 1 to 4 */
  rate(score: number, told: (how: 'thanks' | 'failed') => void): void {
    const failed = (): void => told('failed');
    this.#askOnce('/ratings', { score }, failed, ({ ok }) => told(ok ? 'thanks' : 'failed'));
  }

  /** The slip's paper is in somebody's hand. */
  have(ticket: string, copy: number): void {
    const nothing = (): void => undefined;
    this.#askOnce(`/tickets/${ticket}/handed`, { copy, how: 'paper' }, nothing, nothing);
  }

  /** What nobody waits for longer than one attempt takes. */
  #askOnce(
    path: string,
    body: Readonly<Record<string, unknown>>,
    onSilence: () => void,
    onAnswer: (answer: Answer) => void,
  ): void {
    const givenUp = new AbortController();
    const onLate = (): void => {
      givenUp.abort();
      onSilence();
    };
    this.#ask(path, body, givenUp, onLate, onAnswer);
  }

  #ask(
    path: string,
    body: Readonly<Record<string, unknown>>,
    givenUp: AbortController,
    onLate: () => void,
    onAnswer: (answer: Answer) => void,
  ): void {
    const { attempt, onBarred } = this.#parts;
    const request = { method: 'POST', path, body } as const;
    void sendUntilAnswered(attempt, request, {
      ...{ key: newKey(), givenUp: givenUp.signal, onLate },
    }).then((answer) => {
      if (answer === 'barred') onBarred();
      else if (answer !== 'given-up') onAnswer(answer);
    });
  }
}
