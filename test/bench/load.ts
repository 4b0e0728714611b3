/** Load from a second process, so that it does not wait behind the work of this one. */
import type { ChildProcess } from 'node:child_process';
import { forkBeside, nextMessage, release } from './children.js';
import type { Target } from './http-line.js';

export interface LoadOrder {
  target: Target;
  /** `both`: in turn. */
  kind: 'issue' | 'call-next' | 'both';
  /** Connections, each with one request in flight; each calls at a counter of its own. */
  lines: number;
  /** Requests altogether. */
  count: number;
  /** ms from one request to the next; absent: as fast as it goes. */
  everyMs?: number;
}
export interface LoadDone {
  seconds: number;
  /** ms of each request. */
  latencies: number[];
}
export interface LoadFailed {
  failed: string;
}

export class Load {
  #child: ChildProcess | null = null;

  start(): void {
    this.#child = forkBeside('./load-process.ts');
  }

  /** @throws Error when a single request was refused or got lost */
  async run(order: LoadOrder): Promise<LoadDone> {
    if (this.#child === null) throw new Error('the load was not started');
    const answer = nextMessage(this.#child);
    this.#child.send(order);
    const done = (await answer) as LoadDone | LoadFailed;
    if ('failed' in done) throw new Error(done.failed);
    return done;
  }

  async stop(): Promise<void> {
    if (this.#child !== null) await release(this.#child);
  }
}
