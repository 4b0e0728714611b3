/** A command of the holder's phone: asked again under its key until it is answered, or for a while. */
import type { PhoneState } from '../../server/protocol/phone.js';
import { newKey } from '../shared/api.js';

export type Sent =
  | { kind: 'done'; key: string; state: PhoneState }
  /** The number is no longer what the page showed. */
  | { kind: 'refused' }
  | { kind: 'unanswered' };

const TRIES = 3;
const AGAIN_MS = 1_200;

export async function send(
  token: string,
  names: string,
  command: 'later' | 'resume' | 'cancel' | 'undo',
  body: Readonly<Record<string, unknown>> = {},
): Promise<Sent> {
  const key = newKey();
  for (let left = TRIES; left > 0; left -= 1) {
    const answer = await fetch(`/api/v1/links/${token}/${command}?names=${names}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
    }).catch(() => null);
    if (answer !== null && answer.ok) {
      return { kind: 'done', key, state: (await answer.json()) as PhoneState };
    }
    if (answer !== null && answer.status < 500 && answer.status !== 429) return { kind: 'refused' };
    if (left > 1) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return { kind: 'unanswered' };
}
