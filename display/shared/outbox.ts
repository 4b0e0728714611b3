/**
 * What was pressed and is not answered yet. Commands go out one after the other, in the order of the
 * presses; one without an answer is sent again with the same key until the server says what became
 * of it, so a lost reply never makes a second number or call. They outlive a reload.
 */
import { type Answer, type ApiRequest, type Attempter, isRecord, newKey } from './api.js';

/** One press. `kind` and `about` are the screen's own words for it, and must be plain JSON. */
export interface Pending {
  key: string;
  kind: string;
  about: Readonly<Record<string, string>>;
  request: ApiRequest;
  /** Site time of the press, ms. */
  at: number;
  /** `performance.now()` of the press; 0 when it was taken up from an earlier page. */
  pressed: number;
  /** It may have reached the server; until then it can be withdrawn without asking anybody. */
  sent: boolean;
  /** Attempts that came back without an answer. */
  failed: number;
  /** `performance.now()` of the next attempt; `null` while one is under way. */
  nextTry: number | null;
  /** The person gave it up: if it was carried out after all, the screen takes it back. */
  dropped: boolean;
}

export interface OutboxOptions {
  attempt: Attempter;
  /** Where presses are kept; one name for each person, screen and site: nobody sends another's. */
  storageName: string;
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Site time, ms. */
  now(): number;
  /** Somebody is in. While nobody is, nothing goes out, so that it never goes in another's name. */
  mayGo(): boolean;
  /** Called once for each answered command, in the order of the presses. */
  onAnswer(pending: Pending, answer: Answer): void;
  /** Nobody may give commands here until somebody signs in; then `retryNow` goes on. */
  onBarred(locked: boolean): void;
  /** Called whenever `pending()` or a field in it changed. */
  onChange(): void;
}

/** Waits between attempts, ms: quick at first for a lost packet, then at most every 5 s. */
const BACK_OFF = [300, 800, 1_500, 3_000, 5_000];
/** Each wait is between half and all of its length, so that screens do not return in step. */
const JITTER = 0.5;
/** A press of an earlier session that is older than this is history, not a wish (12 h). */
const STALE_MS = 12 * 3_600_000;

export class Outbox {
  private readonly queue: Pending[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sending = false;

  constructor(private readonly options: OutboxOptions) {}

  /** Takes up what an earlier page left unanswered. */
  start(): void {
    for (const pending of readStored(this.options)) {
      if (Math.abs(this.options.now() - pending.at) < STALE_MS) this.queue.push(pending);
    }
    if (this.queue.length > 0) this.changed();
    void this.pump();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  pending(): readonly Pending[] {
    return this.queue;
  }

  /** Those that nobody answered yet: the one that is tried again, and all behind it. */
  unanswered(): readonly Pending[] {
    return (this.queue[0]?.failed ?? 0) > 0 ? this.queue : [];
  }

  /** `performance.now()` of the next attempt; `null` while one is under way. */
  nextTry(): number | null {
    return this.queue[0]?.nextTry ?? null;
  }

  /** Whether a press of this kind is on its way for the first time: a second one means the same. */
  underWay(kind: string, about: Readonly<Record<string, string>> = {}): boolean {
    if (this.unanswered().length > 0) return false;
    return this.queue.some(
      (pending) =>
        pending.kind === kind &&
        Object.keys(about).every((name) => pending.about[name] === about[name]),
    );
  }

  /** Queues a command and sends it as soon as those before it are answered. Returns its key. */
  put(kind: string, about: Readonly<Record<string, string>>, request: ApiRequest): string {
    const pending: Pending = {
      key: newKey(),
      kind,
      about,
      request,
      at: this.options.now(),
      pressed: performance.now(),
      sent: false,
      failed: 0,
      nextTry: null,
      dropped: false,
    };
    this.queue.push(pending);
    this.changed();
    void this.pump();
    return pending.key;
  }

  /** The person gives a command up. One that may have arrived is still sent, to learn what became of it. */
  drop(key: string): void {
    this.withdraw((pending) => pending.key === key);
    for (const pending of this.queue) if (pending.key === key) pending.dropped = true;
    this.changed();
    this.retryNow();
  }

  /** Takes out those that never left this device. */
  withdraw(which: (pending: Pending) => boolean): void {
    const kept = this.queue.filter((pending) => pending.sent || !which(pending));
    this.queue.splice(0, this.queue.length, ...kept);
    this.changed();
  }

  /** Tries at once: the network is back, or the person asked. */
  retryNow(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.sending || this.timer !== null || !this.options.mayGo()) return;
    const head = this.queue[0];
    if (head === undefined) return;
    this.sending = true;
    head.nextTry = null;
    if (!head.sent) {
      // Kept before it leaves: a page that ends now must not take it for one that never did.
      head.sent = true;
      this.changed();
    }
    const attempt = await this.options.attempt(head.request, head.key);
    this.sending = false;
    if (attempt.kind === 'answered') {
      this.queue.shift();
      this.changed();
      this.options.onAnswer(head, attempt.answer);
      void this.pump();
      return;
    }
    if (attempt.kind === 'barred') {
      this.options.onBarred(attempt.locked);
      return;
    }
    const base = BACK_OFF[Math.min(head.failed, BACK_OFF.length - 1)] ?? 0;
    head.failed += 1;
    const wait = attempt.retryAfterMs ?? base * (1 - JITTER * Math.random());
    head.nextTry = performance.now() + wait;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.pump();
    }, wait);
    this.changed();
  }

  private changed(): void {
    try {
      this.options.storage?.setItem(this.options.storageName, JSON.stringify(this.queue));
    } catch {
      // A full or forbidden storage costs the memory of a reload, not the command.
    }
    this.options.onChange();
  }
}

function readStored({ storage, storageName }: OutboxOptions): Pending[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageName) ?? '[]');
    return Array.isArray(stored)
      ? stored.filter(isPending).map((pending) => ({
          ...pending,
          sent: pending.sent !== false,
          failed: Math.max(1, pending.failed),
          nextTry: null,
          pressed: 0,
        }))
      : [];
  } catch {
    return [];
  }
}

function isPending(value: unknown): value is Pending {
  return (
    isRecord(value) &&
    typeof value['key'] === 'string' &&
    typeof value['kind'] === 'string' &&
    typeof value['at'] === 'number' &&
    typeof value['failed'] === 'number' &&
    isRecord(value['about']) &&
    isRecord(value['request'])
  );
}
