/** What the printer last said about itself. */
import type { PrinterFault, PrinterStatus } from '../../server/protocol/printing.js';

/** Why a slip cannot be printed now; the words for people are in the locales. */
export type Obstacle = 'paper-out' | 'cover-open' | 'printer-error';

export interface PrinterState {
  paper: PrinterStatus['paper'];
  cover: PrinterStatus['cover'];
  /** What is broken: `error` while nobody knows that it is the cutter. */
  fault: PrinterFault | null;
}

export const UNKNOWN_STATE: PrinterState = { paper: 'unknown', cover: 'unknown', fault: null };

/** What stands in the way, the thing that a person can mend first. */
export function obstacle(state: PrinterState): Obstacle | null {
  if (state.cover === 'open') return 'cover-open';
  if (state.paper === 'out') return 'paper-out';
  return state.fault === null ? null : 'printer-error';
}

/** Numbers of the real-time questions: cover and error, which error, paper sensors. */
export type Question = 2 | 3 | 4;

/** Folds the answer to one of them. */
export function fromRealTime(state: PrinterState, n: Question, byte: number): PrinterState {
  if (n === 2) {
    const paperStop = (byte & 0x20) !== 0;
    return {
      paper: paperStop ? 'out' : state.paper,
      cover: (byte & 0x04) !== 0 ? 'open' : 'closed',
      fault: (byte & 0x40) === 0 ? null : (state.fault ?? 'error'),
    };
  }
  if (n === 3) return { ...state, fault: (byte & 0x08) !== 0 ? 'cutter' : state.fault };
  return { ...state, paper: paperFrom((byte & 0x60) !== 0, (byte & 0x0c) !== 0) };
}

/** Folds a pushed status: byte 1 cover, byte 2 errors, byte 3 paper sensors. */
export function fromAutomatic(bytes: readonly [number, number, number, number]): PrinterState {
  return {
    paper: paperFrom((bytes[2] & 0x0c) !== 0, (bytes[2] & 0x03) !== 0),
    cover: (bytes[0] & 0x20) !== 0 ? 'open' : 'closed',
    fault: (bytes[1] & 0x08) !== 0 ? 'cutter' : (bytes[1] & 0x24) !== 0 ? 'error' : null,
  };
}

/** Folds the answer to `GS r 1`. */
export function fromQueued(state: PrinterState, byte: number): PrinterState {
  return { ...state, paper: paperFrom((byte & 0x0c) !== 0, (byte & 0x03) !== 0) };
}

function paperFrom(out: boolean, low: boolean): PrinterState['paper'] {
  return out ? 'out' : low ? 'low' : 'ok';
}
