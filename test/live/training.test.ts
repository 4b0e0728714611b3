/** Practising at a copy of the hall, beside the real one and beside a site of other people. */
import { mkdtemp, readdir, rm, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordOf } from '../../server/domain/record.js';
import { EmbeddedPrinters } from '../../server/printing/embedded-printers.js';
import { createLog } from '../../server/log.js';
import type { Board } from '../../server/protocol/board.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Snapshot } from '../../server/protocol/live.js';
import { MediaStore } from '../../server/media/media-store.js';
import type { Recorder } from '../../server/recording/recorder.js';
import { SiteMaker } from '../../server/set-up/site-maker.js';
import { contextAt, siteConfig, SITE } from '../support/factories.js';
import { SILENT, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { openRecorder } from '../support/recorder.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

const TRAINING = `${SITE}-tap-duot`;

const DOT = PNG.sync.write(new PNG({ width: 1, height: 1 }));

let redis: TestRedis;
let server: LiveTestServer;
let maker: SiteMaker;
let paperDir: string;
let media: MediaStore;
let recorder: Recorder;
const logged: string[] = [];
/** Bearer tokens of a program of each site: sockets take them as they take sessions. */
let ours: string;
let theirs: string;

beforeAll(async () => {
  redis = await startRedis();
  const printers: SiteConfig['printers'] = [
    { id: 'door', name: 'Máy in ở cửa', address: 'tcp://192.168.1.50:9100', dots: 576 },
  ];
  server = await startLiveServer({ redis, config: { ...siteConfig(), printers } });
  paperDir = await mkdtemp(join(tmpdir(), 'motcua-paper-'));
  const { store, clock, relays: sites, access } = server;
  const { people, devices, tokens } = access;
  media = new MediaStore(join(paperDir, 'media'));
  recorder = await openRecorder(sites, clock);
  maker = new SiteMaker({
    ...{ store, clock, sites, people, devices, tokens, paperDir, kept: [recorder, media] },
    trainingPrinter: 'Máy in tập dượt',
    refreshSites: () => sites.refresh(),
    log: createLog('info', { write: (line: string) => void logged.push(line) }),
  });
  const elsewhere = siteConfig();
  await maker.make({ ...elsewhere, site: { ...elsewhere.site, id: 'elsewhere' } }, 'test');
  ours = await token([SITE]);
  theirs = await token(['elsewhere']);
});
afterAll(async () => {
  await server.stop();
  await redis.stop();
  await rm(paperDir, { recursive: true });
});
beforeEach(async () => {
  await maker.train(SITE, 'test');
});

async function token(sites: string[]): Promise<string> {
  const given = {
    name: 'board',
    scope: 'read',
    sites,
    expiresAt: Date.now() + 86_400_000,
  } as const;
  return (await server.access.tokens.make(given)).secret;
}

function watch(site: string, bearer: string): Socket {
  const extraHeaders = { authorization: `Bearer ${bearer}` };
  return server.connect('/staff', { auth: { site }, extraHeaders });
}
async function refusal(socket: Socket): Promise<string> {
  const [error] = (await heard(socket, 'connect_error')) as unknown[];
  return error instanceof Error ? error.message : '';
}
async function firstBoard(socket: Socket): Promise<Board> {
  const [snapshot] = (await heard(socket, 'snapshot')) as [Snapshot<Board>];
  return snapshot.board;
}

/** Gives a number at a site. @returns the number */
async function give(site: string): Promise<string> {
  const group = siteConfig().groups[0]?.id ?? '';
  const context = contextAt(server.clock.now(), { site });
  const reply = await server.store.command('issue', { group }, context);
  if (!reply.ok) throw new Error(reply.code);
  await server.relays.get(site)?.reached(reply.seq, 5_000);
  return reply.tickets[0]?.number ?? '';
}

describe('a site to practise at', () => {
  test('is the hall as it is configured now, with one printer of software', () => {
    const real = server.relays.get(SITE)?.config;
    const copy = server.relays.get(TRAINING)?.config;
    expect(copy?.groups).toEqual(real?.groups);
    expect(copy?.counters).toEqual(real?.counters);
    expect(copy?.site).toMatchObject({ training: true, name: real?.site.name });
    expect(copy?.printers.map(({ address }) => address)).toEqual(['virtual']);
  });

  test('is open to whoever works at the real one, and to nobody of another site', async () => {
    expect((await firstBoard(watch(TRAINING, ours))).tickets).toEqual({});
    expect(await refusal(watch(TRAINING, theirs))).toBe('not-allowed');
    expect(await refusal(watch(SITE, theirs))).toBe('not-allowed');
    expect(await refusal(watch('elsewhere', ours))).toBe('not-allowed');
  });

  test('counts for itself: its numbers are never those of the hall', async () => {
    const hall = watch(SITE, ours);
    const { tickets: before } = await firstBoard(hall);
    const events: unknown[] = [];
    hall.on('event', (event) => events.push(event));
    const first = await give(TRAINING);
    const second = await give(TRAINING);
    expect(Number(second.slice(1))).toBe(Number(first.slice(1)) + 1);
    const real = await give(SITE);
    expect(Number(real.slice(1))).toBe(Object.keys(before).length + 1);
    await expect.poll(() => events.length).toBe(1);
  });

  test('begun again it is empty, and its screens come back to that', async () => {
    await give(TRAINING);
    await mkdir(join(paperDir, `${TRAINING}-may-in-tap-duot`));
    const screen = watch(TRAINING, ours);
    expect(Object.keys((await firstBoard(screen)).tickets)).toHaveLength(1);
    const left = heard(screen, 'disconnect');
    await maker.train(SITE, 'test');
    await left;
    expect((await firstBoard(watch(TRAINING, ours))).tickets).toEqual({});
    expect(await readdir(paperDir)).toEqual([]);
    expect(await give(TRAINING)).toMatch(/001$/);
  });

  test('closed it is gone, and the hall goes on', async () => {
    const before = server.relays.get(SITE)?.board.seq ?? 0;
    await maker.forget(TRAINING, 'p-lead');
    expect(await refusal(watch(TRAINING, ours))).toBe('site-unknown');
    await give(SITE);
    expect(server.relays.get(SITE)?.board.seq).toBe(before + 1);
    await expect(maker.forget(SITE, 'p-lead')).rejects.toMatchObject({ code: 'site-real' });
    // Its own journal is gone with it: who wanted that is in the log.
    const last: unknown = JSON.parse(logged.at(-1) ?? '');
    expect(last).toMatchObject({ site: TRAINING, actor: 'p-lead', msg: 'site forgotten' });
  });

  test('closed it leaves no voice, no picture and no rating behind, and takes none of the hall', async () => {
    const { store, clock } = server;
    for (const site of [SITE, TRAINING]) {
      await recorder.put(site, 'giong-chi-my', {
        ...{ name: 'Giọng chị Mỷ', language: 'vi', licence: 'CC0-1.0', speaker: 'Giàng Thị Mỷ' },
      });
      await media.keep(site, DOT, []);
      const data = { ticket: '1', score: 4, place: 'phone', counter: null, said: true } as const;
      const said = { ticket: '1', text: 'chờ hơi lâu', seconds: 600 };
      const rated = { ...recordOf('service.rated', data), said };
      await store.command('record', rated, contextAt(clock.now(), { site }));
    }
    await maker.forget(TRAINING, 'p-lead');
    const { packs } = await recorder.list(TRAINING);
    expect(packs).toEqual([]);
    expect(await readdir(join(paperDir, 'media'))).toEqual([SITE]);
    expect(await store.said(TRAINING, '1')).toBeNull();
    expect((await recorder.list(SITE)).packs.map(({ speaker }) => speaker)).toEqual([
      'Giàng Thị Mỷ',
    ]);
    expect(await store.said(SITE, '1')).toBe('chờ hơi lâu');
    await rm(media.root, { recursive: true });
  });

  test('reaches no printer but its own', async () => {
    const reached: string[] = [];
    const embedded = new EmbeddedPrinters({
      sites: server.relays,
      startAgent: (site, { address }) => {
        reached.push(`${site} ${address}`);
        return Promise.resolve({ paper: null, stop: () => Promise.resolve() });
      },
      log: SILENT,
    });
    await embedded.start();
    await embedded.stop();
    expect(reached.filter((each) => each.startsWith(TRAINING))).toEqual([`${TRAINING} virtual`]);
  });
});
