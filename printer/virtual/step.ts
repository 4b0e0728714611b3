/** What a printer does next with what it received: the smallest things that take paper or change it. */
import type { Bitmap1 } from '../render/bitmap.js';
import type { Align, TextStyle } from './print-line.js';

export type Step =
  | { kind: 'row'; bytes: Buffer }
  | { kind: 'feed'; dots: number }
  | { kind: 'cut'; full: boolean }
  | { kind: 'reset' }
  | { kind: 'push-status'; on: boolean }
  | { kind: 'queued-status' }
  | { kind: 'process-id'; token: Buffer }
  /** `GS I n`: who it says that it is. */
  | { kind: 'model'; n: number }
  | { kind: 'nothing' }
  /** A byte that is printed as a letter; where nobody sends text the stream is out of step. */
  | { kind: 'letter'; byte: number }
  /** Prints the collected line, then so many blank lines. */
  | { kind: 'line'; more: number }
  | { kind: 'style'; set: Partial<TextStyle> }
  | { kind: 'align'; to: Align }
  | { kind: 'page'; n: number }
  /** Dots from line to line. */
  | { kind: 'spacing'; dots: number }
  /** Moves within the line without printing. */
  | { kind: 'move'; dots: number; from: 'start' | 'here' | 'tab' }
  /** A column of dots in the line. */
  | { kind: 'column'; picture: Bitmap1 }
  /** A picture that is printed at once, such as a code. */
  | { kind: 'picture'; picture: Bitmap1 };

export const NOTHING: Step = { kind: 'nothing' };
