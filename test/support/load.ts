/** Citizens and officers who press on through any fault, and remember what they were told. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { Promised } from './truth.js';

export interface LoadOptions {
  /** Servers, used in turn. */
  urls: readonly string[];
  token: string;
  site: string;
  group: string;
  citizens: number;
  /** Ids of the counters that call. */
  counters: readonly string[];
  /** Ends by itself after so many issues; without it by `stop()`. */
  issues?: number;
  /** ms that each citizen rests between two numbers. */
  rest?: number;
}
export interface Load {
  promised: Promised;
  /** Longest time, ms, that any single request took to be answered or refused. */
  readonly slowest: number;
  /** How many requests had no answer or were told to come again. */
  readonly retried: number;
  /** How many issues were asked for, each by a key of its own. */
  readonly asked: number;
  /** Resolves when the next command is accepted. */
  accepted(): Promise<void>;
  /** Nobody presses anything until `look` is done; everything asked before has its answer. */
  quiet<T>(look: () => Promise<T>): Promise<T>;
  /** Lets everyone finish what is under way. */
  stop(): Promise<void>;
  /** Resolves when all asked-for issues were answered. */
  done: Promise<void>;
}

/** ms after which a caller gives a request up: more than the 2 s in which each must settle. */
const PATIENCE = 5_000;
const RETRY = 100;

export async function startLoad(options: LoadOptions): Promise<Load> {
  const load = new RunningLoad(options);
  await load.openCounters();
  load.start();
  return load;
}

interface CallNextAnswer {
  called: Ticket | null;
}

class RunningLoad implements Load {
  readonly promised: Promised = { issued: new Map(), called: [] };
  slowest = 0;
  retried = 0;
  asked = 0;
  done: Promise<void> = Promise.resolve();
  #stopping = false;
  #listeners: (() => void)[] = [];
  #all: Promise<void> = Promise.resolve();
  #turn = 0;
  #underWay = 0;
  #gate: Promise<void> = Promise.resolve();
  #nobodyAsks: () => void = () => undefined;

  constructor(private readonly options: LoadOptions) {}

  async openCounters(): Promise<void> {
    for (const counter of this.options.counters) {
      await this.#ask(`counters/${counter}/open`, {});
    }
  }

  start(): void {
    const citizens = Array.from({ length: this.options.citizens }, () => this.#citizen());
    this.done = Promise.all(citizens).then(() => undefined);
    const officers = this.options.counters.map((counter) => this.#officer(counter));
    this.#all = Promise.all([...citizens, ...officers]).then(() => undefined);
  }

  accepted(): Promise<void> {
    return new Promise((resolve) => this.#listeners.push(resolve));
  }

  async quiet<T>(look: () => Promise<T>): Promise<T> {
    let open: () => void = () => undefined;
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#nobodyAsks = resolve));
    try {
      return await look();
    } finally {
      open();
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#all;
  }

  async #citizen(): Promise<void> {
    const { issues = Number.POSITIVE_INFINITY, group, rest = 0 } = this.options;
    while (!this.#stopping && this.asked < issues) {
      await this.#gate;
      this.asked += 1;
      const ticket = await this.#ask<Ticket>('tickets', { group });
      if (ticket) this.promised.issued.set(ticket.id, ticket.number);
      await pause(rest);
    }
  }

  async #officer(counter: string): Promise<void> {
    let current: object | undefined;
    while (!this.#stopping) {
      const answer = await this.#ask<CallNextAnswer>(
        `counters/${counter}/call-next`,
        current === undefined ? {} : { current },
      );
      const called = answer?.called ?? null;
      current = undefined;
      if (called === null) {
        await pause(20);
        continue;
      }
      this.promised.called.push(called.id);
      current = { ticket: called.id, rev: called.rev, then: 'finish' };
    }
  }

  async #ask<T>(path: string, body: object): Promise<T | null> {
    await this.#gate;
    this.#underWay += 1;
    try {
      return await this.#insist<T>(path, body);
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#nobodyAsks();
    }
  }

  /** Asks with one key until there is an answer. @throws when it is a refusal */
  async #insist<T>(path: string, body: object): Promise<T | null> {
    let key = randomBytes(16).toString('hex');
    for (;;) {
      const { urls, site, token } = this.options;
      const url = urls[this.#turn++ % urls.length] ?? '';
      const asked = performance.now();
      try {
        const response = await fetch(`${url}${site}/${path}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(PATIENCE),
        });
        const answer = (await response.json()) as T;
        this.slowest = Math.max(this.slowest, performance.now() - asked);
        if (response.ok) {
          for (const tell of this.#listeners.splice(0)) tell();
          return answer;
        }
        const text = JSON.stringify(answer);
        // Such a refusal is kept under its key; the person presses again once the clock is right.
        if (text.includes('"clock-wrong"')) key = randomBytes(16).toString('hex');
        else if (response.status !== 503 && response.status !== 507) {
          throw new Refusal(`${response.status} ${path}: ${text}`);
        }
      } catch (error) {
        if (error instanceof Refusal) throw error;
        this.slowest = Math.max(this.slowest, performance.now() - asked);
      }
      this.retried += 1;
      await pause(RETRY);
    }
  }
}

class Refusal extends Error {
  override readonly name = 'Refusal';
}
