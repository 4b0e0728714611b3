/** Gives one command until it is answered, always under the same key: a press never counts twice. */
import type { Answer, ApiRequest, Attempter } from '../shared/api.js';

/** ms before the next attempt; after so many ms without an answer it is said. */
const AGAIN_MS = 1_000;

export interface Sending {
  /** The `Idempotency-Key` of every attempt. */
  key: string;
  /** Nobody waits for the answer any more. */
  givenUp: AbortSignal;
  /** Called before each attempt. */
  onTry?(): void;
  /** Called once, when the first attempt was not answered. */
  onLate(): void;
}

/** @returns the answer; `barred` when this machine may not ask any more; `given-up` when nobody waits */
export async function sendUntilAnswered(
  attempt: Attempter,
  request: ApiRequest,
  { key, givenUp, onTry, onLate }: Sending,
): Promise<Answer | 'barred' | 'given-up'> {
  for (let tries = 1; !givenUp.aborted; tries += 1) {
    onTry?.();
    const result = await attempt(request, key);
    if (givenUp.aborted) break;
    if (result.kind === 'answered') return result.answer;
    if (result.kind === 'barred') return 'barred';
    if (tries === 1) onLate();
    const wait = Math.max(AGAIN_MS, result.retryAfterMs ?? 0);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return 'given-up';
}
