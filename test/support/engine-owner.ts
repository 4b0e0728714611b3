/**
 * A process of its own that owns an embedded Redis, for tests that kill it: prints a line of JSON for
 * every state, and ends in order on SIGTERM. `node --import tsx engine-owner.ts DATA_DIR`.
 */
import { createLog } from '../../server/log.js';
import { DiskGuard } from '../../server/engine/disk-guard.js';
import { EngineError } from '../../server/engine/engine-error.js';
import { ManagedRedis } from '../../server/engine/managed-redis.js';

const dataDir = process.argv[2] ?? '';
const log = createLog('silent');
const guard = new DiskGuard({ folder: dataDir, log });
const engine = new ManagedRedis({ dataDir, log, guard });
engine.onState((state) => say({ state, pid: engine.processId }));
process.once('SIGTERM', () => void engine.stop());
// The engine alone keeps no process running; a server's sockets would.
setInterval(() => undefined, 60_000);
try {
  await engine.start();
} catch (error) {
  say({ state: error instanceof EngineError ? error.code : 'unexpected', pid: null });
  process.exit(1);
}
engine.onState((state) => state === 'stopped' && process.exit(0));

function say(line: { state: string; pid: number | null }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
