/** What changed in access, told to every process: caches drop it, open sockets that rest on it close. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../log.js';
import { CHANNEL } from './keys.js';
import type { Ended } from './ports.js';
import { newSecret } from './secrets.js';

export const BOOKS = ['people', 'devices', 'tokens'] as const;
export type BookName = (typeof BOOKS)[number];

export interface Change {
  /** The book that has to be read again; `null` when only a session changed. */
  book: BookName | null;
  ended: readonly Ended[];
}

const message = z.object({
  from: z.string(),
  book: z.enum(BOOKS).nullable(),
  ended: z.array(
    z.object({ kind: z.enum(['session', 'person', 'device', 'token']), id: z.string() }),
  ),
});

export interface EndingsParts {
  redis: Redis;
  /** Makes the connection that listens: a subscriber can do nothing else. */
  tail: () => Redis;
  log: Log;
}

export class Endings {
  readonly #parts: EndingsParts;
  readonly #own = newSecret();
  readonly #changed = new Set<(change: Change) => void>();
  readonly #unsure = new Set<() => void>();
  #subscriber: Redis | null = null;

  constructor(parts: EndingsParts) {
    this.#parts = parts;
  }

  /** Listens to the other processes, also after any outage of Redis. */
  start(): void {
    const subscriber = this.#parts.tail();
    this.#subscriber = subscriber;
    subscriber.on('message', (_channel: string, text: string) => this.#hear(text));
    // What was told while this connection was away was not heard.
    subscriber.on('ready', () => {
      for (const listener of this.#unsure) listener();
    });
    subscriber.subscribe(CHANNEL).catch((error: unknown) => {
      this.#parts.log.debug({ err: error }, 'not subscribed');
    });
  }

  stop(): void {
    this.#subscriber?.disconnect();
    this.#subscriber = null;
  }

  /** @returns a function that ends the listening */
  onChange(listener: (change: Change) => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  /** Called when something may have been missed. */
  onUnsure(listener: () => void): void {
    this.#unsure.add(listener);
  }

  /**
   * Tells this process at once and the others by Redis. Who does not hear it learns it as soon as what he
   * believes is old (`believed.ts`).
   */
  async tell(change: Change): Promise<void> {
    for (const listener of this.#changed) listener(change);
    await this.#parts.redis
      .publish(CHANNEL, JSON.stringify({ from: this.#own, ...change }))
      .catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'other processes were not told of a change');
      });
  }

  #hear(text: string): void {
    const heard = message.safeParse(parsed(text));
    if (!heard.success || heard.data.from === this.#own) return;
    for (const listener of this.#changed) listener(heard.data);
  }
}

/** `null` for what is no JSON: whoever reaches Redis may write to the channel. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
