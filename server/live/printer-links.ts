/** The printers' agents as the rest of the server sees them: who is connected, and how to print. */
import type { Ended } from '../access/ports.js';
import type { Roll } from '../domain/paper-left.js';
import type {
  PrinterStatus,
  PrinterTested,
  PrintOrder,
  PrintResult,
} from '../protocol/printing.js';

/** Causes of an `unknown` that no agent said: it may still tell what became of the slip. */
export const UNHEARD = ['agent-lost', 'agent-silent', 'agent-unclear', 'interrupted'] as const;

/** One printer of one site whose agent came or went. */
export interface PrinterLink {
  site: string;
  printer: string;
}
/** What an agent said in its handshake, and what it was admitted by. */
export interface AnnouncedPrinter extends PrinterLink {
  dots: number;
  /** Which unit it has; '' of an agent that does not say. */
  unit: string;
  /** Dots of paper that it feeds after a slip; absent where it does not say. */
  feed?: number;
  /** Its printer is known to say in time that its roll ends. */
  sensor?: boolean;
  /** It says what became of orders that it got on an earlier connection. */
  recalls?: boolean;
  rests: readonly Ended[];
  /** A browser: it is given pictures. Notes that the device is here; the answer is called when it goes. */
  browser?: (where: { address: string }) => () => void;
}
export interface PrinterLinkListener {
  /** The agent is connected to this process and takes orders. */
  up(link: PrinterLink): void;
  /**
   * It may know what became of slips of which nobody else does: a connection of it begins, the first or another,
   * or it is there and did not answer in time.
   */
  mayKnow(link: PrinterLink): void;
  /** It is gone, or another process's connection took its place. */
  down(link: PrinterLink): void;
  /** Its printer can print, after it could not or nobody knew: it is online, closed and has paper. */
  ready(link: PrinterLink): void;
}
/** Where it is kept what printers were found to answer. */
export interface PrinterAnswersKept {
  /** @param unit as the agent names the printer that it has; what is known of another one does not count */
  of(link: PrinterLink, unit: string): Promise<PrinterTested | null>;
  keep(link: PrinterLink, unit: string, tested: PrinterTested): Promise<void>;
}
/** What is counted of the paper in the printers. */
export interface RollsKept {
  /** As far as it is known here; `null` before `load`. */
  of(link: PrinterLink): Roll | null;
  load(link: PrinterLink): Promise<void>;
  /**
   * The roll of this number is over and a new one is in; nothing when somebody said so before.
   * @param at site time, ms @returns whether this was the first to say so
   */
  change(link: PrinterLink, roll: number, at: number): Promise<boolean>;
  /** Whether somebody has to say if paper that was put in is a new roll. */
  ask(link: PrinterLink, asked: boolean): Promise<void>;
  /** The printer says in time when its roll ends: from now on it is believed. */
  hasSensor(link: PrinterLink): Promise<void>;
  /** Told of each change. @returns a function that ends the listening */
  listen(listener: (link: PrinterLink) => void): () => void;
}
export interface PrinterLinks {
  connected(site: string, printer: string): boolean;
  /** Width of its paper in dots as the agent announced it, or `null` without an agent. */
  dots(site: string, printer: string): number | null;
  /** Dots that its printer feeds after a slip, as the agent announced it. */
  feed(site: string, printer: string): number;
  /** Whether the agent announced that its printer says in time when its roll ends. */
  sensor(site: string, printer: string): boolean;
  /** The agent's last word about its printer, or `null` when it has said nothing yet. */
  status(site: string, printer: string): PrinterStatus | null;
  /** What a test slip found that it answers; `null` without an agent or a test. */
  answers(site: string, printer: string): PrinterTested | null;
  /**
   * Hands one slip to the printer's agent and waits for what became of it. Never throws: without an
   * agent `blocked` with 0 bytes (`agent-offline`); without an answer `unknown`.
   */
  print(site: string, order: PrintOrder): Promise<PrintResult>;
  /**
   * What became of an attempt that was handed over before; waits while it is being printed. Never throws:
   * `null` without an agent that knows.
   */
  recall(link: PrinterLink, attempt: string): Promise<PrintResult | null>;
  /** Tells of those connected already at once. @returns a function that ends the listening */
  listen(listener: PrinterLinkListener): () => void;
  /** Told of each agent that came or went and of each word of one. @returns a function that ends it */
  watch(listener: (link: PrinterLink) => void): () => void;
}
