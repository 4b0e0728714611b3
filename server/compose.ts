/** The only place that constructs things and wires them. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAccess } from './access/access.js';
import { DayQuota } from './access/day-quota.js';
import { derivedSecret, installSecret } from './access/install-secret.js';
import { loadPepper } from './access/pepper.js';
import { SystemClock } from './clock.js';
import type { Config } from './config.js';
import { PrinterAnswersStore } from './effects/printer-answers.js';
import { RollMeter } from './effects/roll-meter.js';
import { SystemCommands } from './effects/system-commands.js';
import { slipPicture } from './effects/slip-picture.js';
import { Stops } from './stops.js';
import { startEngine } from './engine/engine.js';
import { createApp } from './http/app.js';
import { createPages } from './http/create-pages.js';
import { Canary, createHealth } from './http/health.js';
import { createMetrics } from './http/metrics.js';
import { RemoteDesk } from './http/remote-desk.js';
import { RatingDesk } from './http/rating-desk.js';
import { TicketLinks } from './http/ticket-links.js';
import { loadViews } from './http/views.js';
import { createLive } from './live/live.js';
import { SiteRelays } from './live/relays.js';
import { type Log, scoped } from './log.js';
import { hostOf } from './network/listeners.js';
import { createNetwork } from './network/network.js';
import { createBackups } from './operations/create-backups.js';
import { Operations } from './operations/operations.js';
import { freeLeases } from './effects/lease.js';
import { createPrinting } from './printing/create-printing.js';
import { Converter } from './recording/converter.js';
import { createRecorder } from './recording/create-recorder.js';
import { Rhythms } from './reports/rhythms.js';
import { openSampleWard } from './samples/sample-ward.js';
import { createSetUp } from './set-up/create-set-up.js';
import { ListeningHost } from './set-up/listening-host.js';
import { isTrial } from './set-up/trial.js';
import { RedisStore } from './store/redis/redis-store.js';
import { createSpeech } from './speech/create-speech.js';
import { troubleOf } from './trouble.js';
import { VoicePacks } from './voice/voice-packs.js';
import { MediaStore } from './media/media-store.js';

/** Screens, templates and locales as `npm run build` lays them beside the compiled server. */
const DISPLAY = fileURLToPath(new URL('../display', import.meta.url));

export interface Product {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  url: string;
  /** Plain HTTP on this machine, also where `url` speaks HTTPS: for programs that know no authority. */
  own: string;
  /** The one-time address at which it is taken into use for real; `null` once that was done. */
  setUp: string | null;
  /** Stops in order: no new requests, printers, jobs, sockets, then the store (Redis last). */
  stop(): Promise<void>;
}

/** Starts everything in the order in which one needs the other. @throws what stands against it */
export async function startProduct(config: Config, log: Log): Promise<Product> {
  const boot = randomBytes(9).toString('base64url');
  const stops = new Stops(log);
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

    const hub = createServer((request, response) => {
      app(request, response);
    });
    const network = createNetwork({
      ...{ config, hub, host: () => host.current, log: scoped(log, 'network') },
    });
    await network.start();
    stops.push(() => network.stop());
    const { listeners, reach } = network;
    const secret = await installSecret(connections.command);
    const access = createAccess({
      redis: connections.command,
      secret: derivedSecret(secret, 'sessions'),
      tail: () => connections.tail('access'),
      pepper: await loadPepper(config.dataDir, config.accessPepper),
      adminToken: config.adminToken,
      names: network.publicNames,
      sites: () => relays.all().map(({ id }) => id),
      trustsEveryDevice: () => isTrial(relays, config.clock !== null),
      log: scoped(log, 'access'),
    });
    access.start();
    stops.push(() => access.stop());
    const views = await loadViews(DISPLAY);
    const metrics = createMetrics(true);
    const health = createHealth({ store, sites: relays, canary, redisState: engine.state });
    const host = new ListeningHost({
      doors: listeners,
      given: config.host,
      real: () => !isTrial(relays, config.clock !== null),
      log: scoped(log, 'main'),
    });
    const { publicUrl } = config;
    // What phones are told may be one of the machine's own addresses.
    const addresses = (): string[] => [
      ...new Set([...(publicUrl === null ? [] : [publicUrl]), ...reach.addresses()]),
    ];
    stops.push(
      relays.listen(
        () => void host.match(),
        () => void host.match(),
      ),
    );
    // Slips show who came for what; a folder of an older product let others read.
    const paperDir = join(config.dataDir, 'paper');
    await mkdir(paperDir, { recursive: true, mode: 0o700 });
    await chmod(paperDir, 0o700);
    const packs = new VoicePacks({
      bundled: views.voicesDir,
      own: join(config.dataDir, 'voices'),
      log: scoped(log, 'voice'),
    });
    await packs.start();
    const recorder = createRecorder({
      ...{ packs, sites: relays, clock, wording: views.wording },
      converter: new Converter(),
    });
    const media = new MediaStore(join(config.dataDir, 'media'));
    const { ward, library, names, maker, trialPeople, setUp } = await createSetUp({
      ...{ dataDir: config.dataDir, paperDir, store, clock, relays, access },
      kept: [recorder, media],
      wording: views.wording,
      openToNetwork: async () => {
        await host.match();
        return addresses();
      },
      log: scoped(log, 'main'),
    });
    const printerToken = derivedSecret(secret, 'printers');
    const installation = derivedSecret(secret, 'installation').slice(0, 16);
    const links = new TicketLinks({ secret: derivedSecret(secret, 'ticket-pages'), publicUrl });
    const ratings = new RatingDesk({ store, clock });
    const remote = new RemoteDesk({
      ...{ store, clock, links, trouble },
      quota: new DayQuota(connections.command),
      secret: derivedSecret(secret, 'remote'),
    });
    const rolls = new RollMeter(connections.command);
    const answersStore = new PrinterAnswersStore(connections.command, ({ site, printer }) => {
      const found = relays.get(site)?.config.printers.find(({ id }) => id === printer);
      return /^(tcp|device):/.test(found?.address ?? '');
    });
    const live = createLive({
      ...{ server: hub, relays, access, clock, links, boot, printerToken },
      printerAnswers: answersStore,
      slipPicture,
      rolls,
      build: views.build,
      addresses: () => reach.origins(),
      secret: derivedSecret(secret, 'tags'),
      log: scoped(log, 'live'),
    });
    const { printers } = live;
    const { drawings, effects, embedded, desk, printBetween, settle } = createPrinting({
      ...{ config, engine, store, clock, commands, relays, live, rolls, links, media, ward },
      ...{ answers: answersStore, wording: views.wording, paperDir, boot, log },
      server: () => listeners.ownUrl,
      token: printerToken,
    });
    stops.push(() => desk.stop());
    const rhythms = new Rhythms({ store, clock, log: scoped(log, 'reports') });
    const { voices, speech } = await createSpeech({
      ...{ config, connections, packs, relays, clock, boot, log },
      screens: live.lineup,
    });
    const printerState = {
      printerStatus: (site: string, printer: string) => printers.status(site, printer),
      printerAnswers: (site: string, printer: string) => printers.answers(site, printer),
      printerConditions: (site: string) => live.conditions.of(site),
    };
    const pages = createPages({
      ...{ views, sites: relays, clock, links, remote, ratings, rhythms, voices, media },
      ...{ setUp, ward, library },
      ...{ people: access.people, signIns: access.signIns, devices: access.devices },
      trustsEveryDevice: () => isTrial(relays, config.clock !== null),
      simulated: config.clock !== null,
      addresses,
      network: network.forPages(installation),
      paperOf: (site) => embedded.paperOf(site),
      trialPeople: () => trialPeople.shown,
      fromThisMachine: (request) => access.fromThisMachine(request),
    });
    const backups = createBackups({
      ...{ config, engine, store, build: views.build, log: scoped(log, 'operations') },
      timeZone: () => relays.all()[0]?.config.site.timeZone ?? 'UTC',
    });
    const operations = new Operations({
      ...{ backups, store, clock, sites: relays, engine, addresses, ...printerState },
      ...{ dataDir: config.dataDir, build: views.build, log: scoped(log, 'operations') },
      nightly: config.clock === null,
      canaryAge: () => canary.age,
      screens: (site) => live.lineup.list(site),
      sounds: (site) => speech.state(site),
      certificate: () => {
        const { kind, validTo, problem } = network.certificate.state();
        return { kind, validTo, problem };
      },
    });
    operations.start();
    stops.push(() => operations.stop());
    const app = createApp({
      ...{ setUp, desk, maker, ward, library, names },
      ...{ operations, printBetween, rhythms, packs, voices, media, recorder },
      ...{ ...drawings, ...printerState },
      addresses,
      identifyScreens: (site) => live.lineup.identify(site),
      ...{ store, sites: relays, clock, access, metrics, health, trouble, pages, links, ratings },
      soundScreens: (view, zone) => speech.test(view, zone),
      soundsOf: (site) => speech.state(site),
      soundTroubles: (view) => speech.troubles(view),
      log: scoped(log, 'http'),
      words: views.wording,
      refreshSites: () => relays.refresh(),
      rolls,
      build: views.build,
      installation,
      secure: {
        secureOrigin: (called) => reach.secureOrigin(called),
        publiclyTrusted: () => network.certificate.state().kind === 'given',
      },
    });
    live.start();
    stops.push(() => listeners.stop());
    await host.open();
    network.announce();
    // Sockets before that: a server has closed only when the last of them has.
    stops.push(() => live.stop());
    // After the screens, so that a call is seen before it is heard; it ends before them.
    speech.start();
    stops.push(() => speech.stop());
    // Its own Redis is this process's alone (`engine/owner-lock.ts`).
    if (engine.copy !== null) await freeLeases(connections.command);
    effects.start();
    stops.push(() => effects.stop());
    await settle();
    await embedded.start();
    stops.push(() => embedded.stop());
    // From here on nobody new gets in; what is being answered is answered.
    stops.push(() => listeners.shut());
    const scheme = listeners.isSecure ? 'https' : 'http';
    const url = `${scheme}://${hostOf(host.current)}:${listeners.port}`;
    const link = await setUp.link();
    return {
      url,
      own: listeners.ownUrl,
      setUp: link && `${url}/set-up/${link}`,
      stop: () => stops.run(),
    };
  } catch (error) {
    await stops.run();
    throw error;
  }
}
