/** Whether this process can do its work: asked by whoever restarts it or sends people to it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { SiteViews } from '../live/site-view.js';
import type { HealthAnswer, ReadyAnswer } from '../protocol/answers.js';
import { healthAnswer, readyAnswer } from '../protocol/schema/answers.js';
import { StoreDown, type Store } from '../store/port.js';
import { NOTHING, type Operation } from './operation.js';
import { route, sendJson, SENT, type Route, type RouteParts } from './route.js';

/** ms between two canaries, and between two tries after one that failed. */
const EVERY = 15_000;
const RETRY = 500;
/** ms: older than this, no canary has come back although one was due. */
const TOO_OLD = 2 * EVERY;
/** Entries by which a board may be behind its journal and still be called present. */
const MOST_LAG = 1_000;

/** Lag behind a journal that is not there. */
const GONE = -1;

/** Proves by a write of its own, every 15 s, that the store takes writes. */
export class Canary {
  readonly #store: Pick<Store, 'canary'>;
  readonly #log: Log;
  #provedAt: number | null = null;
  #alive = false;
  #stop: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(store: Pick<Store, 'canary'>, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** Whether the newest canary came back. */
  get alive(): boolean {
    return this.#alive;
  }

  /** ms of real time since the newest one that came back; `null` before the first. */
  get age(): number | null {
    return this.#provedAt === null ? null : Math.round(performance.now() - this.#provedAt);
  }

  /** Sends the first one and answers when it is back or has failed; then goes on by itself. */
  async start(): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    await this.#send();
    this.#running = this.#repeat(stop.signal);
  }

  async stop(): Promise<void> {
    this.#stop?.abort();
    await this.#running;
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pause = sleep(this.#alive ? EVERY : RETRY, undefined, { signal, ref: false });
      await pause.catch(() => undefined);
      if (!signal.aborted) await this.#send();
    }
  }

  async #send(): Promise<void> {
    try {
      await this.#store.canary();
      if (!this.#alive) this.#log.info('the store takes writes');
      this.#provedAt = performance.now();
      this.#alive = true;
    } catch (error) {
      if (this.#alive || this.#provedAt === null) this.#log.error({ err: error }, 'canary failed');
      this.#alive = false;
    }
  }
}

export interface HealthParts {
  store: Pick<Store, 'head'>;
  sites: SiteViews;
  canary: Pick<Canary, 'alive' | 'age'>;
  /** State of the Redis behind the store, a word. */
  redisState: () => string;
}

export interface Health {
  ready(): Promise<ReadyAnswer>;
}

export function createHealth({ store, sites, canary, redisState }: HealthParts): Health {
  const lag = async (): Promise<number | null> => {
    try {
      const lags = await Promise.all(
        sites.all().map(async ({ id, board }) => {
          // Before the question: the journal only grows, so its head can then not be older.
          const { seq } = board;
          const head = await store.head(id);
          return head === null ? GONE : head.seq - seq;
        }),
      );
      // Every site here was configured once, which its journal tells. One that is gone, or that ends
      // before a board, lost what was acknowledged: that is no lag to be counted.
      return lags.some((each) => each < 0) ? null : Math.max(0, ...lags);
    } catch (error) {
      if (error instanceof StoreDown) return null;
      throw error;
    }
  };
  return {
    ready: async () => {
      const journalLag = await lag();
      const { alive, age } = canary;
      const proved = alive && age !== null && age < TOO_OLD;
      const present = journalLag !== null && journalLag < MOST_LAG;
      return { ready: proved && present, redis: redisState(), canaryAge: age, journalLag };
    },
  };
}

export interface HealthRouteParts extends RouteParts {
  health: Health;
  /** Hash of what runs. */
  build: string;
  /** Tells this installation from any other. */
  installation: string;
  clock: Clock;
}

export function healthRoutes(parts: HealthRouteParts): Route[] {
  return [healthz(parts), readyz(parts), figures(parts)];
}

const READ = {
  method: 'get',
  action: 'service.read',
  tag: 'Service',
  body: NOTHING,
  query: NOTHING,
  command: false,
  errors: [],
} as const;

function healthz(parts: HealthRouteParts): Route {
  const operation: Operation = {
    ...READ,
    path: '/healthz',
    summary: 'The process answers',
    success: { status: 200, description: 'What runs', schema: healthAnswer },
  };
  return route(parts, operation, ({ response }): HealthAnswer => {
    const { build, clock, installation } = parts;
    // Nothing here is anybody's secret, and screens ask for it from other addresses of this server.
    response.setHeader('Access-Control-Allow-Origin', '*');
    return { status: 'ok', build, at: clock.now(), speed: clock.speed, installation };
  });
}

function readyz(parts: HealthRouteParts): Route {
  const operation: Operation = {
    ...READ,
    path: '/readyz',
    summary: 'Whether it can do its work',
    success: { status: 200, alsoStatus: 503, description: 'Why or why not', schema: readyAnswer },
  };
  return route(parts, operation, async ({ response }) => {
    const answer = await parts.health.ready();
    sendJson(response, answer.ready ? 200 : 503, answer);
    return SENT;
  });
}

function figures(parts: HealthRouteParts): Route {
  const { registry } = parts.metrics;
  const operation: Operation = {
    ...READ,
    path: '/metrics',
    action: 'service.figures',
    openHere: true,
    summary: 'Figures as Prometheus reads them; on this machine no token is needed',
    success: { status: 200, description: 'Text', type: 'text/plain' },
  };
  return route(parts, operation, async ({ response }) => {
    response.setHeader('Content-Type', registry.contentType);
    response.end(await registry.metrics());
    return SENT;
  });
}
