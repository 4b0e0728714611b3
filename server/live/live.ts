/** The live side of the server: one socket.io server with a namespace for each audience. */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Access } from '../access/access.js';
import { sameText } from '../access/secrets.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Board, HallBoard } from '../protocol/board.js';
import type { Hello } from '../protocol/live.js';
import type { PrinterCondition, SlipPicture } from '../protocol/printing.js';
import { Backlogs, type Connection } from './backlog.js';
import { openBoardNamespace } from './board-namespace.js';
import { tagWith, type Tag } from './feed.js';
import { HallLineup } from './hall-lineup.js';
import { KioskNamespace } from './namespace-kiosk.js';
import { admitHall, hallOutlet, hallScreens } from './namespace-hall.js';
import { PrinterNamespace } from './namespace-printer.js';
import { admitStaff, staffOutlet, staffScreens } from './namespace-staff.js';
import { TicketNamespace, type TicketDoor } from './namespace-ticket.js';
import { OpenRights } from './open-rights.js';
import type { LiveIo, Screens } from './outlet.js';
import { PrinterConditions } from './printer-conditions.js';
import type { PrinterAnswersKept, PrinterLinks, RollsKept } from './printer-links.js';
import type { SiteRelay } from './relay.js';
import type { SiteRelays } from './relays.js';
import { SessionCap } from './session-cap.js';
import { SiteScreens } from './site-screens.js';

/** ms; a dead screen is found within twice this, under the 10 s within which a screen has to say so. */
const PING = 4_000;
/** ms between two looks at waiting counts and expected waits. */
const SWEEP = 1_000;
/** ms that a connection may take to choose its namespace. */
const CONNECT_WITHIN = 5_000;
/** Bytes of the largest message that a client may send: an `auth` or a print result. */
const MESSAGE_BYTES = 16_384;
/** ms; agents of this machine come within seconds, computers beside printers start meanwhile. */
const AGENTS_WITHIN = 60_000;
/** ms; a slip takes seconds, and its agent waits for the printer's proof itself. */
const PRINT_WITHIN = 60_000;

export interface LiveParts {
  /** The HTTP server whose upgrades socket.io takes. */
  server: HttpServer;
  relays: SiteRelays;
  access: Access;
  clock: Clock;
  /** Finds the ticket that a citizen's phone shows. */
  links: TicketDoor;
  /** Hash of the screens' build. */
  build: string;
  /** Differs with every start of the server. */
  boot: string;
  /** Origins at which screens look for this server. */
  addresses: () => string[];
  /** Keys the tags of entries; the same in all server processes of an installation. */
  secret: string;
  /** Token of the agents that this product starts itself; others show one that `access` knows. */
  printerToken: string;
  printerAnswers: PrinterAnswersKept;
  /** Draws a slip for a browser that prints. @param dots width of the paper */
  slipPicture: (svg: string, dots: number) => Promise<SlipPicture>;
  rolls: RollsKept;
  log: Log;
  /** The usual caps where it is not given. */
  sessions?: SessionCap;
  /** ms, `PRINT_WITHIN` where it is not given. */
  printWithin?: number;
  /** ms, `AGENTS_WITHIN` where it is not given. */
  agentsWithin?: number;
}

export interface Live {
  readonly printers: PrinterLinks;
  /** How they are. */
  readonly conditions: PrinterConditions;
  /** The hall screens that are open here. */
  readonly lineup: HallLineup;
  start(): void;
  /** Closes every connection; the HTTP server stays its owner's. */
  stop(): void;
}

export function createLive(parts: LiveParts): Live {
  return new LiveServer(parts);
}

class LiveServer implements Live {
  readonly printers: PrinterNamespace;
  readonly conditions: PrinterConditions;
  readonly lineup: HallLineup;
  readonly #parts: LiveParts;
  readonly #sites = new Map<string, SiteScreens>();
  readonly #tag: Tag;
  readonly #rights: OpenRights;
  readonly #kiosks: KioskNamespace;
  readonly #phones: TicketNamespace;
  readonly #backlogs = new Backlogs();
  #io: LiveIo | null = null;
  #sweeper: NodeJS.Timeout | undefined;
  #forget: (() => void) | null = null;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.lineup = new HallLineup(
      parts.build,
      async (request) => (await parts.access.devices.of(request))?.id ?? null,
    );
    this.#tag = tagWith(parts.secret);
    this.#rights = new OpenRights(parts.access, parts.log);
    this.printers = new PrinterNamespace({
      admits: async (token, { site, printer }) =>
        sameText(token, parts.printerToken) ? [] : parts.access.serves(token, site, printer),
      rights: this.#rights,
      answers: parts.printerAnswers,
      hasPrinter: (site, printer) =>
        parts.relays.get(site)?.config.printers.some(({ id }) => id === printer) ?? false,
      now: () => parts.clock.now(),
      ...{ access: parts.access, sites: parts.relays },
      ...{ slipPicture: parts.slipPicture, build: parts.build },
      answerWithin: parts.printWithin ?? PRINT_WITHIN,
      log: parts.log,
    });
    this.conditions = new PrinterConditions({
      ...{ links: this.printers, rolls: parts.rolls, clock: parts.clock, log: parts.log },
      printers: (site) => parts.relays.get(site)?.config.printers ?? [],
      agentsWithin: parts.agentsWithin ?? AGENTS_WITHIN,
      changed: (site) => this.#tellPrinters(site),
    });
    this.#phones = new TicketNamespace({
      ...{ sites: parts.relays, links: parts.links, clock: parts.clock, log: parts.log },
      hello: () => ({ at: parts.clock.now(), build: parts.build, speed: parts.clock.speed }),
    });
    this.#kiosks = new KioskNamespace({
      ...{ sites: parts.relays, access: parts.access, clock: parts.clock, log: parts.log },
      ...{ rights: this.#rights, conditions: this.conditions, hello: () => this.#hello() },
    });
  }

  start(): void {
    const { access, sessions = new SessionCap() } = this.#parts;
    const io: LiveIo = new Server({
      serveClient: false,
      perMessageDeflate: false,
      pingInterval: PING,
      pingTimeout: PING,
      connectTimeout: CONNECT_WITHIN,
      maxHttpBufferSize: MESSAGE_BYTES,
      // Upgrades to anything else are answered over HTTP (`http/upgrades.ts`).
      destroyUpgrade: false,
      // Asked for new sessions only.
      allowRequest: (request, decide) =>
        decide(null, access.originAllowed(request) && sessions.hasRoom(request)),
    });
    this.#io = io;
    this.#rights.start();
    this.conditions.start();
    this.#openBoards(io);
    this.printers.open(io);
    this.#kiosks.open(io);
    this.#phones.open(io);
    io.attach(this.#parts.server);
    io.engine.on('connection', (connection: Connection) => {
      this.#backlogs.add(connection);
      sessions.add(connection);
    });
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP);
  }

  stop(): void {
    clearInterval(this.#sweeper);
    this.#rights.stop();
    this.conditions.stop();
    this.#phones.stop();
    this.#forget?.();
    for (const site of this.#sites.values()) site.stop();
    this.#io?.disconnectSockets(true);
    this.#io?.engine.close();
  }

  #openBoards(io: LiveIo): void {
    const hall = hallScreens(io);
    const staff = staffScreens(io);
    this.#forget = this.#parts.relays.listen(
      (relay) => this.#addSite(relay, hall, staff),
      ({ id }) => this.#dropSite(id),
    );
    const { access, log } = this.#parts;
    const hello = (): Hello => this.#hello();
    openBoardNamespace({
      screens: hall,
      outlet: (site) => this.#sites.get(site)?.hall,
      admits: (handshake) => admitHall(access, handshake),
      ...{ hello, log, rights: this.#rights },
    });
    this.lineup.watch(hall);
    openBoardNamespace({
      screens: staff,
      outlet: (site) => this.#sites.get(site)?.staff,
      admits: (handshake, site) => admitStaff(access, handshake, site),
      ...{ hello, log, rights: this.#rights },
    });
  }

  #addSite(relay: SiteRelay, hall: Screens<HallBoard>, staff: Screens<Board>): void {
    const condition = (): PrinterCondition[] => this.conditions.of(relay.id);
    const site = new SiteScreens(
      relay,
      hallOutlet(relay, hall, this.#tag),
      staffOutlet(relay, staff, this.#tag, condition),
      this.#parts.clock,
      condition,
    );
    site.start();
    this.#sites.set(relay.id, site);
    relay.listen({
      entry: (entry) => this.#phones.entry(relay.id, entry),
      reset: () => this.#phones.sweep(),
    });
  }

  /** Its screens connect again and hear that there is no such site. */
  #dropSite(id: string): void {
    const site = this.#sites.get(id);
    this.#sites.delete(id);
    site?.stop();
    site?.disconnect();
  }

  #tellPrinters(site: string): void {
    this.#sites.get(site)?.printers();
    this.#kiosks.sweep();
  }

  #hello(): Hello {
    const { clock, build, boot, addresses } = this.#parts;
    return { at: clock.now(), build, boot, speed: clock.speed, addresses: addresses() };
  }

  #sweep(): void {
    for (const site of this.#sites.values()) site.sweep();
    this.#kiosks.sweep();
    this.#phones.sweep();
    const cut = this.#backlogs.cutChoked();
    if (cut > 0) this.#parts.log.warn({ cut }, 'screens that did not read were let go');
  }
}
