/** Data folders of the product, filled by the store before anything is measured. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/config.js';
import { startEngine, type Engine } from '../../server/engine/engine.js';
import { createLog } from '../../server/log.js';
import { RedisStore } from '../../server/store/redis/redis-store.js';

/** The Redis that the product would run on this folder, run by this process, and its store. */
export interface Opened {
  engine: Engine;
  store: RedisStore;
}

export async function openFolder(dataDir: string): Promise<Opened> {
  const config = readConfig({ DATA_DIR: dataDir });
  const engine = await startEngine(config, createLog('silent'));
  const { connections } = engine;
  const store = new RedisStore({
    command: connections.command,
    tail: () => connections.tail(),
  });
  return { engine, store };
}

/** Folders of one run of the bench. */
export class Folders {
  readonly #all: string[] = [];

  async make(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
    this.#all.push(folder);
    return folder;
  }

  /** A folder whose Redis holds what `fill` put into it, and is stopped again. */
  async filled(fill: (store: RedisStore) => Promise<unknown>): Promise<string> {
    const folder = await this.make();
    const { engine, store } = await openFolder(folder);
    try {
      await fill(store);
    } finally {
      await engine.stop();
    }
    return folder;
  }

  async remove(): Promise<void> {
    for (const folder of this.#all) await rm(folder, { recursive: true, force: true });
  }
}
