/** Tells all server processes what is being said, so that the screens of each show it. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../log.js';

const CHANNEL = 'motcua:speaking';

const spoken = z.object({
  from: z.string(),
  site: z.string(),
  zone: z.string(),
  calls: z.array(z.string()).max(10),
  ms: z.number().min(0).max(300_000),
});
/** `ms`: for how long at the most; whoever says it may not live to say that it ended. */
export type Spoken = Omit<z.infer<typeof spoken>, 'from'>;

export interface WireParts {
  redis: Redis;
  /** Makes the connection that listens. */
  tail: () => Redis;
  owner: string;
  log: Log;
}

export class SpeakingWire {
  readonly #parts: WireParts;
  #subscriber: Redis | null = null;

  constructor(parts: WireParts) {
    this.#parts = parts;
  }

  /** @param hear called with what others say */
  start(hear: (what: Spoken) => void): void {
    const { tail, owner, log } = this.#parts;
    const subscriber = tail();
    this.#subscriber = subscriber;
    subscriber.on('message', (_channel: string, text: string) => {
      const what = spoken.safeParse(parsed(text));
      if (what.success && what.data.from !== owner) hear(what.data);
    });
    subscriber.subscribe(CHANNEL).catch((error: unknown) => {
      log.debug({ err: error }, 'not subscribed');
    });
  }

  stop(): void {
    this.#subscriber?.disconnect();
    this.#subscriber = null;
  }

  /** A sign that does not get through is missing on other processes' screens and nothing else. */
  tell(what: Spoken): void {
    const { redis, owner, log } = this.#parts;
    redis.publish(CHANNEL, JSON.stringify({ from: owner, ...what })).catch((error: unknown) => {
      log.debug({ err: error }, 'others were not told what is being said');
    });
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
