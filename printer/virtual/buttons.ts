/** What a person, or a program, does to a virtual printer from outside. */
import type { VirtualPrinter } from './virtual-printer.js';

/** Bytes a second of a network that is hardly there: a slip takes half a minute. */
const SLOW_BYTES = 2_000;

interface Button {
  /** Name of what `does` is told, and the largest that it may be. */
  amount?: { name: string; most: number };
  does(printer: VirtualPrinter, amount?: number): void | Promise<void>;
}

/** The longest roll of any printer, mm. */
const LONGEST_ROLL = 1_000_000;

export const BUTTONS = {
  takePaper: { does: (printer) => printer.loadPaper(0) },
  nearEnd: { does: (printer) => printer.loadPaper(printer.options.lowMm / 2) },
  newRoll: {
    amount: { name: 'mm', most: LONGEST_ROLL },
    does: (printer, mm) => printer.loadPaper(mm),
  },
  openCover: { does: (printer) => printer.openCover() },
  closeCover: { does: (printer) => printer.closeCover() },
  jamCutter: { does: (printer) => printer.jamCutter(true) },
  freeCutter: { does: (printer) => printer.jamCutter(false) },
  tearOff: { does: (printer) => printer.tearOff() },
  slowNetwork: {
    amount: { name: 'bytes', most: 10_000_000 },
    does: (printer, bytes = SLOW_BYTES) => printer.slowNetwork(bytes),
  },
  fastNetwork: { does: (printer) => printer.slowNetwork(null) },
  drop: { does: (printer) => printer.dropConnections() },
  cutPower: { does: (printer) => printer.cutPower() },
  restorePower: { does: (printer) => printer.restorePower() },
} as const satisfies Record<string, Button>;
export type ButtonName = keyof typeof BUTTONS;

export function isButton(name: string): name is ButtonName {
  return Object.hasOwn(BUTTONS, name);
}

/**
 * Presses a button.
 * @param values what was given besides, such as `mm=300`
 * @returns false, and nothing is done, where a value is none that the button takes
 */
export async function press(
  printer: VirtualPrinter,
  name: ButtonName,
  values: URLSearchParams,
): Promise<boolean> {
  const button: Button = BUTTONS[name];
  for (const given of values.keys()) if (given !== button.amount?.name) return false;
  const text = button.amount === undefined ? null : values.get(button.amount.name);
  if (text === null) {
    await button.does(printer);
    return true;
  }
  const amount = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (amount < 1 || amount > (button.amount?.most ?? 0)) return false;
  await button.does(printer, amount);
  return true;
}
