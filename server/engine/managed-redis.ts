import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.js';
import { cutTornTail } from './aof-tail.js';
import type { RedisTarget } from './connections.js';
import type { DiskGuard } from './disk-guard.js';
import { EngineError } from './engine-error.js';
import { makeFolders, type EngineFolders } from './folders.js';
import { OwnerLock } from './owner-lock.js';
import { probe, type ProbeAnswer } from './probe.js';
import { endRedis, findBinary, isAlive, redisIn, spawnRedis } from './redis-process.js';

export type EngineState = 'starting' | 'up' | 'down' | 'stopped';

export interface ManagedRedisOptions {
  dataDir: string;
  log: Log;
  /** Gives up its ballast when Redis died of a full disk, and says when there is room again. */
  guard: Pick<DiskGuard, 'relieve' | 'onChange'>;
  /** Where to look for the server's binary; the environment's `PATH` by default. */
  searchPath?: string;
}

/** The pause before a restart grows from the first to the second (ms), and begins anew after… */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** …it has run for so long. */
const SETTLED_MS = 500;
/** How often a starting Redis is asked whether it is ready. */
const ASK_MS = 15;
/** A Redis that was found running and does not answer for so long is ended. */
const HUNG_MS = 2_000;
/** What a Redis that was asked to end is given before it is ended. */
const END_MS = 10_000;

/** The embedded Redis: started, watched, restarted, stopped last. */
export class ManagedRedis {
  private readonly log: Log;
  private readonly listeners = new Set<(state: EngineState) => void>();
  private currentState: EngineState = 'stopped';
  private folders: EngineFolders | undefined;
  private lock: OwnerLock | undefined;
  private loop: Promise<void> | undefined;
  private stopping = new AbortController();
  private wake = new AbortController();
  private pid: number | null = null;
  private unwatch: (() => void) | undefined;

  constructor(private readonly options: ManagedRedisOptions) {
    this.log = options.log;
  }

  get state(): EngineState {
    return this.currentState;
  }

  /** Process id of the running Redis, its own child or an adopted one; `null` while there is none. */
  get processId(): number | null {
    return this.pid;
  }

  /**
   * Where clients connect; the socket may come into being later.
   * @throws Error before `start()`
   */
  get target(): RedisTarget {
    if (this.folders === undefined) throw new Error('the engine is not started');
    return { path: this.folders.redisSocket };
  }

  /** Hears of every change of state. Returns what stops it. */
  onState(listener: (state: EngineState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Takes the data folder and begins to keep a Redis running on it. Does not wait until it is up: a
   * full disk or long files only delay that.
   * @throws EngineError when that can never succeed here
   */
  async start(): Promise<void> {
    const binary = await findBinary(this.options.searchPath ?? process.env['PATH'] ?? '');
    if (binary === null) throw new EngineError('redis-missing', this.options.dataDir);
    const folders = await makeFolders(this.options.dataDir);
    const lock = new OwnerLock(folders.run);
    if (!(await lock.take())) throw new EngineError('data-dir-in-use', this.options.dataDir);
    this.folders = folders;
    this.lock = lock;
    this.stopping = new AbortController();
    this.unwatch = this.options.guard.onChange((level) => {
      if (level === 'ample') this.wake.abort();
    });
    this.enter('starting');
    this.loop = this.keepRunning(binary, folders, this.stopping.signal);
  }

  /** Resolves once Redis is up; rejects when `limitMs` pass before. */
  async whenUp(limitMs: number): Promise<void> {
    if (this.currentState === 'up') return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => settle(new Error(`Redis not up after ${limitMs} ms`)),
        limitMs,
      );
      const off = this.onState((state) => state === 'up' && settle());
      function settle(error?: Error): void {
        clearTimeout(timer);
        off();
        if (error === undefined) resolve();
        else reject(error);
      }
    });
  }

  /** Ends Redis in order and gives the data folder back. Call it last. */
  async stop(): Promise<void> {
    if (this.loop === undefined) return;
    this.stopping.abort();
    await this.loop;
    this.loop = undefined;
    this.unwatch?.();
    if (this.pid !== null) await endRedis(this.pid, END_MS);
    this.pid = null;
    this.lock?.release();
    this.enter('stopped');
  }

  private async keepRunning(
    binary: string,
    folders: EngineFolders,
    stopping: AbortSignal,
  ): Promise<void> {
    let nextPause = FIRST_PAUSE_MS;
    while (!stopping.aborted) {
      const startedAt = performance.now();
      try {
        await this.runOnce(binary, folders, stopping);
      } catch (error) {
        this.log.error({ err: error }, 'redis not started');
      }
      if (stopping.aborted) return;
      this.enter('down');
      await this.options.guard.relieve().catch((error: unknown) => {
        this.log.warn({ err: error }, 'free space not known');
      });
      if (performance.now() - startedAt > SETTLED_MS) nextPause = FIRST_PAUSE_MS;
      await this.rest(nextPause, stopping);
      nextPause = Math.min(nextPause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** One life of a Redis: found or started, ready, gone. */
  private async runOnce(
    binary: string,
    folders: EngineFolders,
    stopping: AbortSignal,
  ): Promise<void> {
    const pid = (await this.findRunning(folders)) ?? (await this.launch(binary, folders));
    this.pid = pid;
    for (;;) {
      const tether = await this.whenReady(pid, folders, stopping);
      if (tether === null) break;
      this.enter('up');
      await cut(tether, stopping);
      if (!stopping.aborted) this.enter('starting');
    }
    if (!stopping.aborted) this.pid = null;
  }

  private async launch(binary: string, folders: EngineFolders): Promise<number | null> {
    const cut = await cutTornTail(folders.data);
    if (cut > 0) this.log.warn({ bytes: cut }, 'half-written last command cut off');
    const child = spawnRedis(binary, folders, this.log);
    child.on('error', (error) => this.log.error({ err: error }, 'redis not started'));
    child.on('exit', (code, signal) => {
      const level = this.stopping.signal.aborted ? 'info' : 'warn';
      this.log[level]({ code, signal }, 'redis ended');
    });
    this.log.info({ binary, pid: child.pid }, 'redis started');
    return child.pid ?? null;
  }

  /**
   * The Redis that an earlier process of ours left behind when it died: adopted if it is healthy, ended
   * if it is not.
   */
  private async findRunning(folders: EngineFolders): Promise<number | null> {
    const answer = await this.askUntil(folders, HUNG_MS);
    const pid = answer?.pid ?? (await redisIn(folders.data));
    if (pid === null) return null;
    if (answer !== null && answer.dir === folders.data && answer.durable) {
      this.log.info({ pid }, 'running redis adopted');
      return pid;
    }
    this.log.warn({ pid }, 'running redis is not fit: ending it');
    await endRedis(pid, HUNG_MS);
    return null;
  }

  /** Asks who is there; a process that runs but does not answer yet is asked again for `limitMs`. */
  private async askUntil(folders: EngineFolders, limitMs: number): Promise<ProbeAnswer | null> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const answer = await probe(folders.redisSocket);
      if (answer !== null) return answer;
      if ((await redisIn(folders.data)) === null || performance.now() > deadline) return null;
      await pause(ASK_MS);
    }
  }

  /** Waits until Redis takes commands and ties a connection to it; `null` when it is gone. */
  private async whenReady(
    pid: number | null,
    folders: EngineFolders,
    stopping: AbortSignal,
  ): Promise<Socket | null> {
    while (!stopping.aborted && pid !== null && (await isAlive(pid))) {
      const answer = await probe(folders.redisSocket);
      if (answer !== null && answer.pid === pid && !answer.loading) {
        const tether = await tie(folders.redisSocket);
        if (tether !== null) return tether;
      }
      await pause(ASK_MS);
    }
    return null;
  }

  /** Waits before a restart, less if space returned on the disk or the product stops. */
  private async rest(ms: number, stopping: AbortSignal): Promise<void> {
    this.wake = new AbortController();
    const signal = AbortSignal.any([stopping, this.wake.signal]);
    await pause(ms, undefined, { signal }).catch(() => undefined);
    if (!stopping.aborted) this.enter('starting');
  }

  private enter(state: EngineState): void {
    if (state === this.currentState) return;
    this.currentState = state;
    this.log.info({ state }, 'redis state');
    for (const listener of this.listeners) listener(state);
  }
}

/** An idle connection: the kernel closes it the moment Redis dies, be it a child or adopted. */
function tie(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.on('error', () => resolve(null));
  });
}

/** Resolves when the tether is cut or the product stops. */
async function cut(tether: Socket, stopping: AbortSignal): Promise<void> {
  tether.resume();
  await once(tether, 'close', { signal: stopping }).catch(() => undefined);
  tether.destroy();
}
