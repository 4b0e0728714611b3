/** A hall's server over HTTP for one test file: the real app, views and sessions on a store. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';
import request, { type Test } from 'supertest';
import type { Access } from '../../server/access/access.js';
import { createApp, type AppParts } from '../../server/http/app.js';
import { Canary, createHealth } from '../../server/http/health.js';
import { createHttpServer, LIMITS, type Limits } from '../../server/http/limits.js';
import { pageGuard } from '../../server/http/page-guard.js';
import { RatingDesk } from '../../server/http/rating-desk.js';
import { mediaRouter } from '../../server/http/media.js';
import { createMetrics } from '../../server/http/metrics.js';
import type { SlipPicture } from '../../server/http/tickets.js';
import { SiteRelays } from '../../server/live/relays.js';
import { MediaStore } from '../../server/media/media-store.js';
import type { SiteConfig } from '../../server/protocol/config.js';

import type { Role, Sites } from '../../server/protocol/people.js';
import type { Trouble } from '../../server/protocol/live.js';
import type { PrinterStatus } from '../../server/protocol/printing.js';
import type { Store } from '../../server/store/port.js';
import { MemoryStore } from '../../server/store/memory/memory-store.js';
import { loadWording } from '../../server/words.js';
import { createLog, type Log } from '../../server/log.js';
import { employ, openAccess, signInByPin } from './access.js';
import { configuring, contextAt, MORNING, siteConfig, SITE } from './factories.js';
import { HandClock } from './hand-clock.js';
import { quietOperations } from './operations.js';
import { openRecorder } from './recorder.js';
import { rollsKept } from './rolls.js';
import { startRedis, type TestRedis } from './redis.js';
import { FirstPrinters } from '../../server/printing/printer-desk.js';
import type { Network } from '../../printer/discovery/networks.js';
import { setUpParts } from './set-up-parts.js';
import { Rhythms } from '../../server/reports/rhythms.js';
import { ticketLinks } from './ticket-links.js';

const LOCALES = fileURLToPath(new URL('../../display/locales/', import.meta.url));
/** Path of the site in the API. */
export const SITE_PATH = `/api/v1/sites/${SITE}`;
export const TOKEN = 'a-token-of-the-tests-0123456789';

export interface HallOptions {
  store?: Store;
  config?: SiteConfig;
  slipPicture?: SlipPicture;
  limits?: Limits;
  /** Addresses that the cap per address does not bind; this machine's own unless given. */
  exempt?: (address: string) => boolean;
  /** Where sessions are kept; a Redis of its own unless given. */
  sessions?: TestRedis;
  /** Signs session cookies. */
  secret?: string;
  /** Public names besides addresses. */
  names?: readonly string[];
  /** A PIN is enough at every device; yes unless given. */
  trusting?: () => boolean;
  /** How phones reach the server; without it tickets have no page. */
  publicUrl?: string;
  /** Real time of access, ms; the machine's unless given. */
  now?: () => number;
  /** Silent unless given. */
  log?: Log;
  /** Where printers are looked for, and tried; without it nothing is. */
  networks?: readonly Network[];
}

export interface HttpHall {
  url: string;
  server: Server;
  /** What the app was made of. */
  parts: AppParts;
  store: Store;
  /** Where sessions are kept. */
  redis: TestRedis;
  clock: HandClock;
  access: Access;
  sites: SiteRelays;
  canary: Canary;
  /** What stands in the way of issuing; set by tests. */
  trouble: Trouble | null;
  /** What the printers' agents said; set by tests. */
  printers: Map<string, PrinterStatus>;
  /** `Cookie` of a browser at which somebody new of this role signed in. */
  signIn(role: Role, at?: Sites): Promise<string>;
  /** A request of a program with the token. */
  program(method: 'get' | 'post' | 'put' | 'delete', path: string): Test;
  /** A command of a program with the token, under a new key or this one. `path` is under the site. */
  command<T>(status: number, path: string, body?: object, key?: string): Promise<Answered<T>>;
  /** What a program with the token reads. `path` is under the site. */
  read<T>(status: number, path: string): Promise<Answered<T>>;
  stop(): Promise<void>;
}

export interface Answered<T> {
  headers: Readonly<Record<string, string | undefined>>;
  body: T;
}

/** Sends a request and expects this status; the body is what the test says it is. */
export async function answered<T>(status: number, sent: Test): Promise<Answered<T>> {
  const answer = await sent;
  if (answer.status !== status) {
    throw new Error(`${status} expected, ${answer.status} came: ${answer.text}`);
  }
  return { headers: answer.headers as Answered<T>['headers'], body: answer.body as T };
}

export function newKey(): string {
  return randomBytes(16).toString('hex');
}

export async function openHall(options: HallOptions = {}): Promise<HttpHall> {
  const redis = options.sessions ?? (await startRedis());
  const store = options.store ?? new MemoryStore();
  const clock = new HandClock(MORNING);
  const log = options.log ?? createLog('silent');
  const config = options.config ?? siteConfig();
  // A second server on the same store finds the site there.
  if ((await store.config(config.site.id)) === null) {
    await store.command('configure', configuring(config), contextAt(MORNING));
  }
  const hall: Pick<HttpHall, 'trouble' | 'printers'> = { trouble: null, printers: new Map() };
  const trouble = (): Trouble | null => hall.trouble;
  const sites = new SiteRelays({
    store,
    clock,
    trouble,
    log,
  });
  await sites.start();
  const access = await openAccess(redis, {
    ...(options.secret !== undefined && { secret: options.secret }),
    ...(options.now !== undefined && { now: options.now }),
    adminToken: TOKEN,
    names: options.names ?? [],
    sites: () => sites.all().map(({ id }) => id),
    trustsEveryDevice: options.trusting ?? (() => true),
  });
  const canary = new Canary(store, log);
  await canary.start();
  const pages = Router();
  pages.use(
    pageGuard({
      ...{ sites, signIns: access.signIns },
      plain: (response, _request, why) => {
        response.status(why === 'starting' ? 503 : 403).send(why);
      },
    }),
  );
  pages.get(
    ['/door', '/desk/:counter', '/desk/:counter/pad', '/admin{/*rest}'],
    (_request, response) => {
      response.type('html').send('<!doctype html><title>door</title>');
    },
  );
  const media = new MediaStore(join(tmpdir(), `motcua-media-${randomBytes(8).toString('hex')}`));
  pages.use(mediaRouter(media));
  const parts: AppParts = {
    store,
    sites,
    clock,
    access,
    log,
    metrics: createMetrics(false),
    health: createHealth({ store, sites, canary, redisState: () => 'up' }),
    words: await loadWording(LOCALES),
    trouble,
    slipPicture: options.slipPicture ?? (() => Promise.resolve(Buffer.from('a picture'))),
    media,
    sampleSlip: () => Promise.resolve(Buffer.from('a picture')),
    printerStatus: (_site, printer) => hall.printers.get(printer) ?? null,
    printerAnswers: () => null,
    printerConditions: () => [],
    rolls: rollsKept(),
    pages,
    links: ticketLinks(options.publicUrl ?? null),
    ratings: new RatingDesk({ store, clock }),
    rhythms: new Rhythms({ store, clock, log }),
    refreshSites: () => sites.refresh(),
    build: 'test',
    ...quietOperations({ store, sites, clock, log }),
    ...(await setUpParts({ store, sites, clock, access, networks: options.networks })),
    recorder: await openRecorder(sites, clock),
    installation: 'installation-of-tests',
  };
  const server = createHttpServer(createApp(parts), {
    limits: options.limits ?? LIMITS,
    ...(options.exempt && { exempt: options.exempt }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;

  const program: HttpHall['program'] = (method, path) =>
    request(server)[method](path).set('Authorization', `Bearer ${TOKEN}`);
  return Object.assign(hall, {
    url,
    server,
    parts,
    store,
    redis,
    clock,
    access,
    sites,
    canary,
    program,
    signIn: async (role: Role, at: Sites = [config.site.id]) =>
      signInByPin(url, await employ(access, role, at)),
    command: <T>(status: number, path: string, body: object = {}, key = newKey()) =>
      answered<T>(
        status,
        program('post', SITE_PATH + path)
          .set('Idempotency-Key', key)
          .send(body),
      ),
    read: <T>(status: number, path: string) =>
      answered<T>(status, program('get', SITE_PATH + path)),
    stop: async () => {
      if (parts.desk instanceof FirstPrinters) await parts.desk.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await canary.stop();
      await sites.stop();
      access.stop();
      if (options.sessions === undefined) await redis.stop();
    },
  });
}
