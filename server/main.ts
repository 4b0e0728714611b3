/** Reads the environment, starts the product, ends it on a signal. Exit codes: 0 asked to, 1 failed, 2 told wrongly. */
import { startProduct } from './compose.js';
import { readConfig } from './config.js';
import { createLog, scoped } from './log.js';
import { startFailure } from './start-failure.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const mainLog = scoped(log, 'main');
  const product = await startProduct(config, log);
  mainLog.info({ url: product.url }, 'ready');
  if (product.setUp !== null) mainLog.info({ setUp: product.setUp }, 'set up for real');
  const { url, own } = product;
  process.send?.({ ready: { url, own } });

  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  mainLog.info({ signal }, 'stopping');
  await product.stop();
  // What a part that did not stop in time holds open must not keep the process alive.
  process.exit(0);
}

main().catch(async (error: unknown) => {
  const { text, exitCode } = await startFailure(error);
  process.stderr.write(`${text}\n`);
  process.exit(exitCode);
});
