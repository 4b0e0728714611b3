import { randomInt } from 'node:crypto';
import { link, readdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

const HELD = /^owner\.(\d+)$/;

/**
 * One owner for one folder. A lock is a listening socket: the kernel closes it when its owner dies in
 * whatever way, so a dead owner is known by its silence; process ids, which are given again and differ
 * between containers, are not needed.
 *
 * Every owner takes the next number, `owner.1`, `owner.2`, …, and the highest number is the lock. It is
 * never removed, only outnumbered, so of any two that start together one finds its number taken or a
 * higher one beside its own, and gives way.
 */
export class OwnerLock {
  private server: Server | undefined;

  constructor(private readonly folder: string) {}

  /** Takes the lock. `false` when a live owner has it. */
  async take(): Promise<boolean> {
    const unnumbered = join(this.folder, `owner.new.${randomInt(1_000_000_000)}`);
    const server = await listen(unnumbered);
    try {
      const taken = await this.takeNumber(unnumbered);
      if (taken) this.server = server;
      else server.close();
      return taken;
    } catch (error) {
      server.close();
      throw error;
    } finally {
      await unlink(unnumbered).catch(() => undefined);
    }
  }

  /** Gives the lock back: its number stays and falls silent. */
  release(): void {
    this.server?.close();
    this.server = undefined;
  }

  private async takeNumber(listening: string): Promise<boolean> {
    for (;;) {
      const highest = Math.max(0, ...(await this.numbers()));
      if (highest > 0 && (await answers(this.pathOf(highest)))) return false;
      const own = highest + 1;
      // A second name for a socket that listens already: one starter only can make it.
      if (!(await madeLink(listening, this.pathOf(own)))) continue;
      const others = (await this.numbers()).filter((number) => number !== own);
      if (others.some((number) => number > own)) {
        await unlink(this.pathOf(own));
        return false;
      }
      for (const silent of others) await unlink(this.pathOf(silent)).catch(() => undefined);
      return true;
    }
  }

  private async numbers(): Promise<number[]> {
    const names = await readdir(this.folder);
    return names.flatMap((name) => HELD.exec(name)?.[1] ?? []).map(Number);
  }

  private pathOf(number: number): string {
    return join(this.folder, `owner.${number}`);
  }
}

/** `false` when the name exists already. */
async function madeLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
