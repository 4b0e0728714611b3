/** Looking for printers and trying one out, before it is any site's. */
import type { PrinterAnswers, PrintResult } from './printing.js';

export const PRINTER_WAYS = ['network', 'usb'] as const;
/** What a printer that was found seems to be: one of slips, one of pages, or nobody knows. */
export const PRINTER_KINDS = ['receipt', 'office', 'unknown'] as const;

export interface FoundPrinter {
  /** As a configuration writes it. */
  address: string;
  way: (typeof PRINTER_WAYS)[number];
  /** Make and model as it says itself; `null` when it says nothing. */
  name: string | null;
  kind: (typeof PRINTER_KINDS)[number];
  /** The server may write to it. */
  rights: boolean;
  /** A site prints there; such a printer is not asked anything. */
  used: boolean;
}

/** A search as it stands: in the networks of the machine that the server runs on, and on its USB. */
export interface PrinterSearch {
  searching: boolean;
  /** Addresses that were asked, and all. */
  asked: number;
  of: number;
  /** Networks, such as `192.168.1.0/24`. */
  networks: string[];
  /** One of them is so large that only the part around the server was asked. */
  cut: boolean;
  /** Real time, ms, at which it ended; `null` before the first one. */
  at: number | null;
  found: FoundPrinter[];
}

/** Why nothing could be printed, beside what an agent says (`AGENT_CAUSES`). */
export const TRIAL_CAUSES = ['device-gone', 'device-locked', 'device-busy', 'used'] as const;

/** A printer that is tried out. */
export interface PrinterTrial {
  address: string;
  /** `watching`: the slip came to its end, and the server looks whether the printer says that its cover is open. */
  stage: 'printing' | 'watching' | 'ended';
  outcome: PrintResult['outcome'] | null;
  /** One of `AGENT_CAUSES` or `TRIAL_CAUSES`. */
  cause: string | null;
  found: PrinterAnswers | null;
  /** It was seen to say that its paper ended or its cover stood open. */
  warned: boolean;
}
