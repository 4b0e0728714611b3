/** The only place that constructs things and wires them (design §2). */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startAgent } from '../printer/agent.js';
import { createAccess } from './access/access.js';
import { derivedSecret, installSecret } from './access/install-secret.js';
import { type Clock, SystemClock } from './clock.js';
import type { Config } from './config.js';
import { clockWrong } from './domain/clock-guard.js';
import { Effects } from './effects/effects.js';
import { PrintLedger } from './effects/print-ledger.js';
import { lostSlip, printSlip, settleStaleSlips } from './effects/print-slip.js';
import { SlipDrawer } from './effects/slip-drawer.js';
import { SystemCommands } from './effects/system-commands.js';
import { EmbeddedPrinters } from './embedded-printers.js';
import { type Engine, startEngine } from './engine/engine.js';
import { createApp } from './http/app.js';
import { Canary, createHealth } from './http/health.js';
import { createHttpServer } from './http/limits.js';
import { createMetrics } from './http/metrics.js';
import { pagesRouter } from './http/pages.js';
import { ticketAnswer } from './http/ticket-answer.js';
import { loadViews } from './http/views.js';
import { createLive } from './live/live.js';
import { SiteRelays } from './live/relays.js';
import type { SiteViews } from './live/site-view.js';
import { type Log, scoped } from './log.js';
import type { PrinterConfig } from './protocol/config.js';
import type { Trouble } from './protocol/live.js';
import { openSampleWard } from './samples/sample-ward.js';
import { RedisStore } from './store/redis/redis-store.js';

/** Screens, templates and locales as `npm run build` lays them beside the compiled server. */
const DISPLAY = fileURLToPath(new URL('../display', import.meta.url));

export interface Product {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  url: string;
  /** Stops in order: no new requests, printers, jobs, sockets, then the store (design §7: Redis last). */
  stop(): Promise<void>;
}

/** ms that each part is given to stop: more than a Redis takes to save a month of tickets. */
const LONGEST_STEP_MS = 12_000;

/** ms after which a slip that is still being sent was left behind: longer than any attempt takes. */
const STALE_SLIP_MS = 120_000;

/** Starts everything in the order in which one needs the other. @throws what stands against it */
export async function startProduct(config: Config, log: Log): Promise<Product> {
  const boot = randomBytes(9).toString('base64url');
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await atMost(LONGEST_STEP_MS, each, log);
  };
  try {
    const engine = await startEngine(config, log);
    stops.push(() => engine.stop());
    const { connections } = engine;
    const store = new RedisStore({
      command: connections.command,
      tail: () => connections.tail(),
    });
    const clock = new SystemClock({ simulated: config.clock });
    await clock.start(() => store.time());
    stops.push(() => clock.stop());

    const commands = new SystemCommands(store, clock);
    if ((await store.sites()).length === 0) await openSampleWard(commands);
    const canary = new Canary(store, scoped(log, 'store'));
    await canary.start();
    stops.push(() => canary.stop());

    const trouble = troubleOf({ engine, canary, clock, relays: () => relays });
    const relays = new SiteRelays({ store, clock, trouble, log: scoped(log, 'live') });
    await relays.start();
    stops.push(() => relays.stop());
    for (const { board } of relays.all()) clock.continueFrom(board.at);

    const secret = await installSecret(connections.command);
    const access = createAccess({
      redis: connections.command,
      secret: derivedSecret(secret, 'sessions'),
      adminToken: config.adminToken,
      secure: false,
      names: config.publicUrl === null ? [] : [new URL(config.publicUrl).hostname],
    });
    const views = await loadViews(DISPLAY);
    const metrics = createMetrics(true);
    const health = createHealth({ store, sites: relays, canary, redisState: engine.state });
    const url = (): string => `http://${hostOf(config.host)}:${portOf(server)}`;
    const server = createHttpServer((request, response) => {
      app(request, response);
    });
    const printerToken = derivedSecret(secret, 'printers');
    const live = createLive({
      ...{ server, relays, access, clock, boot, printerToken },
      build: views.build,
      secret: derivedSecret(secret, 'tags'),
      log: scoped(log, 'live'),
    });
    const drawer = new SlipDrawer({
      clock,
      text: (language, key, values) => views.wording.text(language, key, values),
      standing: (view, ticket, at) => ticketAnswer(view, ticket, at),
    });
    const ledger = new PrintLedger(connections.command);
    const { printers } = live;
    const slips = { sites: relays, commands, printers, drawer, ledger, clock };
    const effects = new Effects({
      ...{ store, sites: relays, clock, commands, printers },
      connection: connections.jobs(),
      tail: (name) => connections.tail(name),
      printSlip: printSlip(slips),
      lostSlip: lostSlip(slips),
      owner: boot,
      log: scoped(log, 'effects'),
    });
    const embedded = new EmbeddedPrinters({
      sites: relays,
      log: scoped(log, 'printer'),
      startAgent: async (site, printer) => {
        const agent = await startAgent({
          ...{ site, printer: printer.id, address: printer.address, token: printerToken },
          server: url(),
          profile: profileFor(printer),
          log: scoped(log, 'printer'),
          virtual: {
            folder: join(config.dataDir, 'paper', `${site}-${printer.id}`),
            page: {
              host: '127.0.0.1',
              port: 0,
              language: 'vi',
              words: (word, values) => views.wording.text('vi', `slip.virtual.${word}`, values),
            },
          },
        });
        return { paper: agent.tray?.url ?? null, stop: () => agent.stop() };
      },
    });
    const pages = pagesRouter({
      ...{ views, sites: relays, clock },
      trial: { simulated: config.clock !== null },
      addresses: () => addressesOf(config.host, portOf(server)),
      paper: () => embedded.paper,
    });
    const app = createApp({
      ...{ store, sites: relays, clock, access, metrics, health, trouble, pages },
      log: scoped(log, 'http'),
      words: views.wording,
      refreshSites: () => relays.refresh(),
      slipPicture: (view, ticket) => drawer.picture(view, ticket),
      printerStatus: (site, printer) => printers.status(site, printer),
      build: views.build,
    });
    live.start();
    server.listen(config.port, config.host);
    await once(server, 'listening');
    const closed = once(server, 'close');
    stops.push(async () => {
      server.closeAllConnections();
      await closed;
    });
    // Sockets before that: a server has closed only when the last of them has.
    stops.push(() => live.stop());
    effects.start();
    stops.push(() => effects.stop());
    await settleStaleSlips(slips, STALE_SLIP_MS);
    await embedded.start();
    stops.push(() => embedded.stop());
    // From here on nobody new gets in; what is being answered is answered.
    stops.push(() => void server.close());
    return { url: url(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What hangs, such as a job whose Redis is gone, must not keep the product from ending. */
async function atMost(ms: number, step: () => Promise<void> | void, log: Log): Promise<void> {
  const late = pause(ms, 'late' as const, { ref: false });
  const done = Promise.resolve(step()).catch((error: unknown) => {
    scoped(log, 'main').warn({ err: error }, 'a part did not stop in order');
  });
  if ((await Promise.race([done, late])) === 'late') {
    scoped(log, 'main').warn('a part did not stop in time');
  }
}

interface TroubleParts {
  engine: Engine;
  canary: Canary;
  clock: Clock;
  relays: () => SiteViews;
}
/** Why nothing can be issued or called now: what screens show, in the order of what to mend first. */
function troubleOf({ engine, canary, clock, relays }: TroubleParts): () => Trouble | null {
  return () => {
    if (engine.diskFull()) return 'disk';
    if (engine.state() !== 'up' || !canary.alive) return 'store';
    const now = clock.now();
    const wrong = relays()
      .all()
      .some(({ board }) => clockWrong(now, board.at));
    return clock.stepped() || wrong ? 'clock' : null;
  };
}

/** Profile of a printer whose make nobody told: what every unit of its width understands. */
function profileFor({ address, dots }: PrinterConfig): string {
  if (address === 'virtual') return 'virtual';
  return dots === 384 ? 'generic-58' : 'generic-80';
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** An address that listens everywhere is reached on this machine by its loopback name. */
function hostOf(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** Where other machines of the room reach a server that listens on all or on one of its addresses. */
function addressesOf(host: string, port: number): string[] {
  const own = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  const reached = host === '0.0.0.0' || host === '::' ? own : own.filter((each) => each === host);
  return reached.map((address) => `http://${address}:${port}`);
}
