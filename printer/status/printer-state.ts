/** What the printer last said about itself. */
import type { PrinterStatus } from '../../server/protocol/live.js';

/** Why a slip cannot be printed now; the words for people are in the locales. */
export type Obstacle = 'paper-out' | 'cover-open' | 'printer-error';

export interface PrinterState {
  paper: PrinterStatus['paper'];
  cover: PrinterStatus['cover'];
  /** Cutter jam, hot head or worse. */
  error: boolean;
}

export const UNKNOWN_STATE: PrinterState = { paper: 'unknown', cover: 'unknown', error: false };

/** What stands in the way, the thing that a person can mend first. */
export function obstacle(state: PrinterState): Obstacle | null {
  if (state.cover === 'open') return 'cover-open';
  if (state.paper === 'out') return 'paper-out';
  return state.error ? 'printer-error' : null;
}

/** Folds the answers to `DLE EOT 2` (cover, error) and `DLE EOT 4` (paper sensors). */
export function fromRealTime(state: PrinterState, n: 2 | 4, byte: number): PrinterState {
  if (n === 2) {
    const paperStop = (byte & 0x20) !== 0;
    return {
      paper: paperStop ? 'out' : state.paper,
      cover: (byte & 0x04) !== 0 ? 'open' : 'closed',
      error: (byte & 0x40) !== 0,
    };
  }
  return { ...state, paper: paperFrom((byte & 0x60) !== 0, (byte & 0x0c) !== 0) };
}

/** Folds a pushed status: byte 1 cover, byte 2 errors, byte 3 paper sensors. */
export function fromAutomatic(bytes: readonly [number, number, number, number]): PrinterState {
  return {
    paper: paperFrom((bytes[2] & 0x0c) !== 0, (bytes[2] & 0x03) !== 0),
    cover: (bytes[0] & 0x20) !== 0 ? 'open' : 'closed',
    error: (bytes[1] & 0x2c) !== 0,
  };
}

/** Folds the answer to `GS r 1`. */
export function fromQueued(state: PrinterState, byte: number): PrinterState {
  return { ...state, paper: paperFrom((byte & 0x0c) !== 0, (byte & 0x03) !== 0) };
}

function paperFrom(out: boolean, low: boolean): PrinterState['paper'] {
  return out ? 'out' : low ? 'low' : 'ok';
}
