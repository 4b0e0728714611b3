import { describe, expect, test } from 'vitest';
import {
  isMostlyUsed,
  LOW_SLIPS,
  paperLeft,
  type Roll,
  rollMetres,
} from '../../server/domain/paper-left.js';
import { printerTrouble } from '../../server/domain/printer-trouble.js';
import type { PrinterConfig } from '../../server/protocol/config.js';

const WIDE: PrinterConfig = { id: 'p1', name: 'Máy in', address: 'remote', dots: 576 };
const NEW: Roll = { number: 1, dots: 0, since: null, lengths: [], sensor: false, asked: false };
const METRE = 8_000;
/** Slips of an eighth of a metre. */
const EIGHTH = Array.from({ length: 20 }, () => 1_000);
const WELL = { online: true, paper: 'ok', cover: 'closed' } as const;

describe('what is left of a roll', () => {
  test('is told in slips as long as the last ones, without the part that nobody counts on', () => {
    const printer = { ...WIDE, rollMetres: 50 };
    expect(paperLeft({ ...NEW, lengths: EIGHTH }, printer).slips).toBe(380);
    expect(paperLeft({ ...NEW, lengths: [2_000, 2_000] }, printer).slips).toBe(190);
    expect(paperLeft({ ...NEW, lengths: EIGHTH, dots: 40 * METRE }, printer).slips).toBe(60);
    expect(paperLeft({ ...NEW, lengths: EIGHTH, dots: 60 * METRE }, printer).slips).toBe(0);
  });

  test('is said to end while thirty more come out, unless the printer says so itself', () => {
    const printer = { ...WIDE, rollMetres: 50 };
    const used = (slips: number): Roll => ({
      ...NEW,
      lengths: EIGHTH,
      dots: 380_000 - slips * 1_000,
    });
    expect(paperLeft(used(LOW_SLIPS), printer).low).toBe(false);
    expect(paperLeft(used(LOW_SLIPS - 1), printer).low).toBe(true);
    const sensing = paperLeft({ ...used(3), sensor: true }, printer);
    expect(sensing.low).toBe(false);
    expect(printerTrouble(WELL, sensing)).toBeNull();
    expect(printerTrouble({ ...WELL, paper: 'low' }, sensing)).toBe('low');
  });

  test('comes from the usual roll of the width where nobody said another', () => {
    expect([576, 384].map((dots) => rollMetres({ ...WIDE, dots: dots as 576 }))).toEqual([22, 15]);
    expect(isMostlyUsed({ ...NEW, dots: 11 * METRE }, WIDE)).toBe(true);
    expect(isMostlyUsed({ ...NEW, dots: 10 * METRE }, WIDE)).toBe(false);
  });
});

test('of several troubles the one is told that has to be mended first', () => {
  const left = { roll: 1, slips: 4, low: true, since: null, asked: true };
  expect(printerTrouble({ ...WELL, online: false, paper: 'out' }, left)).toBe('offline');
  expect(printerTrouble({ ...WELL, paper: 'out', cover: 'open' }, left)).toBe('cover');
  expect(printerTrouble({ ...WELL, paper: 'out', fault: 'cutter' }, left)).toBe('paper');
  expect(printerTrouble({ ...WELL, fault: 'cutter' }, left)).toBe('cutter');
  expect(printerTrouble(WELL, left)).toBe('low');
  expect(printerTrouble(WELL, { ...left, low: false })).toBe('roll');
});
