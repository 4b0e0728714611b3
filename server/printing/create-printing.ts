/** What prints, from the words of a ticket to the printers of each site, as the product wires it. */
import { DEVICE_FOLDERS } from '../../printer/discovery/usb.js';
import { ownNetworks, parseNetwork } from '../../printer/discovery/networks.js';
import type { SystemClock } from '../clock.js';
import type { Config } from '../config.js';
import { CITIZEN_PARTS, citizenSentences } from '../domain/citizen-words.js';
import { Effects } from '../effects/effects.js';
import { moveSlip } from '../effects/move-slip.js';
import { PrintLedger } from '../effects/print-ledger.js';
import { lostSlip, printSlip, recallSlips, settleStaleSlips } from '../effects/print-slip.js';
import type { PrinterAnswersStore } from '../effects/printer-answers.js';
import type { RollMeter } from '../effects/roll-meter.js';
import { SlipDrawer } from '../effects/slip-drawer.js';
import type { SystemCommands } from '../effects/system-commands.js';
import type { Engine } from '../engine/engine.js';
import { ticketAnswer } from '../http/ticket-answer.js';
import type { TicketLinks } from '../http/ticket-links.js';
import type { Live } from '../live/live.js';
import type { SiteRelays } from '../live/relays.js';
import { type Log, scoped } from '../log.js';
import type { MediaStore } from '../media/media-store.js';
import { PrintBetween } from '../operations/print-between.js';
import type { SiteConfig } from '../protocol/config.js';
import type { RedisStore } from '../store/redis/redis-store.js';
import type { Wording } from '../words.js';
import { embeddedAgents } from './embedded-agents.js';
import { EmbeddedPrinters, isEmbedded } from './embedded-printers.js';
import { FirstPrinters } from './printer-desk.js';

/**
 * ms after which a slip that is still being sent was left behind: longer than any attempt takes. What an agent of
 * the process before had is left behind at once.
 */
const STALE_SLIP_MS = 120_000;

export interface CreatePrintingParts {
  config: Pick<Config, 'printerNetworks'>;
  engine: Engine;
  store: RedisStore;
  clock: SystemClock;
  commands: SystemCommands;
  relays: SiteRelays;
  live: Pick<Live, 'printers'>;
  rolls: RollMeter;
  answers: PrinterAnswersStore;
  links: TicketLinks;
  media: Pick<MediaStore, 'read'>;
  wording: Wording;
  /** The sample ward, whose name a slip bears before there is another. */
  ward: SiteConfig;
  /** Where agents find the server, and what they prove themselves with. */
  server: () => string;
  token: string;
  /** Where virtual printers keep their paper. */
  paperDir: string;
  /** This start of the server. */
  boot: string;
  log: Log;
}

export function createPrinting(parts: CreatePrintingParts) {
  const { engine, store, clock, commands, relays, live, rolls, answers, links, wording, log } =
    parts;
  const { connections } = engine;
  const { printers } = live;
  const drawer = new SlipDrawer({
    clock,
    text: (language, key, values) => wording.text(language, key, values),
    citizen: citizenSentences(wording.sentences('vi', CITIZEN_PARTS)),
    standing: (view, ticket) => ticketAnswer(view, ticket, { clock, links }),
    linkOf: (site, ticket) => links.of(site, ticket),
    picture: (site, file) => parts.media.read(site, file),
  });
  const ledger = new PrintLedger(connections.command, rolls);
  const slips = { sites: relays, commands, printers, drawer, ledger, clock };
  const effects = new Effects({
    ...{ store, sites: relays, clock, commands, printers },
    connection: connections.jobs(),
    tail: (name) => connections.tail(name),
    printSlip: printSlip(slips),
    lostSlip: lostSlip(slips),
    recallSlips: recallSlips(slips),
    moveSlip: moveSlip(slips),
    forgetDeleted: async () => {
      const { copy } = engine;
      return copy === null || (await copy.alone(() => copy.forgetDeleted())) !== null;
    },
    owner: parts.boot,
    log: scoped(log, 'effects'),
  });
  const embedded = new EmbeddedPrinters({
    sites: relays,
    log: scoped(log, 'printer'),
    startAgent: embeddedAgents({
      ...{ server: parts.server, token: parts.token, paperDir: parts.paperDir },
      word: (word, values) => wording.text('vi', `slip.virtual.${word}`, values),
      log: scoped(log, 'printer'),
    }),
  });
  const desk = new FirstPrinters({
    networks: () => parts.config.printerNetworks?.map(parseNetwork) ?? ownNetworks(),
    devices: DEVICE_FOLDERS,
    configured: () => relays.all().flatMap(({ config }) => config.printers),
    slip: (place, dots) => {
      const { name, timeZone } = parts.ward.site;
      return drawer.trialSvg(place || name.vi, timeZone, dots);
    },
    remember: (unit, tested) => answers.keepTried(unit, tested),
    now: () => clock.now(),
    log: scoped(log, 'printer'),
  });
  const printBetween = new PrintBetween({
    ...{ clock, rolls, log: scoped(log, 'operations') },
    dots: (site, printer) => printers.dots(site, printer),
    feed: (site, printer) => printers.feed(site, printer),
    print: (site, order) => effects.printBetween(site, order),
  });
  return {
    ...{ effects, embedded, desk, printBetween },
    drawings: drawings(drawer),
    /** Ends slips that a server before this one left behind. */
    settle: () =>
      settleStaleSlips(slips, ({ slip, row }) => {
        const printer = relays
          .get(slip.site)
          ?.config.printers.find(({ id }) => id === slip.printer);
        const died = engine.copy !== null && printer !== undefined && isEmbedded(printer);
        return died || row.startedAt < Date.now() - STALE_SLIP_MS;
      }),
  };
}

/** What routes have drawn. */
function drawings(drawer: SlipDrawer) {
  return {
    slipPicture: drawer.picture.bind(drawer),
    sampleSlip: drawer.sample.bind(drawer),
    testSvg: drawer.testSvg.bind(drawer),
    papersSvg: drawer.papersSvg.bind(drawer),
    papersPicture: drawer.papersPicture.bind(drawer),
    summarySvg: drawer.summarySvg.bind(drawer),
    summaryPicture: drawer.summaryPicture.bind(drawer),
    pinSvg: drawer.pinSvg.bind(drawer),
  };
}
