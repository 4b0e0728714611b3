/**
 * Runs a day as a hall's people would, by the hands that it is given: citizens take numbers when they come,
 * officers call the next one as soon as they are free. Site time runs `speed` times as fast.
 */
import { EventEmitter, once, setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './client.js';
import type { AtCounter, Hands } from './hands.js';
import type { Visit } from './visits.js';

export interface DayOptions {
  hands: Hands;
  /** Ids of the counters that work. */
  counters: readonly string[];
  visits: readonly Visit[];
  /** Site time now, ms, and its speed. */
  now: () => number;
  speed: number;
  signal?: AbortSignal;
}
export interface DayResult {
  issued: number;
  called: number;
  finished: number;
  missed: number;
  /** Site ms from the number to the call, in order of the calls. */
  waits: number[];
  /** How often each error code was answered. */
  refusals: Record<string, number>;
}

/** Resolves when every visit has been issued and everyone who was called has been finished. */
export function runDay(options: DayOptions): Promise<DayResult> {
  return new HallDay(options).run();
}

class HallDay {
  readonly #result: DayResult = {
    issued: 0,
    called: 0,
    finished: 0,
    missed: 0,
    waits: [],
    refusals: {},
  };
  readonly #visits = new Map<string, Visit>();
  /** Says 'change' whenever an idle officer should try again; `#changes` counts them. */
  readonly #hall = new EventEmitter().setMaxListeners(0);
  #changes = 0;
  #arrived = false;

  constructor(private readonly options: DayOptions) {}

  async run(): Promise<DayResult> {
    for (const counter of this.options.counters) {
      this.#count(await this.options.hands.open(counter));
    }
    const officers = this.options.counters.map((counter) => this.#officer(counter));
    const { signal } = this.options;
    if (signal !== undefined) setMaxListeners(0, signal);
    signal?.addEventListener('abort', () => this.#changed());
    await this.#arrivals();
    this.#arrived = true;
    this.#changed();
    await Promise.all(officers);
    return this.#result;
  }

  #count(answer: Answer<unknown>): void {
    if (answer.code === null) return;
    this.#result.refusals[answer.code] = (this.#result.refusals[answer.code] ?? 0) + 1;
  }

  async #until(at: number): Promise<void> {
    const ms = Math.max(0, (at - this.options.now()) / this.options.speed);
    const { signal } = this.options;
    await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }

  async #arrivals(): Promise<void> {
    const sent: Promise<void>[] = [];
    for (const visit of this.options.visits) {
      await this.#until(visit.at);
      if (this.options.signal?.aborted) break;
      sent.push(this.#take(visit));
    }
    await Promise.all(sent);
  }

  async #take(visit: Visit): Promise<void> {
    const answer = await this.options.hands.give(visit);
    this.#count(answer);
    if (!answer.body) return;
    this.#result.issued += 1;
    this.#visits.set(answer.body.id, visit);
    this.#changed();
  }

  /** One officer's day: call, serve, finish and call again; idle until somebody comes. */
  async #officer(counter: string): Promise<void> {
    let current: AtCounter | undefined;
    while (!this.options.signal?.aborted) {
      const ended = current?.then;
      const seen = this.#changes;
      const answer = await this.options.hands.next(counter, current);
      this.#count(answer);
      if (!answer.body) return;
      if (ended === 'finish') this.#result.finished += 1;
      if (ended === 'miss') this.#result.missed += 1;
      const called = answer.body.called;
      if (called === null) {
        current = undefined;
        if (this.#over()) return;
        if (this.#changes === seen) await once(this.#hall, 'change');
        if (this.#over()) return;
        continue;
      }
      this.#result.called += 1;
      this.#result.waits.push((called.calledAt ?? 0) - called.issuedAt);
      if (this.#over()) this.#changed();
      const visit = this.#visits.get(called.id);
      await this.#until((called.calledAt ?? 0) + (visit?.serviceMs ?? 0));
      current = { ticket: called.id, rev: called.rev, then: visit?.absent ? 'miss' : 'finish' };
    }
  }

  #changed(): void {
    this.#changes += 1;
    this.#hall.emit('change');
  }

  #over(): boolean {
    if (this.options.signal?.aborted) return true;
    return this.#arrived && this.#result.called >= this.#result.issued;
  }
}
