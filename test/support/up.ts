/** The product as a newcomer starts it: `npm run up`, with its own words read from the terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../server/up/up.mjs', import.meta.url));

export interface Started {
  /** The address that it names first. */
  url: string;
  /** All that it said until it was ready. */
  said: string;
  /** As Ctrl+C does, and waits for the end. */
  stop(): Promise<void>;
}

/**
 * Starts it without `HOST`: where it listens is its own choice.
 * @param port `0` for a free one
 * @param env what its environment has besides
 * @throws Error with what it said, when it ends before it is ready
 */
export async function startUp(
  port: string,
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const { HOST: _, ...inherited } = process.env;
  const own = { PORT: port, DATA_DIR: dataDir, ADMIN_TOKEN: '', MDNS_NAME: 'none' };
  const child = spawn(process.execPath, [COMMAND], {
    env: { ...inherited, ...own, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += String(text);
    if (said.includes('Ctrl+C')) break;
  }
  child.stdout.resume();
  const url = /Start +(http:\S+)/.exec(said)?.[1];
  if (url === undefined) throw new Error(`npm run up did not start it: ${said}`);
  return {
    url,
    said,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await ended;
    },
  };
}
