/**
 * The agent: sits beside one printer, keeps a connection to the server, takes one slip at a time,
 * prints it and says what became of it. It outlives restarts of either end.
 */
import { io, type Socket } from 'socket.io-client';
import type {
  PrinterClientToServer,
  PrinterHandshake,
  PrinterServerToClient,
  PrinterStatus,
  PrintOrder,
  PrintResult,
} from '../server/protocol/printing.js';
import { type PrinterAddress, parseAddress, unitOf } from './address.js';
import { loadProfile, parseProfile, type Profile } from './profiles/profile.js';
import { renderSlip } from './render/render-slip.js';
import { PrinterSession, type SessionStatus } from './session/session.js';
import { SESSION_TIMES, type SessionTimes } from './session/times.js';
import { DeviceTransport } from './transport/device.js';
import { TcpTransport } from './transport/tcp.js';
import type { Transport } from './transport/transport.js';
import { PaperTray, type PaperTrayOptions } from './virtual/paper-tray.js';

/** The part of a pino logger that the agent uses. */
interface AgentLog {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
}

export interface AgentOptions {
  /** Address of the server, such as `http://127.0.0.1:3000`. */
  server: string;
  site: string;
  /** Id of the printer in the site's configuration. */
  printer: string;
  token: string;
  /** As `parseAddress` reads it. */
  address: string;
  /** Id of a profile of `printer/profiles`; a virtual printer is as wide as its own options say. */
  profile: string;
  log: AgentLog;
  /** Needed for the address `virtual`. */
  virtual?: Pick<PaperTrayOptions, 'folder' | 'page'> & Partial<PaperTrayOptions>;
  times?: Partial<SessionTimes>;
  /** The server was reached and refused this agent; it asks again unless it is stopped. */
  onRefused?: (code: string) => void;
  /** Another agent has this printer now; it comes back and takes it away again unless it is stopped. */
  onReplaced?: () => void;
}

type ServerLink = Socket<PrinterServerToClient, PrinterClientToServer>;

/**
 * Attempts whose ends are remembered: the same order is never printed twice, and a server that was away is told
 * what became of its orders.
 */
const REMEMBERED = 200;
/** Pictures of a virtual printer that stay in its folder. */
const KEPT_PICTURES = 500;
/** Pause after the server refused the agent, such as while it still starts, ms. */
const REFUSED_PAUSE_MS = 2_000;

/**
 * Makes and starts an agent.
 * @throws ProfileError for an unknown profile, AddressError for an address that is none, or what the
 *   virtual printer's folder or ports stand against
 */
export async function startAgent(options: AgentOptions): Promise<PrinterAgent> {
  const agent = new PrinterAgent(options, loadProfile(options.profile));
  await agent.start();
  return agent;
}

export class PrinterAgent {
  readonly #options: AgentOptions;
  readonly #profile: Profile;
  readonly #address: PrinterAddress;
  /** The virtual printer where it is one. */
  readonly tray: PaperTray | null;
  readonly #results = new Map<string, Promise<PrintResult>>();
  #session: PrinterSession | null = null;
  #link: ServerLink | null = null;
  #again: NodeJS.Timeout | undefined;
  /** Why the server was not reached, told once. */
  #complained = '';

  constructor(options: AgentOptions, profile: Profile) {
    this.#options = options;
    this.#address = parseAddress(options.address);
    this.#profile = this.#address.kind === 'virtual' ? asWide(profile, options.virtual) : profile;
    this.tray = this.#address.kind === 'virtual' ? this.#virtual(options) : null;
  }

  get status(): PrinterStatus {
    const status: SessionStatus = this.#session?.status ?? {
      online: false,
      paper: 'unknown',
      cover: 'unknown',
    };
    return { printer: this.#options.printer, ...status, at: Date.now() };
  }

  async start(): Promise<void> {
    await this.tray?.start();
    this.#session = new PrinterSession({
      transport: this.#transport(),
      profile: this.#profile,
      clean: this.tray !== null,
      onStatus: () => this.#tell(),
      times: { ...SESSION_TIMES, ...this.#options.times },
    });
    this.#session.start();
    this.#link = this.#connect();
  }

  /** A slip under way is not waited for: its end is then unknown to the server. */
  async stop(): Promise<void> {
    const link = this.#link;
    // First of all: the link tells at once that it is cut, and an agent with a link connects again.
    this.#link = null;
    clearTimeout(this.#again);
    link?.disconnect();
    await this.#session?.stop();
    await this.tray?.stop();
  }

  #virtual(options: AgentOptions): PaperTray {
    const { virtual, log } = options;
    if (virtual === undefined) throw new TypeError('a virtual printer needs a folder');
    return new PaperTray({
      keep: KEPT_PICTURES,
      onError: (error) => log.warn({ err: error }, 'picture not kept'),
      ...virtual,
      printer: { dots: this.#profile.dots, ...virtual.printer },
    });
  }

  #transport(): Transport {
    const address = this.#address;
    switch (address.kind) {
      case 'device':
        return new DeviceTransport(address.path);
      case 'tcp':
        return new TcpTransport({ host: address.host, port: address.port });
      case 'virtual':
        return new TcpTransport({ host: '127.0.0.1', port: this.tray?.printer.port ?? 0 });
    }
  }

  #connect(): ServerLink {
    const { server, site, printer, token, log } = this.#options;
    const { address, profile } = this.#options;
    const unit = unitOf(address, profile);
    const { dots, headToCutterDots: feed, nearEndSensor: sensor } = this.#profile;
    const recalls = true;
    const auth: PrinterHandshake = { site, printer, token, dots, unit, feed, sensor, recalls };
    const link: ServerLink = io(`${server.replace(/\/$/, '')}/printer`, {
      auth,
      transports: ['websocket'],
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
      forceNew: true,
    });
    link.on('connect', () => {
      this.#complained = '';
      log.info({ server, site, printer }, 'agent connected');
      this.#tell();
    });
    link.on('disconnect', (reason) => {
      log.warn({ reason }, 'agent disconnected');
      if (!link.active) this.#connectAgain(link);
    });
    link.on('connect_error', (error) => {
      const unreached = link.active;
      if (error.message !== this.#complained) {
        this.#complained = error.message;
        log.warn(
          { server, reason: error.message },
          unreached ? 'server not reached' : 'server refused',
        );
      }
      if (unreached) return;
      this.#connectAgain(link);
      this.#options.onRefused?.(error.message);
    });
    link.on('print', (order, done) => void this.#take(order).then(answerOn(link, done)));
    link.on('recall', (attempt, done) => {
      const known = this.#results.get(attempt) ?? Promise.resolve(null);
      void known.then(answerOn(link, done));
    });
    link.on('replaced', () => this.#options.onReplaced?.());
    link.on('answers', (found) => this.#session?.learn(found));
    return link;
  }

  /** The library gives up when the server itself refused or ended the connection. */
  #connectAgain(link: ServerLink): void {
    if (link !== this.#link) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => link.connect(), REFUSED_PAUSE_MS);
  }

  #take(order: PrintOrder): Promise<PrintResult> {
    const known = this.#results.get(order.attempt);
    if (known !== undefined) return known;
    const result = this.#print(order);
    this.#results.set(order.attempt, result);
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= REMEMBERED) break;
      this.#results.delete(oldest);
    }
    return result;
  }

  async #print(order: PrintOrder): Promise<PrintResult> {
    const { log, printer } = this.#options;
    const session = this.#session;
    if (session === null || order.printer !== printer) {
      return { outcome: 'blocked', bytesSent: 0, cause: 'wrong-printer' };
    }
    if (this.tray !== null) this.tray.printer.speed = order.speed;
    try {
      const bitmap = await renderSlip(order.svg, this.#profile.dots);
      const result = await (order.probe === true ? session.probe(bitmap) : session.print(bitmap));
      if (result.found !== undefined) session.learn(result.found);
      log.info({ attempt: order.attempt, ...result }, 'slip');
      return result;
    } catch (error) {
      // Drawing and encoding throw before the first byte; sending never throws.
      log.warn({ err: error, attempt: order.attempt }, 'slip cannot be drawn');
      return { outcome: 'failed', bytesSent: 0, cause: 'bad-picture' };
    }
  }

  #tell(): void {
    if (this.#link?.connected === true) this.#link.emit('status', this.status);
  }
}

/**
 * An answer goes to the connection that asked and to no later one: on that the server counts its questions anew,
 * and would take it for the answer to another.
 */
function answerOn<T>(link: ServerLink, done: (answer: T) => void): (answer: T) => void {
  const asked = link.id;
  return (answer) => {
    if (link.connected && link.id === asked) done(answer);
  };
}

/** Its printer is made of software: any width that a head can have. */
function asWide(profile: Profile, virtual: AgentOptions['virtual']): Profile {
  return parseProfile({ ...profile, dots: virtual?.printer?.dots ?? profile.dots });
}
