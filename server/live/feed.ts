/**
 * One site's messages for one audience: numbered without holes by `prev`, kept for those who come
 * back, and tagged so that a screen can prove where it left off.
 */
import { createHmac } from 'node:crypto';
import type { AudienceEvent } from '../domain/audience.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { Have, LiveEvent, Snapshot } from '../protocol/live.js';

/** From this many missing messages on, a snapshot is cheaper than a replay. */
export const REPLAY_LIMIT = 500;
/** Messages kept; trimmed when twice as many have gathered, so that trimming is rare. */
const KEPT = 2 * REPLAY_LIMIT;

/**
 * Keyed tag of an entry's hash: the bare chain would let a stranger try out which class makes it.
 * 16 hex digits (64 bits) of HMAC-SHA256.
 */
export type Tag = (hash: string) => string;
export function tagWith(secret: string): Tag {
  return (hash) => createHmac('sha256', secret).update(hash).digest('hex').slice(0, 16);
}

export interface FeedParts<B> {
  /** What this audience may see of an entry, or `null` for nothing. */
  view(entry: JournalEntry): AudienceEvent | null;
  /** The present board as this audience may see it. */
  board(): B;
  tag: Tag;
}

export class Feed<B> {
  readonly #parts: FeedParts<B>;
  /** Oldest first. */
  #messages: LiveEvent[] = [];
  /** Made when first asked for, and good until the next message: many may come back at once. */
  #board: B | null = null;

  constructor(parts: FeedParts<B>) {
    this.#parts = parts;
  }

  /** Starts again from the newest entries of the journal, oldest first. */
  reset(recent: readonly JournalEntry[]): void {
    this.#messages = [];
    this.#board = null;
    for (const entry of recent) this.push(entry);
  }

  /** @returns the message to send, or `null` when this audience does not learn of the entry */
  push(entry: JournalEntry): LiveEvent | null {
    const event = this.#parts.view(entry);
    if (event === null) return null;
    this.#board = null;
    // A day that is opened again was rebuilt: who comes back from before it needs the whole board.
    if (entry.type === 'day.opened' && entry.data.again) this.#messages = [];
    const prev = this.#messages.at(-1)?.seq ?? 0;
    const message: LiveEvent = { ...event, prev, h: this.#parts.tag(entry.h) };
    this.#messages.push(message);
    if (this.#messages.length > 2 * KEPT) this.#messages = this.#messages.slice(-KEPT);
    return message;
  }

  /**
   * What a screen misses that has everything up to `have`.
   * @returns `null` when it has something else than this server, or misses too much: then a snapshot
   */
  after(have: Have): LiveEvent[] | null {
    let at = this.#messages.length - 1;
    let message = this.#messages[at];
    while (message !== undefined && message.seq > have.seq) message = this.#messages[--at];
    if (message === undefined || message.seq !== have.seq || message.h !== have.h) return null;
    const missing = this.#messages.slice(at + 1);
    return missing.length < REPLAY_LIMIT ? missing : null;
  }

  /**
   * The whole board. Its `seq` is that of this audience's newest message, so that the next message's
   * `prev` equals it.
   * @param at site time, ms
   */
  snapshot(at: number): Snapshot<B> {
    const last = this.#messages.at(-1);
    this.#board ??= this.#parts.board();
    return { seq: last?.seq ?? 0, h: last?.h ?? '', at, board: this.#board };
  }
}
