import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../log.js';

/** How a Redis is reached: the socket of the embedded one, or an address. */
export type RedisTarget = { readonly path: string } | { readonly url: string };

/** What BullMQ is handed to make its own connections. */
export type JobsConnection = RedisTarget & {
  readonly connectionName: string;
  /** BullMQ's workers must wait through an outage. */
  readonly maxRetriesPerRequest: null;
  readonly retryStrategy: (attempt: number) => number;
};

type RoleOptions = Omit<RedisOptions, 'replyMapping'>;

/** After this a command's outcome counts as unknown: every request settles within 2 s. */
const COMMAND_TIMEOUT_MS = 1_200;
/** ioredis's own back-off goes to 5 s; measured, this brings clients back 0.3 s after an outage. */
const LONGEST_PAUSE_MS = 500;

/** ms to wait before the `attempt`th (from 1) reconnect. */
function reconnectPause(attempt: number): number {
  return Math.min(50 * attempt, LONGEST_PAUSE_MS);
}

/** Turns an address of the environment into a target; `unix:///path` names a socket. */
export function targetOf(address: string): RedisTarget {
  return address.startsWith('unix://')
    ? { path: decodeURIComponent(address.slice('unix://'.length)) }
    : { url: address };
}

/** Every connection to Redis by its role. All of them find a Redis that starts later by themselves. */
export class Connections {
  private readonly log: Log;
  private readonly store: RedisTarget;
  private readonly jobsTarget: RedisTarget;
  private readonly opened = new Set<Redis>();
  private commandClient: Redis | undefined;

  constructor(options: { store: RedisTarget; jobs?: RedisTarget | null; log: Log }) {
    this.store = options.store;
    this.jobsTarget = options.jobs ?? options.store;
    this.log = options.log;
  }

  /** Opens the command client. Does not wait until Redis answers. */
  open(): void {
    this.commandClient ??= this.connect('command', {
      // ioredis's defaults keep commands during an outage and send them again after it: a citizen
      // would get two numbers. Here an outage is an error at once, and the caller retries with its key.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
    });
  }

  /**
   * For commands and short reads; never for a blocking one.
   * @throws Error before `open()`
   */
  get command(): Redis {
    if (this.commandClient === undefined) throw new Error('connections are not open');
    return this.commandClient;
  }

  /**
   * Waits until the command client may be used.
   * @throws Error with the last cause when `limitMs` pass before
   */
  async whenReady(limitMs: number): Promise<void> {
    const client = this.command;
    if (client.status === 'ready') return;
    await new Promise<void>((resolve, reject) => {
      let cause: Error | undefined;
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        client.off('ready', settle).off('error', note);
        if (error === undefined) resolve();
        else reject(error);
      };
      const note = (error: Error): void => void (cause = error);
      const timer = setTimeout(
        () => settle(new Error(`Redis does not answer for ${limitMs} ms`, { cause })),
        limitMs,
      );
      client.once('ready', settle).on('error', note);
    });
  }

  /** A new client for blocking reads, which survives any outage. `name` shows in `CLIENT LIST`. */
  tail(name = 'tail'): Redis {
    return this.connect(name, { maxRetriesPerRequest: null });
  }

  /** Options for BullMQ's queues and workers. */
  jobs(): JobsConnection {
    return {
      ...this.jobsTarget,
      connectionName: 'motcua:jobs',
      maxRetriesPerRequest: null,
      retryStrategy: reconnectPause,
    };
  }

  /** Cuts every connection made here. What is in flight fails. */
  close(): void {
    for (const client of this.opened) client.disconnect();
    this.opened.clear();
    this.commandClient = undefined;
  }

  private connect(role: string, roleOptions: RoleOptions): Redis {
    const options = {
      connectionName: `motcua:${role}`,
      retryStrategy: reconnectPause,
      ...roleOptions,
    };
    const client =
      'url' in this.store
        ? new Redis(this.store.url, options)
        : new Redis({ ...options, path: this.store.path });
    client.on('error', (error: Error) => this.log.debug({ role, err: error }, 'redis connection'));
    client.on('ready', () => this.log.debug({ role }, 'redis connection ready'));
    client.once('end', () => this.opened.delete(client));
    this.opened.add(client);
    return client;
  }
}
