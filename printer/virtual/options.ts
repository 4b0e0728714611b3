/** What a virtual printer is like, and what it tells of. */
import type { Bitmap1 } from '../render/bitmap.js';

/**
 * `epson` answers everything; `xprinter` too, but says that it is another make; `fence-only` answers only
 * `DLE EOT` and `GS r`; `mute` nothing; `always-ok` says that all is well whatever is the matter.
 */
export const PERSONAS = ['epson', 'xprinter', 'fence-only', 'mute', 'always-ok'] as const;
export type Persona = (typeof PERSONAS)[number];

export interface VirtualPrinterOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  persona: Persona;
  /** Width of the head. */
  dots: number;
  mmPerSecond: number;
  /** Receive buffer, bytes. */
  bufferBytes: number;
  /** Length of a new roll, mm. */
  rollMm: number;
  /** Below this much paper it says that the roll ends, mm. */
  lowMm: number;
}
export const VIRTUAL_DEFAULTS: VirtualPrinterOptions = {
  host: '127.0.0.1',
  port: 0,
  persona: 'epson',
  dots: 576,
  mmPerSecond: 150,
  bufferBytes: 4096,
  rollMm: 50_000,
  lowMm: 2_000,
};

/** A piece of paper that was cut or torn off. */
export interface VirtualSlip {
  /** From 1. */
  index: number;
  picture: Bitmap1;
  /** Bytes that came out as letters: 0 unless the stream was out of step. */
  letters: number;
  /** Real time, ms. */
  at: number;
}

export interface VirtualPrinterEvents {
  slip: [VirtualSlip];
  /** Paper, cover, power or a connection changed. */
  change: [];
  /** So many rows hang out since the last cut. */
  row: [number];
}
