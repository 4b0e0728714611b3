/** How far somebody is on the way in: who it is, what was typed, what was refused. */
import type { Role } from '../../server/protocol/people.js';
import type { Problem } from './ask.js';
import type { OwnPinPart } from './own-pin.js';

/** Somebody whose name may be tapped. */
export interface EntryPerson {
  id: string;
  name: string;
  role: Role;
}

/** Why somebody sets a PIN: of their own will, because it is the first, or because it ran out. */
export type OwnPinReason = 'wish' | 'first' | 'forced';

export type EntryStep =
  /** Names to tap, and keys for the one that was tapped. */
  | { kind: 'choose'; person: EntryPerson | null }
  | { kind: 'password' }
  /** Left alone or locked by hand: this person's secret opens it again. */
  | { kind: 'unlock'; person: EntryPerson }
  /** With the slip in the hand, on one's own phone; nobody's name is known yet. */
  | { kind: 'join' }
  | { kind: 'own-pin'; why: OwnPinReason; part: OwnPinPart }
  | { kind: 'own-password' }
  /** What was wished for is done. */
  | { kind: 'told'; text: string };

/** What stands in the way, in words; `until` is a `performance.now()`. */
export interface Hindrance {
  title: string;
  detail: string;
  until: number | null;
  /** The secret itself was wrong: somebody else may have to help. */
  wrong: boolean;
}

export interface EntryState {
  step: EntryStep;
  /** The digits on the keys. */
  pin: string;
  hindrance: Hindrance | null;
  /** `performance.now()` of the request that is under way. */
  sentAt: number | null;
  /** Who may be tapped; `null` while it is asked for. */
  people: readonly EntryPerson[] | null;
  query: string;
  deviceName: string;
}

/** The digits of a keyboard type a PIN at this step. */
export function takesDigits(step: EntryStep, pinHere: boolean): boolean {
  switch (step.kind) {
    case 'choose':
      return step.person !== null;
    case 'unlock':
      return pinHere;
    case 'join':
    case 'own-pin':
      return true;
    case 'password':
    case 'own-password':
    case 'told':
      return false;
  }
}

/** There is a way back from this step. */
export function cancellable(step: EntryStep): boolean {
  return step.kind === 'choose' || (step.kind === 'own-pin' && step.why !== 'forced');
}

/** Seconds that must still be waited; 0 when nothing must. */
export function secondsToWait(hindrance: Hindrance | null, real: number): number {
  if (hindrance === null || hindrance.until === null) return 0;
  return Math.max(0, Math.ceil((hindrance.until - real) / 1_000));
}

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** A refusal in the words of this screen where it has better ones than the catalogue. */
export function hindranceOf(
  { step }: Pick<EntryState, 'step'>,
  problem: Problem,
  { pinHere, say, real }: { pinHere: boolean; say: Say; real: number },
): Hindrance {
  const { code, triesLeft, retryAfter } = problem;
  const until = retryAfter === null ? null : real + retryAfter;
  // A slip's secret that is no secret at all was cut short, or written by somebody else.
  const spoilt = step.kind === 'join' && code === 'bad-request';
  if (code !== 'wrong-secret' && !spoilt) {
    return { title: problem.title, detail: problem.detail, until, wrong: code === 'pin-over' };
  }
  const byPassword = step.kind === 'password' || step.kind === 'own-password' || !pinHere;
  const pin = byPassword ? 'signIn.wrongPassword' : 'signIn.wrongPin';
  const detail =
    triesLeft === null || triesLeft === 0
      ? say('signIn.wrongAgain')
      : say('signIn.triesLeft', { count: triesLeft });
  return { title: say(step.kind === 'join' ? 'join.wrong' : pin), detail, until, wrong: true };
}

/** Those whose name holds what was typed, in the order given. */
export function byName(
  people: readonly EntryPerson[],
  query: string,
  found: (name: string, query: string) => boolean,
): readonly EntryPerson[] {
  return query.trim() === '' ? people : people.filter(({ name }) => found(name, query));
}

/** `Nguyễn Hoàng Minh` is called Minh. */
export function givenName(name: string): string {
  return name.trim().split(/\s+/).pop() ?? name;
}
