/** Sessions × personas × faults × places in the bytes: one try on a table of its own, and what lies there. */
import { setTimeout as delay } from 'node:timers/promises';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import { type Bitmap1, blankBitmap } from '../../printer/render/bitmap.js';
import { clearLookAlikes } from '../../printer/render/look-alikes.js';
import type { PrinterSession } from '../../printer/session/session.js';
import { SESSION_TIMES } from '../../printer/session/times.js';
import type { Persona, VirtualPrinter } from '../../printer/virtual/virtual-printer.js';
import type { PrintResult } from '../../server/protocol/printing.js';
import { BenchTop, PATIENT } from './bench-top.js';
import { FaultLine, placesIn } from './fault-line.js';
import { shows } from './slips.js';

/** Each persona with the profile that such a printer gets. */
export const PROFILES = {
  epson: 'epson-tm80',
  xprinter: 'xprinter-80-lan',
  'fence-only': 'generic-80',
  'always-ok': 'generic-80',
  mute: 'generic-mute',
} as const satisfies Record<Persona, string>;

/** What goes wrong, and what a person does about it. */
export const FAULTS = {
  'the line is cut': {
    strike: (_printer: VirtualPrinter, line: FaultLine) => line.cut(),
    mend: () => undefined,
  },
  'the power is cut': {
    strike: (printer: VirtualPrinter) => printer.cutPower(),
    mend: (printer: VirtualPrinter) => printer.restorePower(),
  },
  'the paper ends': {
    strike: (printer: VirtualPrinter) => printer.loadPaper(0),
    mend: (printer: VirtualPrinter) => printer.loadPaper(),
  },
  'the cover is opened': {
    strike: (printer: VirtualPrinter) => printer.openCover(),
    mend: (printer: VirtualPrinter) => printer.closeCover(),
  },
  'the cutter jams': {
    strike: (printer: VirtualPrinter) => printer.jamCutter(true),
    mend: (printer: VirtualPrinter) => printer.jamCutter(false),
  },
} as const;
export type Fault = keyof typeof FAULTS;
/** What ends the connection. */
const CUTTING: ReadonlySet<Fault> = new Set(['the line is cut', 'the power is cut']);
/** Whether somebody mends it while the session still waits for the proof, or after it gave up. */
export type Mended = 'at once' | 'too late';

export interface Trial {
  persona: Persona;
  fault: Fault;
  mended: Mended;
  /** Bytes of the slip that reach the printer before it; `null` for a fault before anything is asked. */
  after: number | null;
  /** Bytes a second of the network; `null` for as fast as it comes. */
  pace: number | null;
}

export interface Findings {
  /** The refusal of a printer that said what is the matter before it got a byte. */
  refused: PrintResult | null;
  first: PrintResult;
  second: PrintResult;
  /** What lies there, in order: a whole slip, a torn piece, or letters that nobody sent. */
  paper: ('first' | 'second' | 'torn' | 'letters')[];
}

/** Noise with gaps, so that a slip has bands, skipped rows and single rows; about a third of a ticket. */
function noise(seed: number): Bitmap1 {
  const bitmap = blankBitmap(576, 260);
  let state = seed;
  for (const [from, to] of [
    [0, 90],
    [120, 121],
    [125, 250],
  ] as const) {
    for (let at = from * bitmap.rowBytes; at < to * bitmap.rowBytes; at++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      bitmap.data[at] = (state >> 16) & 0xff;
    }
  }
  clearLookAlikes(bitmap);
  return bitmap;
}
export const FIRST = noise(1);
export const SECOND = noise(2);

/** The kinds of places in the bytes of the trial's slip. */
export function placesFor(persona: Persona): Map<string, number> {
  return placesIn(encodeSlip(FIRST, loadProfile(PROFILES[persona]), 'AB12'));
}

/** Tries of a slip that was not sent: each waits until the printer is reached again. */
const TRIES = 40;
/** ms for the slip of a printer without proof, which only the paper tells of. */
const FALLS_WITHIN = 10_000;
/** ms until somebody has put it right: long enough for the printer to stop and to say so. */
const HANDS = 30;

/** ms: of who gives up before anybody mends it, at first; and of everybody else. */
const IMPATIENT = { proof: 250, whole: 700 };
const { proof, whole } = PATIENT;
/** How late an answer to a question of an older slip may come: as the product waits for it. */
const { settle } = SESSION_TIMES;

/**
 * Prints a slip into the fault, mends it, and prints another one.
 * @param slower how much more patient the impatient are, because the machine is busy
 */
export async function attempt(trial: Trial, slower = 1): Promise<Findings> {
  const { persona, mended, after, pace } = trial;
  const times = {
    ...{ preflight: 1_500, slowest: 1_500, connect: 500 },
    ...(persona !== 'mute' && { settle }),
    ...(mended === 'too late' && {
      proof: IMPATIENT.proof * slower,
      whole: IMPATIENT.whole * slower,
    }),
  };
  await using top = await BenchTop.set({ persona }, PROFILES[persona], times, (address) =>
    FaultLine.to(address),
  );
  const { printer, line } = top;
  if (line === null) throw new Error('no line to break');
  const { strike, mend } = FAULTS[trial.fault];
  printer.slowNetwork(pace);
  let refused: PrintResult | null = null;
  let first: PrintResult;
  if (after === null) {
    await strike(printer, line);
    first = await top.session.print(FIRST);
    await mend(printer);
    Object.assign(top.times, { proof, whole });
    if (first.outcome === 'blocked') {
      refused = first;
      first = await untilSent(top.session, FIRST);
    }
  } else {
    let told = -1;
    const mending = new Promise<void>((resolve) => {
      line.arm(after, () => {
        told = top.statuses.length;
        const broken = Promise.resolve(strike(printer, line));
        const wait = mended === 'at once' ? broken.then(() => delay(HANDS)) : broken;
        resolve(wait.then(() => (mended === 'at once' ? mend(printer) : undefined)));
      });
    });
    first = await untilSent(top.session, FIRST);
    // Given up before anything was wrong: nothing was tried.
    if (told < 0) return attempt(trial, slower * 2);
    await mending;
    if (mended === 'too late') await mend(printer);
    // A printer without proof is sent to on a connection that is gone, until that is noticed.
    if (CUTTING.has(trial.fault)) await top.lostSince(told);
    Object.assign(top.times, { proof, whole });
  }
  printer.slowNetwork(null);
  const second = await untilSent(top.session, SECOND);
  const last = performance.now() + FALLS_WITHIN;
  while (second.outcome === 'sent' && !lying(top).includes('second') && performance.now() < last)
    await delay(HANDS);
  return { refused, first, second, paper: lying(top) };
}

/** Nothing sent is tried again, as the queue does it. */
export async function untilSent(session: PrinterSession, picture: Bitmap1): Promise<PrintResult> {
  let result = await session.print(picture);
  for (let tries = 1; result.outcome === 'blocked' && tries < TRIES; tries++)
    result = await session.print(picture);
  return result;
}

/** What fell out of the printer, in order. */
export function lying({ slips }: BenchTop): Findings['paper'] {
  return slips.map(({ picture, letters }) => {
    if (letters > 0) return 'letters';
    if (shows(picture, FIRST)) return 'first';
    return shows(picture, SECOND) ? 'second' : 'torn';
  });
}
