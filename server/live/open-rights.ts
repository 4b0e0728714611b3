/** What open sockets rest on: when that ends, they close, in every process. */
import type { Access } from '../access/access.js';
import type { Ended } from '../access/ports.js';
import type { Log } from '../log.js';

/** ms between two looks at what ends by itself, such as a session that was left alone. */
const LOOK = 30_000;

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

  async #look(): Promise<void> {
    for (const [socket, rests] of [...this.#open]) {
      if (!(await this.#access.holds(rests))) socket.disconnect(true);
    }
  }
}
