import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.js';

/**
 * `ample`: all is well. `low`: less free than the reserve; nothing new is promised. `none`: the ballast
 * had to be given up, and every write may be the last one.
 */
export type DiskLevel = 'ample' | 'low' | 'none';

export interface DiskGuardOptions {
  /** Folder on the disk in question; exists. */
  folder: string;
  log: Log;
  /** Bytes kept aside, given up so that Redis can start again on a full disk. */
  ballastBytes?: number;
  /** Free bytes below which no number is promised: room for one rewrite of the append-only file. */
  reserveBytes?: number;
  /** ms between looks at the free space. */
  everyMs?: number;
}

const MEBIBYTE = 1_048_576;
const CHUNK = MEBIBYTE;

/**
 * Watches the free space of the data folder. Under `appendfsync always` Redis exits when the disk is
 * full (`Can't recover from AOF write error`), so the alarm must come before it, and there must be room
 * for it to start again: the ballast.
 */
export class DiskGuard {
  private readonly folder: string;
  private readonly log: Log;
  private readonly ballastBytes: number;
  private readonly reserveBytes: number;
  private readonly everyMs: number;
  private readonly listeners = new Set<(level: DiskLevel) => void>();
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private making: Promise<void> | undefined;
  private current: DiskLevel = 'ample';
  private ballastWhole = false;

  constructor(options: DiskGuardOptions) {
    this.folder = options.folder;
    this.log = options.log;
    this.ballastBytes = options.ballastBytes ?? 32 * MEBIBYTE;
    this.reserveBytes = options.reserveBytes ?? 128 * MEBIBYTE;
    this.everyMs = options.everyMs ?? 1_000;
  }

  get level(): DiskLevel {
    return this.current;
  }

  /** No new number may be promised (`disk-full`, 507). */
  get full(): boolean {
    return this.current !== 'ample';
  }

  /** Hears of every change of level. Returns what stops it. */
  onChange(listener: (level: DiskLevel) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Looks once and goes on looking. The ballast is made in the background. */
  async start(): Promise<void> {
    this.running = true;
    const size = await stat(this.ballastPath).then(
      (found) => found.size,
      () => 0,
    );
    this.ballastWhole = size === this.ballastBytes;
    await this.look();
    this.schedule();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.making;
  }

  /**
   * Redis died: if the disk is full, gives the ballast up so that it can start and be read.
   * Returns whether it was given up now.
   */
  async relieve(): Promise<boolean> {
    const free = await this.freeBytes();
    if (!this.ballastWhole || free >= this.scarceBytes) return false;
    this.ballastWhole = false;
    await rm(this.ballastPath, { force: true });
    this.log.error({ free, given: this.ballastBytes }, 'disk full: ballast given up');
    this.settle('none');
    return true;
  }

  /** Measures the free space and draws the consequences. */
  async look(): Promise<void> {
    const free = await this.freeBytes();
    if (this.making !== undefined) return;
    if (!this.ballastWhole) {
      if (free < this.ballastBytes + this.reserveBytes) {
        this.settle('none');
        return;
      }
      this.making = this.makeBallast().finally(() => {
        this.making = undefined;
      });
    }
    this.settle(free < this.reserveBytes ? 'low' : 'ample');
  }

  private get ballastPath(): string {
    return join(this.folder, 'ballast');
  }

  /** Redis dies at the first byte that does not fit; what is left by then is less than this. */
  private get scarceBytes(): number {
    return Math.min(MEBIBYTE, this.reserveBytes);
  }

  private async freeBytes(): Promise<number> {
    const disk = await statfs(this.folder);
    return disk.bavail * disk.bsize;
  }

  private schedule(): void {
    if (!this.running) return;
    this.timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) => this.log.warn({ err: error }, 'free space not known'))
        .finally(() => this.schedule());
    }, this.everyMs);
    this.timer.unref();
  }

  private settle(level: DiskLevel): void {
    if (level === this.current) return;
    this.current = level;
    this.log.warn({ level }, 'disk level');
    for (const listener of this.listeners) listener(level);
  }

  /** Whole under its name, or not there. */
  private async makeBallast(): Promise<void> {
    const unfinished = `${this.ballastPath}.new`;
    try {
      await this.writeNoise(unfinished);
      if (this.running) await rename(unfinished, this.ballastPath);
      this.ballastWhole = this.running;
    } catch (error) {
      this.log.warn({ err: error }, 'ballast not made');
    }
    await rm(unfinished, { force: true });
  }

  /** Noise, so that no file system stores it smaller than it is. */
  private async writeNoise(path: string): Promise<void> {
    const noise = randomBytes(CHUNK);
    const file = await open(path, 'w', 0o600);
    try {
      for (let left = this.ballastBytes; left > 0 && this.running; left -= CHUNK) {
        await file.write(noise, 0, Math.min(left, CHUNK));
      }
    } finally {
      await file.close();
    }
  }
}
