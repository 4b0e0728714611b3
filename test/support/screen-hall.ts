/** A hall whose screens can be opened: real pages and live namespaces on the reference store. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { createAccess } from '../../server/access/access.js';
import type { Clock } from '../../server/clock.js';
import { usualRhythm } from '../../server/domain/usual-day.js';
import type { PagesNetwork } from '../../server/http/page-context.js';
import { pagesRouter } from '../../server/http/pages.js';
import { loadViews, type Views } from '../../server/http/views.js';
import type { HallLineup } from '../../server/live/hall-lineup.js';
import { createLive } from '../../server/live/live.js';
import { SiteRelays } from '../../server/live/relays.js';
import { createLog } from '../../server/log.js';
import type { CommandName, Commands } from '../../server/protocol/commands.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Role } from '../../server/protocol/people.js';
import type { Trouble } from '../../server/protocol/live.js';
import type { Accepted } from '../../server/store/port.js';
import { MemoryStore } from '../../server/store/memory/memory-store.js';
import { buildScreens } from '../../server/up/build-screens.mjs';
import { configuring, contextAt } from './factories.js';
import { quietNetwork } from './network.js';
import { startRedis, type TestRedis } from './redis.js';
import { cookiesOf, type Cookies } from './signed-in.js';
import { remoteDesk, ticketLinks } from './ticket-links.js';
import { slipPicture } from '../../server/effects/slip-picture.js';
import { answersKept } from './printer-answers.js';
import { rollsKept } from './rolls.js';

/** Builds all screens into a folder of their own. */
export async function builtScreens(): Promise<{ dir: string; views: Views } & AsyncDisposable> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-screens-'));
  await buildScreens({ outDir: dir });
  return {
    dir,
    views: await loadViews(dir),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Where a test's browser gets the session of somebody; the API is not served here. */
const SIGN_IN = '/sign-in-of-tests/:person/:pin';

export interface ScreenHallOptions {
  views: Views;
  config: SiteConfig;
  /** Site time (ms) at which the hall opens; it runs on from there. */
  at: number;
  speed?: number;
  /** `CLOCK` plays another day. */
  simulated?: boolean;
  /** Further sites of the same installation. */
  others?: readonly SiteConfig[];
  /** How phones reach the server; without it tickets have no page. */
  publicUrl?: string;
  /** The server is asked before it knows any site. */
  starting?: boolean;
  /** What it tells of its network. */
  network?: PagesNetwork;
  /** What it gives out besides pages. */
  routes?: RequestHandler;
}

export interface ScreenHall extends AsyncDisposable {
  url: string;
  clock: Clock;
  store: MemoryStore;
  relays: SiteRelays;
  /** The hall screens that are open. */
  readonly lineup: HallLineup;
  redis: TestRedis;
  /** What stands in the way of issuing and calling; the screens hear of it within a second. */
  trouble: Trouble | null;
  /** Gives a command as an officer, now or at a site time (ms). @throws Error when it is refused */
  must<N extends CommandName>(name: N, args: Commands[N], when?: number): Promise<Accepted>;
  /** Issues a number of a group and calls it to an open counter. @returns the number */
  call(group: string, counter: string, when?: number): Promise<string>;
  /** Somebody of this role signs in. @returns the cookies of his or her browser */
  signIn(role: Role): Promise<Cookies>;
  /** A machine that is paired as a kiosk. @returns the cookies of its browser */
  pairKiosk(): Promise<Cookies>;
  /** The server goes away without a word, and comes back at the same port. */
  vanish(): Promise<void>;
  /** @param build of the screens that it has then, if another one */
  comeBack(build?: string): Promise<void>;
}

export async function openScreenHall(options: ScreenHallOptions): Promise<ScreenHall> {
  const { views, config, speed = 1 } = options;
  const redis = await startRedis();
  const store = new MemoryStore();
  const started = performance.now();
  const clock: Clock = {
    now: () => options.at + (performance.now() - started) * speed,
    speed,
    offset: 0,
    stepped: () => false,
    confirm: () => undefined,
    doubt: () => undefined,
  };
  const state: { trouble: Trouble | null; readonly lineup: HallLineup } = {
    trouble: null,
    /** Of the server that runs now. */
    get lineup() {
      return running.live.lineup;
    },
  };
  const context = (when = clock.now()) => contextAt(Math.round(when), { site: config.site.id });
  for (const site of options.starting ? [] : [config, ...(options.others ?? [])]) {
    const opened = contextAt(options.at - 3_600_000, { site: site.site.id });
    await store.command('configure', configuring(site), opened);
  }
  const log = createLog('silent');
  const relays = new SiteRelays({
    store,
    clock,
    trouble: () => state.trouble,
    log,
  });
  await relays.start();
  const access = createAccess({
    redis: redis.client(),
    tail: () => redis.client(),
    secret: randomBytes(32).toString('hex'),
    pepper: randomBytes(32),
    adminToken: null,
    names: [],
    sites: () => [config.site.id],
    trustsEveryDevice: () => true,
    log,
  });
  access.start();
  const secret = randomBytes(32).toString('hex');
  const links = ticketLinks(options.publicUrl ?? null);

  function serve(boot: string, build = views.build) {
    const app = express();
    if (options.routes) app.use(options.routes);
    app.get(SIGN_IN, async (request, response) => {
      const { person, pin } = request.params;
      await access.signIns.signIn(request, response, { kind: 'pin', person, pin });
      response.end();
    });
    app.use(
      pagesRouter({
        views,
        sites: relays,
        clock,
        links,
        remote: remoteDesk(redis, { store, clock, links }),
        rhythms: { of: ({ config }) => usualRhythm(config) },
        voices: { made: () => null },
        people: access.people,
        signIns: access.signIns,
        devices: access.devices,
        trustsEveryDevice: () => true,
        simulated: options.simulated ?? false,
        addresses: () => ['http://192.168.1.10:3000'],
        network: options.network ?? quietNetwork(),
        paperOf: () => null,
        trialPeople: () => [],
        fromThisMachine: () => false,
      }),
    );
    const server = createServer(app);
    const live = createLive({
      server,
      relays,
      access,
      clock,
      build,
      boot,
      links,
      addresses: () => (options.network ?? quietNetwork()).origins(),
      secret,
      printerToken: secret,
      printerAnswers: answersKept(),
      slipPicture,
      rolls: rollsKept(),
      log,
    });
    return { server, live };
  }

  let running = serve('first');
  async function listen(port: number): Promise<number> {
    running.live.start();
    await new Promise<void>((resolve) => running.server.listen(port, '127.0.0.1', resolve));
    return (running.server.address() as AddressInfo).port;
  }
  async function close(): Promise<void> {
    running.live.stop();
    running.server.closeAllConnections();
    await new Promise((resolve) => running.server.close(resolve));
  }
  const port = await listen(0);

  async function must<N extends CommandName>(
    name: N,
    args: Commands[N],
    when?: number,
  ): Promise<Accepted> {
    const reply = await store.command(name, args, context(when));
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
    return reply;
  }

  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    ...{ clock, store, relays, redis },
    must,
    async call(group: string, counter: string, when?: number) {
      const { tickets } = await must('issue', { group }, when);
      const [ticket] = tickets;
      if (!ticket) throw new Error('no ticket was issued');
      await must('call', { ticket: ticket.id, counter }, when);
      return ticket.number;
    },
    async signIn(role: Role) {
      const sites = [config.site.id];
      const made = await access.people.add({ name: `Người ${role}`, role, languages: [], sites });
      const path = SIGN_IN.replace(':person', made.person.id).replace(':pin', made.pin);
      return cookiesOf(await fetch(`http://127.0.0.1:${port}${path}`));
    },
    async pairKiosk() {
      const { token } = await access.devices.make({
        ...{ kind: 'kiosk', name: 'Kiosk', site: config.site.id },
        ...{ counter: null, zone: null, printer: null, person: null },
      });
      return [{ name: 'motcua-device', value: token }];
    },
    vanish: close,
    async comeBack(build?: string) {
      running = serve('second', build);
      await listen(port);
    },
    async [Symbol.asyncDispose]() {
      await close();
      await relays.stop();
      access.stop();
      await redis.stop();
    },
  });
}
