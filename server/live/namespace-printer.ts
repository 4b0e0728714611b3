/**
 * `/printer`: the agents beside the printers. An agent proves itself by a token, says which printer
 * it has, and takes one slip at a time.
 */
import type { Namespace } from 'socket.io';
import { canPrint } from '../domain/printer-trouble.js';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';
import type {
  PrinterClientToServer,
  PrinterServerToClient,
  PrinterStatus,
  PrinterTested,
  PrintOrder,
  PrintResult,
} from '../protocol/printing.js';
import { printerHandshake, printerStatus, printResult } from '../protocol/schema/live.js';
import { type Agent, askAgent } from './ask-agent.js';
import { admitBrowser, type BrowserParts, drawnFor } from './browser-printer.js';
import { seenBy } from './namespace-hall.js';
import type { OpenRights } from './open-rights.js';
import type { LiveIo } from './outlet.js';
import {
  type AnnouncedPrinter,
  type PrinterAnswersKept,
  type PrinterLink,
  type PrinterLinkListener,
  type PrinterLinks,
  type UNHEARD,
} from './printer-links.js';
import { type TestedAgent, TestedAnswers } from './tested-answers.js';

type Agents = Namespace<PrinterClientToServer, PrinterServerToClient, object, object>;

interface Connected extends AnnouncedPrinter, TestedAgent {
  status: PrinterStatus | null;
}

export interface PrinterNamespaceParts extends BrowserParts {
  /** What the right to serve this printer rests on; `null` for who shows no token that is good for it. */
  admits(token: string, link: PrinterLink): Promise<AnnouncedPrinter['rests'] | null>;
  rights: OpenRights;
  /** What is known of the answers of printers, from their test slips. */
  answers: PrinterAnswersKept;
  /** Whether the site's configuration has that printer. */
  hasPrinter(site: string, printer: string): boolean;
  /** Build of the screens. */
  build: string;
  /** ms of real time that an agent may take for one slip before nobody knows what became of it. */
  answerWithin: number;
  /** Site time, ms. */
  now(): number;
  log: Log;
}

/** Dots that an agent which does not say it is taken to feed: as most printers have it. */
const USUAL_FEED = 120;
const OFFLINE: PrintResult = { outcome: 'blocked', bytesSent: 0, cause: 'agent-offline' };
const BAD_PICTURE: PrintResult = { outcome: 'failed', bytesSent: 0, cause: 'bad-picture' };

export class PrinterNamespace implements PrinterLinks {
  readonly #parts: PrinterNamespaceParts;
  readonly #tested: TestedAnswers;
  readonly #agents = new Map<string, Connected>();
  readonly #listeners = new Set<PrinterLinkListener>();
  readonly #watchers = new Set<(link: PrinterLink) => void>();

  constructor(parts: PrinterNamespaceParts) {
    this.#parts = parts;
    this.#tested = new TestedAnswers(parts);
  }

  open(io: LiveIo): void {
    const agents: Agents = io.of('/printer');
    const admitted = new WeakMap<Agent, AnnouncedPrinter>();
    agents.use((agent, next) => {
      this.#admit(agent).then(
        (announced) => {
          admitted.set(agent, announced);
          next();
        },
        (error: unknown) => {
          if (error instanceof AppError) return next(error);
          this.#parts.log.error({ err: error }, 'handshake of an agent failed');
          next(new AppError('internal'));
        },
      );
    });
    agents.on('connection', (agent) => {
      const announced = admitted.get(agent);
      if (announced !== undefined) this.#welcome(agent, announced);
    });
  }

  connected(site: string, printer: string): boolean {
    return this.#agents.has(key({ site, printer }));
  }

  dots(site: string, printer: string): number | null {
    return this.#agents.get(key({ site, printer }))?.dots ?? null;
  }

  feed(site: string, printer: string): number {
    return this.#agents.get(key({ site, printer }))?.feed ?? USUAL_FEED;
  }

  sensor(site: string, printer: string): boolean {
    return this.#agents.get(key({ site, printer }))?.sensor ?? false;
  }

  status(site: string, printer: string): PrinterStatus | null {
    return this.#agents.get(key({ site, printer }))?.status ?? null;
  }

  answers(site: string, printer: string): PrinterTested | null {
    return this.#agents.get(key({ site, printer }))?.answers ?? null;
  }

  listen(listener: PrinterLinkListener): () => void {
    for (const { site, printer } of this.#agents.values()) {
      listener.up({ site, printer });
      listener.mayKnow({ site, printer });
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(listener: (link: PrinterLink) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  #news(link: PrinterLink): void {
    for (const watcher of this.#watchers) watcher(link);
  }

  #mayKnow(link: PrinterLink): void {
    for (const listener of this.#listeners) listener.mayKnow(link);
  }

  async print(site: string, order: PrintOrder): Promise<PrintResult> {
    const link = this.#agents.get(key({ site, printer: order.printer }));
    if (link === undefined) return OFFLINE;
    const { agent } = link;
    const drawn = link.browser && (await drawnFor(this.#parts, order, link.dots));
    if (drawn === null) return BAD_PICTURE;
    // It went while the slip was drawn: nothing of it was sent.
    if (agent.disconnected) return OFFLINE;
    const said = await askAgent(agent, this.#parts.answerWithin, (within) =>
      drawn === undefined
        ? within.emitWithAck('print', order)
        : within.emitWithAck('picture', drawn),
    );
    if (said === 'agent-silent') this.#mayKnow({ site, printer: order.printer });
    if (typeof said === 'string') return nobodyKnows(said);
    const result = printResult.safeParse(said.answer);
    if (!result.success) return nobodyKnows('agent-unclear');
    const { found } = result.data;
    // Another connection may have taken its place since.
    const own = this.#agents.get(key({ site, printer: order.printer }));
    if (found !== undefined && own !== undefined) this.#tested.found(own, found);
    return result.data;
  }

  async recall({ site, printer }: PrinterLink, attempt: string): Promise<PrintResult | null> {
    const link = this.#agents.get(key({ site, printer }));
    if (link?.recalls !== true) return null;
    const said = await askAgent(link.agent, this.#parts.answerWithin, (within) =>
      within.emitWithAck('recall', attempt),
    );
    if (typeof said === 'string') return null;
    const result = printResult.safeParse(said.answer);
    return result.success ? result.data : null;
  }

  /** @throws AppError `bad-request`, `signed-out`, `not-found`, `store-down` */
  async #admit(agent: Agent): Promise<AnnouncedPrinter> {
    const auth = printerHandshake.safeParse(agent.handshake.auth);
    if (!auth.success) return admitBrowser(this.#parts, agent.handshake);
    const { site, printer, token, unit = '', feed = USUAL_FEED, sensor = false } = auth.data;
    const { dots, recalls = false } = auth.data;
    const rests = await this.#parts.admits(token, { site, printer });
    if (rests === null) throw new AppError('signed-out');
    if (!this.#parts.hasPrinter(site, printer)) throw new AppError('not-found');
    return { site, printer, dots, unit, feed, sensor, recalls, rests };
  }

  #welcome(agent: Agent, announced: AnnouncedPrinter): void {
    const { site, printer, browser } = announced;
    const name = key(announced);
    // Each question under way listens for its end, and after an outage there are many.
    agent.setMaxListeners(0);
    this.#parts.rights.add(agent, announced.rests);
    if (browser !== undefined) agent.emit('hello', { build: this.#parts.build });
    const { address } = agent.handshake;
    const device = announced.rests.find(({ kind }) => kind === 'device') ?? null;
    const gone =
      browser?.({ address }) ?? seenBy(this.#parts.access, device)?.({ address, build: null });
    if (gone !== undefined) agent.on('disconnect', gone);
    // An agent that was cut off comes back before its old connection is found dead: the new one counts.
    const before = this.#agents.get(name);
    const own: Connected = { ...announced, agent, status: null, answers: null, warned: false };
    this.#agents.set(name, own);
    this.#tested.remind(own);
    before?.agent.emit('replaced');
    before?.agent.disconnect(true);
    agent.on('status', (message: unknown) => {
      const status = printerStatus.safeParse(message);
      if (!status.success || status.data.printer !== printer) {
        agent.disconnect(true);
        return;
      }
      if (this.#agents.get(name) !== own) return;
      const before = own.status;
      own.status = status.data;
      if (isWarning(status.data)) this.#tested.warned(own);
      this.#news({ site, printer });
      if (!canPrint(status.data) || canPrint(before)) return;
      for (const listener of this.#listeners) listener.ready({ site, printer });
    });
    agent.on('disconnect', (reason) => {
      if (this.#agents.get(name) !== own) return;
      this.#agents.delete(name);
      this.#parts.log.info({ site, printer, reason }, 'printer agent gone');
      for (const listener of this.#listeners) listener.down({ site, printer });
      this.#news({ site, printer });
    });
    this.#news({ site, printer });
    if (before === undefined) {
      this.#parts.log.info({ site, printer }, 'printer agent here');
      for (const listener of this.#listeners) listener.up({ site, printer });
    }
    this.#mayKnow({ site, printer });
  }
}

function isWarning({ paper, cover }: PrinterStatus): boolean {
  return paper === 'out' || cover === 'open';
}

function key(link: PrinterLink): string {
  return `${link.site}/${link.printer}`;
}

/** Something may have gone to the printer: never 0 bytes, so that nobody prints again by himself. */
function nobodyKnows(cause: (typeof UNHEARD)[number]): PrintResult {
  return { outcome: 'unknown', bytesSent: 1, cause };
}
