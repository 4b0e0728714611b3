/**
 * What is said in one zone, and in which order: one thing at a time, first come first said. Pure: the
 * caller hands in what stands and what time it is, and says what became of what was begun.
 *
 * The queue follows the board and not single events, so that whatever supersedes a call (recall, re-route,
 * park, miss, undo, finish) leads to the same: what does not stand is not said. Times (`since`, `now`) are ms
 * of a clock that only goes forward; `at` is site time and, with the number, tells calls apart.
 */

/** Somebody who is called and has not come, been missed or been sent elsewhere. */
export interface StandingCall {
  ticket: string;
  number: string;
  counter: string;
  /** Site time of the last call, ms. */
  at: number;
  since: number;
  /** How often in the present summons. */
  calls: number;
  /** BCP 47 tag of the language asked for besides Vietnamese. */
  language: string | null;
}
/** One announcement: a call, several people to one counter, or a sentence of a lead. */
export interface Utterance {
  id: string;
  /** Empty for a sentence. */
  calls: readonly StandingCall[];
  /** Id of the sentence's clip; `null` for calls. */
  clip: string | null;
  /** People were called before: it is said as a reminder. */
  again: boolean;
  /** Of its oldest call: it is not begun when that is too long ago. */
  since: number;
  /** Not begun before: others may still be called together with these. */
  readyAt: number;
}
export interface SpeechQueue {
  /** By ticket; those that are too old to be said are left out. */
  standing: Readonly<Record<string, StandingCall>>;
  waiting: readonly Utterance[];
  speaking: Utterance | null;
  /** What was begun once, by `sayingOf`, and when. */
  begun: Readonly<Record<string, number>>;
  /** What was heard and may be repeated, oldest first. */
  heard: readonly { utterance: Utterance; endedAt: number }[];
}
export const EMPTY_QUEUE: SpeechQueue = {
  ...{ standing: {}, waiting: [], speaking: null, begun: {}, heard: [] },
};

/** What is longer ago than this is shown but not said. */
export const STALE_MS = 60_000;
/** Calls made together become one announcement when no further one came for so long. */
export const GATHER_MS = 250;
/** Somebody on the way has this long before the call is repeated. */
export const REPEAT_AFTER_MS = 15_000;
/** What was begun is remembered for longer than it can be said: clocks are put back. */
const KEPT_MS = 600_000;
/** Most numbers in one announcement, as many as can be called together. */
const MOST_TOGETHER = 10;

/** Tells calls apart, on the hall's screens too. */
export const callKey = ({ number, at }: Pick<StandingCall, 'number' | 'at'>): string =>
  `${number}@${at}`;

/** What is said but once, whoever says it: each call, and each repetition. */
export function sayingOf({ id, calls }: Utterance): string[] {
  if (calls.length === 0) return [id];
  return calls.map((call) => (isRepeat(id) ? REPEAT : '') + callKey(call));
}
const REPEAT = 'again:';
const isRepeat = (id: string): boolean => id.startsWith(REPEAT);

/**
 * Somebody stands as called, for the first time or again.
 * @param together the call is one of several that one command made
 */
export function callStands(
  before: SpeechQueue,
  call: StandingCall,
  now: number,
  together = false,
): SpeechQueue {
  const key = callKey(call);
  const young = now - call.since <= STALE_MS;
  const known = before.waiting.find(({ calls }) => calls.some(of(call.ticket)));
  const kept = young && known?.calls[0]?.counter === call.counter && !(key in before.begun);
  const queue = { ...(kept ? before : without(before, call.ticket)) };
  if (!young) return queue;
  queue.standing = { ...queue.standing, [call.ticket]: call };
  if (kept) {
    // A reminder of what was never said is the call itself; it keeps its place.
    const calls = known.calls.map((each) => (each.ticket === call.ticket ? call : each));
    const since = Math.min(...calls.map((each) => each.since));
    return replace(queue, known, { ...known, calls, since });
  }
  if (key in queue.begun) return queue;
  const group = queue.waiting.find((one) => joins(one, call));
  if (group) {
    const readyAt = together ? now + GATHER_MS : group.readyAt;
    return replace(queue, group, { ...group, calls: [...group.calls, call], readyAt });
  }
  const fresh: Utterance = {
    ...{ id: key, calls: [call], clip: null, again: call.calls > 1, since: call.since },
    readyAt: together ? now + GATHER_MS : now,
  };
  return { ...queue, waiting: [...queue.waiting, fresh] };
}

/** Nobody is called under this ticket any more. What is being said is said to its end. */
export function callEnded(queue: SpeechQueue, ticket: string): SpeechQueue {
  return ticket in queue.standing ? without(queue, ticket) : queue;
}

/** A lead wants a sentence to be heard. `id`: not that of any call. */
export function clipAsked(
  queue: SpeechQueue,
  asked: { id: string; clip: string; since: number },
): SpeechQueue {
  const { id, clip, since } = asked;
  const known = id in queue.begun || queue.waiting.some((one) => one.id === id);
  if (known) return queue;
  const fresh: Utterance = { id, clip, since, calls: [], again: false, readyAt: since };
  return { ...queue, waiting: [...queue.waiting, fresh] };
}

/** Others have said this already. */
export function saidElsewhere(
  queue: SpeechQueue,
  sayings: readonly string[],
  now: number,
): SpeechQueue {
  const begun = { ...queue.begun };
  for (const saying of sayings) begun[saying] = begun[saying] ?? now;
  return { ...queue, begun, waiting: queue.waiting.flatMap((one) => unsaid(one, begun)) };
}

/** What is left of a waiting announcement; one that is a sentence has its own id as its only saying. */
function unsaid(one: Utterance, begun: SpeechQueue['begun']): Utterance[] {
  if (one.calls.length === 0) return one.id in begun ? [] : [one];
  const calls = one.calls.filter((call) => !(callKey(call) in begun));
  return calls.length === 0 ? [] : [{ ...one, calls }];
}

/** Drops what has become too old. @returns what was to be said and never will be, too */
export function prune(queue: SpeechQueue, now: number): { queue: SpeechQueue; late: Utterance[] } {
  const young = ({ since }: { since: number }): boolean => now - since <= STALE_MS;
  const waiting = queue.waiting.filter(young);
  const late = queue.waiting.filter((one) => !young(one));
  return {
    late,
    queue: {
      ...queue,
      waiting,
      standing: Object.fromEntries(Object.entries(queue.standing).filter(([, one]) => young(one))),
      begun: Object.fromEntries(
        Object.entries(queue.begun).filter(([, at]) => now - at <= KEPT_MS),
      ),
      heard: queue.heard.filter(({ utterance }) => young(utterance)),
    },
  };
}

/**
 * What is to be begun now, of a queue that was pruned.
 * @param repeats whether a call that nobody answered is repeated while there is nothing else to say
 */
export function nextUtterance(queue: SpeechQueue, now: number, repeats: boolean): Utterance | null {
  if (queue.speaking !== null) return null;
  const [first] = queue.waiting;
  if (first) return first.readyAt <= now ? first : null;
  if (!repeats) return null;
  const due = queue.heard.filter(({ endedAt }) => endedAt + REPEAT_AFTER_MS <= now);
  for (const { utterance } of due) {
    const repeat = repetition(queue, utterance);
    if (repeat) return repeat;
  }
  return null;
}

function repetition(queue: SpeechQueue, utterance: Utterance): Utterance | null {
  const calls = utterance.calls.filter((call) => {
    const standing = queue.standing[call.ticket];
    const same = standing !== undefined && callKey(standing) === callKey(call);
    return same && !(REPEAT + callKey(call) in queue.begun);
  });
  const id = REPEAT + utterance.id;
  return calls.length === 0 ? null : { ...utterance, id, calls, again: true };
}

/** When to ask again at the latest, if nothing else happens; `null`: no need to. */
export function wakeAt(queue: SpeechQueue, repeats: boolean): number | null {
  const [first] = queue.waiting;
  const moments = queue.waiting.map(({ since }) => since + STALE_MS + 1);
  if (queue.speaking === null && first) moments.push(first.readyAt);
  // While anything waits nothing is repeated, so what could be is no reason to ask.
  if (queue.speaking === null && repeats && first === undefined) {
    for (const { utterance, endedAt } of queue.heard) {
      if (repetition(queue, utterance)) moments.push(endedAt + REPEAT_AFTER_MS);
    }
  }
  return moments.length === 0 ? null : Math.min(...moments);
}

/** `next` of `nextUtterance` is being said from now on. */
export function begin(queue: SpeechQueue, next: Utterance, now: number): SpeechQueue {
  const begun = { ...queue.begun };
  for (const saying of sayingOf(next)) begun[saying] = now;
  const waiting = queue.waiting.filter((one) => one.id !== next.id);
  return { ...queue, waiting, begun, speaking: next };
}

/**
 * What was being said has come to its end.
 * @param heard false where nothing of it came out: it waits again, before all others, as far as it stands
 */
export function end(queue: SpeechQueue, heard: boolean, now: number): SpeechQueue {
  const { speaking } = queue;
  if (speaking === null) return queue;
  if (heard) {
    const kept = isRepeat(speaking.id) || speaking.calls.length === 0;
    const last = { utterance: speaking, endedAt: now };
    return { ...queue, speaking: null, heard: kept ? queue.heard : [...queue.heard, last] };
  }
  const sayings = sayingOf(speaking);
  const begun = Object.fromEntries(
    Object.entries(queue.begun).filter(([saying]) => !sayings.includes(saying)),
  );
  const calls = speaking.calls.filter((call) => {
    const standing = queue.standing[call.ticket];
    return standing !== undefined && callKey(standing) === callKey(call);
  });
  const again = calls.length > 0 || speaking.clip !== null ? [{ ...speaking, calls }] : [];
  // A repetition that nobody could say comes up again by itself.
  const waiting = isRepeat(speaking.id) ? queue.waiting : [...again, ...queue.waiting];
  return { ...queue, speaking: null, begun, waiting };
}

/** Whether somebody still has to be told: of what is being said, another language may follow. */
export function stands(queue: SpeechQueue, utterance: Utterance): boolean {
  if (utterance.calls.length === 0) return true;
  return utterance.calls.some(({ ticket }) => ticket in queue.standing);
}

const of =
  (ticket: string) =>
  (call: StandingCall): boolean =>
    call.ticket === ticket;

/** People who are called to one counter at one moment were called together: a counter has else but one. */
function joins(one: Utterance, call: StandingCall): boolean {
  const [first] = one.calls;
  if (first === undefined || one.again || call.calls > 1) return false;
  return first.counter === call.counter && first.at === call.at && one.calls.length < MOST_TOGETHER;
}

function replace(queue: SpeechQueue, old: Utterance, fresh: Utterance): SpeechQueue {
  return { ...queue, waiting: queue.waiting.map((one) => (one === old ? fresh : one)) };
}

function without(queue: SpeechQueue, ticket: string): SpeechQueue {
  const standing = Object.fromEntries(
    Object.entries(queue.standing).filter(([id]) => id !== ticket),
  );
  const waiting = queue.waiting.flatMap((one) => {
    if (!one.calls.some(of(ticket))) return [one];
    const calls = one.calls.filter((call) => call.ticket !== ticket);
    return calls.length === 0 ? [] : [{ ...one, calls }];
  });
  return { ...queue, standing, waiting };
}
