/** A slot for each printer whose agent is connected to this process. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PrinterLink, PrinterLinks } from '../live/printer-links.js';
import type { PrintOrder, PrintResult } from '../protocol/printing.js';
import { PrinterSlot, type PrinterSlotParts } from './printer-slot.js';
import { printQueueName } from './queues.js';

export interface PrinterWorkersParts extends PrinterSlotParts {
  printers: PrinterLinks;
  /** Has an agent asked what became of slips of which it may know more. */
  recallSlips(link: PrinterLink): Promise<void>;
}

/** ms of real time between two tries to ask an agent while Redis is away. */
const RECALL_PAUSE = 1_000;

export class PrinterWorkers {
  readonly #slots = new Map<string, PrinterSlot>();
  /** Starting and stopping of one printer's worker never overlap. */
  readonly #turns = new Map<string, Promise<void>>();
  #stopListening: (() => void) | null = null;
  #stopped = false;

  constructor(private readonly parts: PrinterWorkersParts) {}

  start(): void {
    this.#stopListening = this.parts.printers.listen({
      up: (link) => this.#enqueue(link, () => this.#up(link)),
      mayKnow: (link) => void this.#recall(link),
      down: (link) => this.#enqueue(link, () => this.#down(link)),
      ready: (link) => this.#enqueue(link, () => this.#ready(link)),
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening?.();
    await Promise.all(this.#turns.values());
    await Promise.all([...this.#slots.values()].map((slot) => slot.stop()));
    this.#slots.clear();
  }

  /**
   * Prints something that is no slip of a ticket, between two that are. Where the agent is not connected
   * to this process nothing is sent (`agent-offline`).
   */
  printBetween(site: string, order: PrintOrder): Promise<PrintResult> {
    const print = (): Promise<PrintResult> => this.parts.printers.print(site, order);
    const slot = this.#slots.get(printQueueName({ site, printer: order.printer }));
    return slot === undefined ? print() : slot.between(print);
  }

  #enqueue(link: PrinterLink, work: () => Promise<void> | void): void {
    const name = printQueueName(link);
    const before = this.#turns.get(name) ?? Promise.resolve();
    const turn = before.then(work).catch((error: unknown) => {
      this.parts.log.error({ err: error, ...link }, 'printer worker');
    });
    this.#turns.set(name, turn);
  }

  async #up(link: PrinterLink): Promise<void> {
    await this.#down(link);
    const slot = new PrinterSlot(link, this.parts);
    this.#slots.set(printQueueName(link), slot);
    slot.start();
  }

  async #down(link: PrinterLink): Promise<void> {
    const name = printQueueName(link);
    const slot = this.#slots.get(name);
    this.#slots.delete(name);
    await slot?.stop();
  }

  async #recall(link: PrinterLink): Promise<void> {
    const { printers, recallSlips, log } = this.parts;
    while (!this.#stopped && printers.connected(link.site, link.printer)) {
      try {
        await recallSlips(link);
        return;
      } catch (error) {
        log.warn({ err: error, ...link }, 'agent not asked about earlier slips');
        await sleep(RECALL_PAUSE);
      }
    }
  }

  #ready(link: PrinterLink): void {
    this.#slots.get(printQueueName(link))?.goOn();
  }
}
