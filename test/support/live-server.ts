/** A live server of its own on a real Redis: relays, namespaces and real sockets for one test file. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Access } from '../../server/access/access.js';
import type { Clock } from '../../server/clock.js';
import type { TicketLinks } from '../../server/http/ticket-links.js';
import { createLive, type Live } from '../../server/live/live.js';
import { SiteRelays } from '../../server/live/relays.js';
import type { SessionCap } from '../../server/live/session-cap.js';
import type { SiteRelay } from '../../server/live/relay.js';
import type { CommandName, Commands } from '../../server/protocol/commands.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Trouble } from '../../server/protocol/live.js';
import {
  type Accepted,
  type Context,
  type Reply,
  type Store,
  StoreDown,
} from '../../server/store/port.js';
import { openAccess } from './access.js';
import { configuring, contextAt, MORNING, SITE, type ContextParts } from './factories.js';
import type { TestRedis } from './redis.js';
import { connectStore } from './redis-store.js';
import { ticketLinks } from './ticket-links.js';
import { slipPicture } from '../../server/effects/slip-picture.js';
import { answersKept } from './printer-answers.js';
import { RollMeter } from '../../server/effects/roll-meter.js';

export const ADMIN_TOKEN = 'a-token-of-the-test-suite';
export const PRINTER_TOKEN = 'a-printer-token-of-the-suite';
export const SILENT = pino({ level: 'silent' });
/** ms for which a command is asked for again, and for which the relay may take to hear of it. */
const PATIENCE = 20_000;

/** Site time that moves only when told, and keeps what the relay tells it. */
export class HandClock implements Clock {
  readonly confirmed: number[] = [];
  doubtful = false;
  constructor(
    public time = MORNING,
    readonly speed = 1,
  ) {}
  get offset(): number {
    return this.confirmed.at(-1) ?? 0;
  }
  now(): number {
    return this.time;
  }
  stepped(): boolean {
    return this.doubtful;
  }
  confirm(offset: number): void {
    this.confirmed.push(offset);
    this.doubtful = false;
  }
  doubt(): void {
    this.doubtful = true;
  }
}

export interface LiveTestServer {
  url: string;
  store: Store;
  clock: HandClock;
  relays: SiteRelays;
  /** The relay of the one site. */
  relay: SiteRelay;
  live: Live;
  links: TicketLinks;
  access: Access;
  /** What is counted of the paper in the printers. */
  rolls: RollMeter;
  /** What keeps the hall from working; set by tests. */
  trouble: Trouble | null;
  /** Gives a command at the clock's time and waits until the relay knows. @throws Error when refused */
  give<N extends CommandName>(name: N, args: Commands[N], parts?: ContextParts): Promise<Accepted>;
  /** Connects a socket; `auth` names the site unless it says otherwise. */
  connect(namespace: string, options?: Partial<ManagerOptions & SocketOptions>): Socket;
  stop(): Promise<void>;
}

export interface LiveTestOptions {
  redis: TestRedis;
  /** Stored before the relays start, unless the Redis holds the site already. */
  config?: SiteConfig;
  clock?: HandClock;
  boot?: string;
  printWithin?: number;
  agentsWithin?: number;
  sessions?: SessionCap;
}

export async function startLiveServer(options: LiveTestOptions): Promise<LiveTestServer> {
  const { redis, clock = new HandClock() } = options;
  const store = await connectStore(redis);
  if (options.config !== undefined && (await store.config(SITE)) === null) {
    await store.command('configure', configuring(options.config), contextAt(clock.now()));
  }
  const http = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const access = await openAccess(redis, {
    secret: 'x'.repeat(32),
    adminToken: ADMIN_TOKEN,
    sites: () => relays.all().map(({ id }) => id),
  });
  const sockets: Socket[] = [];
  const relays = new SiteRelays({ store, clock, trouble: () => server.trouble, log: SILENT });
  await relays.start();
  const relay = relays.get(SITE);
  if (relay === undefined) throw new Error('the site was not configured');
  const links = ticketLinks('http://192.168.1.10:3000');
  const rolls = new RollMeter(redis.client());
  const live = createLive({
    ...{ server: http, relays, access, clock, log: SILENT, printerToken: PRINTER_TOKEN },
    printerAnswers: answersKept(),
    slipPicture,
    rolls,
    build: 'build-1',
    boot: options.boot ?? 'boot-1',
    addresses: () => [],
    links,
    secret: 'a secret of the tests',
    ...(options.printWithin === undefined ? {} : { printWithin: options.printWithin }),
    ...(options.agentsWithin === undefined ? {} : { agentsWithin: options.agentsWithin }),
    ...(options.sessions === undefined ? {} : { sessions: options.sessions }),
  });
  live.start();
  const server: LiveTestServer = {
    url: `http://127.0.0.1:${port}`,
    ...{ store, clock, relays, relay, live, links, access, rolls, trouble: null },
    async give(name, args, parts) {
      const reply = await insist(store, name, args, contextAt(clock.now(), parts));
      if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
      if (!(await relay.reached(reply.seq, PATIENCE))) throw new Error('the relay did not follow');
      return reply;
    },
    connect(namespace, socketOptions = {}) {
      const socket = io(`http://127.0.0.1:${port}${namespace}`, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        auth: { site: SITE },
        ...socketOptions,
      });
      sockets.push(socket);
      return socket;
    },
    async stop() {
      for (const socket of sockets) socket.disconnect();
      live.stop();
      access.stop();
      await relays.stop();
      http.close();
      http.closeAllConnections();
    },
  };
  return server;
}

/** Redis may answer late, or come back later than the relay heard of it: as every client does, asks again with the same key. */
async function insist<N extends CommandName>(
  store: Store,
  name: N,
  args: Commands[N],
  context: Context,
): Promise<Reply> {
  const last = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await store.command(name, args, context);
    } catch (error) {
      if (!(error instanceof StoreDown) || performance.now() > last) throw error;
      await pause(20);
    }
  }
}
