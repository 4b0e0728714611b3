/** What open sockets rest on: when that ends, they close, in every process. */
import type { Access } from '../access/access.js';
import type { Ended } from '../access/ports.js';
import type { Log } from '../log.js';

/**
 * ms between two looks at what ends by itself, such as a session that was left alone. Whoever stands
 * before its screen is to see it within seconds; what a look asks is mostly in memory (`believed.ts`).
 */
const LOOK = 2_000;

/** The part of a socket that this needs. */
export interface Closable {
  disconnect(close: boolean): void;
  on(event: 'disconnect', listener: () => void): void;
}

export class OpenRights {
  readonly #access: Pick<Access, 'holds' | 'onEnded'>;
  readonly #log: Log;
  readonly #open = new Map<Closable, readonly Ended[]>();
  #forget: (() => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(access: Pick<Access, 'holds' | 'onEnded'>, log: Log) {
    this.#access = access;
    this.#log = log;
  }

  start(): void {
    this.#forget = this.#access.onEnded((ended) => this.#end(ended));
    this.#timer = setInterval(() => {
      this.#look().catch((error: unknown) => {
        this.#log.debug({ err: error }, 'open rights were not looked at');
      });
    }, LOOK);
  }

  stop(): void {
    this.#forget?.();
    clearInterval(this.#timer);
  }

  /** @param rests nothing for what everybody may have open */
  add(socket: Closable, rests: readonly Ended[]): void {
    if (rests.length === 0) return;
    this.#open.set(socket, rests);
    socket.on('disconnect', () => this.#open.delete(socket));
  }

  #end({ kind, id }: Ended): void {
    for (const [socket, rests] of this.#open) {
      if (rests.some((each) => each.kind === kind && each.id === id)) socket.disconnect(true);
    }
  }

  /** One at a time: where Redis hangs, each answer is waited for. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (const [socket, rests] of [...this.#open]) {
        if (!(await this.#access.holds(rests))) socket.disconnect(true);
      }
    } finally {
      this.#looking = false;
    }
  }
}
