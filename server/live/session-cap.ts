/**
 * How many sessions may be open. One by long polling holds no connection between two requests, so the caps on
 * connections (`http/limits.ts`) do not bind it, and asking for one costs its caller next to nothing.
 */
import type { IncomingMessage } from 'node:http';
import { callerOf, isLoopback } from '../access/address.js';
import type { Connection } from './backlog.js';

export interface SessionCaps {
  /** Of all callers. */
  most: number;
  /** Of one address other than this machine's; a hall's guests may all come from one. */
  mostOfAddress: number;
  /** Addresses that `mostOfAddress` does not bind. */
  exempt: (address: string) => boolean;
}

/** The same as of connections: a session by WebSocket is one. */
const CAPS: SessionCaps = { most: 6_000, mostOfAddress: 1_200, exempt: isLoopback };

export class SessionCap {
  readonly #caps: SessionCaps;
  readonly #byCaller = new Map<string, number>();
  #all = 0;

  constructor(caps = CAPS) {
    this.#caps = caps;
  }

  /** Whether one more session may begin for who asks. */
  hasRoom({ socket: { remoteAddress = '' } }: IncomingMessage): boolean {
    const { most, mostOfAddress, exempt } = this.#caps;
    if (this.#all >= most) return false;
    return (
      exempt(remoteAddress) || (this.#byCaller.get(callerOf(remoteAddress)) ?? 0) < mostOfAddress
    );
  }

  /** A session began; it counts until it ends. */
  add(session: Connection): void {
    const caller = callerOf(session.remoteAddress);
    this.#all += 1;
    this.#byCaller.set(caller, (this.#byCaller.get(caller) ?? 0) + 1);
    session.once('close', () => {
      this.#all -= 1;
      const left = (this.#byCaller.get(caller) ?? 1) - 1;
      if (left === 0) this.#byCaller.delete(caller);
      else this.#byCaller.set(caller, left);
    });
  }
}
