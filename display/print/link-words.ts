/** What the page and the script that keeps its line to the server tell each other. */
import type { PictureOrder, PrintResult } from '../../server/protocol/printing.js';

export type LinkState =
  | 'connecting'
  | 'live'
  /** The server is not heard. */
  | 'stale'
  /** Another window has this printer now. */
  | 'elsewhere'
  /** This device serves the printer no more. */
  | 'revoked';

export type ToLink =
  | { kind: 'start'; site: string; printer: string; build: string }
  /** What became of an order. */
  | { kind: 'done'; attempt: string; result: PrintResult }
  /** Takes the printer back from another window. */
  | { kind: 'again' };

export type FromLink =
  | { kind: 'state'; state: LinkState }
  | { kind: 'order'; order: PictureOrder }
  /** Nobody said in time what became of the order: those at the door are asked. */
  | { kind: 'late'; attempt: string }
  | { kind: 'build'; build: string };
