/** Gives one command until it is answered, always under the same key: a press never counts twice. */
import { type Answer, type ApiRequest, type Attempter, newKey } from '../shared/api.js';

/** ms before the next attempt; after so many ms without an answer it is said. */
const AGAIN_MS = 1_000;

/**
 * @param onLate called once, when the first attempt was not answered
 * @returns the answer, however long it takes; `null` when this machine may not ask any more
 */
export async function sendUntilAnswered(
  attempt: Attempter,
  request: ApiRequest,
  onLate: () => void,
): Promise<Answer | null> {
  const key = newKey();
  for (let tries = 1; ; tries += 1) {
    const result = await attempt(request, key);
    if (result.kind === 'answered') return result.answer;
    if (result.kind === 'barred') return null;
    if (tries === 1) onLate();
    const wait = Math.max(AGAIN_MS, result.retryAfterMs ?? 0);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
