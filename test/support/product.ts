/** The built product as a process of its own: what a site runs, started for one test. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiClient } from '../../server/samples/client.js';
import { startProduct } from '../../server/samples/product.js';

/** The built product's entry. */
export const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

export interface TestProduct {
  url: string;
  pid: number;
  dataDir: string;
  token: string;
  /** The whole API, with all rights. */
  api: ApiClient;
  /** Path of the sample ward in the API. */
  site: string;
  /** Ends it as SIGTERM does, and keeps its data. */
  stop(): Promise<void>;
  /** Starts it again on the same data and, where it can be, on the same port. */
  restart(env?: Readonly<Record<string, string>>): Promise<TestProduct>;
  /** Ends it and removes its data. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the product with the sample ward on a free port. Everything is its own. */
export async function product(
  env: Readonly<Record<string, string>> = {},
  dataDir?: string,
): Promise<TestProduct> {
  const dir = dataDir ?? (await mkdtemp(join(tmpdir(), 'motcua-test-')));
  const token = env['ADMIN_TOKEN'] ?? randomBytes(24).toString('hex');
  const all = { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', ...env };
  const running = await startProduct({ ...all, DATA_DIR: dir, ADMIN_TOKEN: token }, { main: MAIN });
  const { pid } = running.process;
  if (pid === undefined) throw new Error('the product has no process');
  return {
    url: running.url,
    pid,
    dataDir: dir,
    token,
    api: new ApiClient(running.url, token),
    site: '/api/v1/sites/sen-hong',
    stop: () => running.stop(),
    async restart(more = {}) {
      await running.stop();
      const port = new URL(running.url).port;
      return product({ ...env, ...more, ADMIN_TOKEN: token, PORT: port }, dir);
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
