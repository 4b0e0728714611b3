import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import {
  loadProfile,
  parseProfile,
  ProfileError,
  profileIds,
} from '../../printer/profiles/profile.js';
import { type Bitmap1, inkOf } from '../../printer/render/bitmap.js';
import { clearLookAlikes, findLookAlike } from '../../printer/render/look-alikes.js';
import { RealTimeListener } from '../../printer/virtual/answers.js';
import { ByteQueue } from '../../printer/virtual/byte-queue.js';
import { Interpreter } from '../../printer/virtual/interpreter.js';
import type { Step } from '../../printer/virtual/step.js';
import { PaperRoll } from '../../printer/virtual/paper-roll.js';
import { shows, slip } from './slips.js';

function decode(bytes: Buffer): Step[] {
  const queue = new ByteQueue();
  queue.push(bytes);
  const interpreter = new Interpreter();
  const steps: Step[] = [];
  for (let step = interpreter.next(queue); step !== null; step = interpreter.next(queue)) {
    steps.push(step);
  }
  expect(queue.length).toBe(0);
  return steps;
}

/** What lies on the paper when these steps are done, cut or not. */
function paperOf(steps: Step[], dots: number): Bitmap1 {
  const roll = new PaperRoll(dots, 10_000);
  for (const step of steps) {
    if (step.kind === 'row') roll.row(step.bytes);
    if (step.kind === 'feed') for (let i = 0; i < step.dots; i++) roll.row(Buffer.alloc(0));
  }
  return roll.cut();
}

const bitmaps = fc
  .record({
    rowBytes: fc.integer({ min: 1, max: 72 }),
    height: fc.integer({ min: 1, max: 200 }),
    seed: fc.uint8Array({ minLength: 8, maxLength: 64 }),
    blank: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
  })
  .map(({ rowBytes, height, seed, blank }): Bitmap1 => {
    const data = new Uint8Array(rowBytes * height);
    for (let i = 0; i < data.length; i++) {
      const row = Math.floor(i / rowBytes);
      if (blank[Math.floor(row / 5) % blank.length] !== true) data[i] = seed[i % seed.length] ?? 0;
    }
    return { width: rowBytes * 8, height, rowBytes, data };
  });

test('the usual kinds of printers are known, and of each how it is known', () => {
  expect(profileIds()).toEqual([
    'epson-tm80',
    'generic-58',
    'generic-80',
    'generic-mute',
    'virtual',
    'xprinter-80-lan',
  ]);
  for (const id of profileIds()) expect(loadProfile(id).provenance).toMatch(/^(declared|probed)$/);
});

describe.each(profileIds())('profile %s', (id) => {
  const profile = loadProfile(id);

  test('what a printer reads back is the picture', async () => {
    const picture = await slip({}, profile.dots);
    const { pieces } = encodeSlip(picture, profile, 'AB12');
    expect(shows(paperOf(decode(Buffer.concat(pieces)), profile.dots), picture)).toBe(true);
  });

  test('no command carries more than the printer’s buffer', async () => {
    const { pieces } = encodeSlip(await slip({}, profile.dots), profile, 'AB12');
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(
      profile.bufferBytes,
    );
  });

  test('paper is fed past the cutter before the cut, and the proof is asked for after it', async () => {
    const { pieces, fence } = encodeSlip(await slip({}, profile.dots), profile, 'AB12');
    const steps = decode(Buffer.concat([...pieces, fence])).filter(
      ({ kind }) => kind !== 'nothing',
    );
    const cut = steps.findIndex(({ kind }) => kind === 'cut');
    const feed = steps.findLast(({ kind }) => kind === 'feed');
    expect(feed).toEqual({ kind: 'feed', dots: profile.headToCutterDots });
    if (profile.cut === 'none') expect(cut).toBe(-1);
    else expect(steps[cut - 1]).toEqual(feed);
    const last = steps.at(-1);
    if (profile.completion === 'gs_paren_h') {
      expect(last).toEqual({ kind: 'process-id', token: Buffer.from('AB12') });
    } else if (profile.completion === 'gs_r') {
      expect(last?.kind).toBe('queued-status');
    } else {
      expect(fence).toHaveLength(0);
    }
  });

  test('blank rows are fed, not sent', async () => {
    const { pieces } = encodeSlip(await slip({}, profile.dots), profile, 'AB12');
    const rows = decode(Buffer.concat(pieces)).filter(({ kind }) => kind !== 'nothing');
    let blank = 0;
    for (const step of rows) {
      blank = step.kind === 'row' && step.bytes.every((byte) => byte === 0) ? blank + 1 : 0;
      expect(blank).toBeLessThan(4);
    }
    expect(rows.filter(({ kind }) => kind === 'feed').length).toBeGreaterThan(10);
  });

  test('status pushing is switched on once, after the reset that would switch it off', async () => {
    const { pieces } = encodeSlip(await slip({}, profile.dots), profile, 'AB12');
    const steps = decode(Buffer.concat(pieces)).filter(
      ({ kind }) => kind === 'reset' || kind === 'push-status',
    );
    expect(steps).toEqual([{ kind: 'reset' }, { kind: 'push-status', on: true }]);
    // ESC @ · FS . · GS a 255, before any dot; real-time questions come from the session alone.
    expect(pieces[0]?.toString('hex')).toBe('1b401c2e1d61ff');
  });
});

test('any picture comes out as it went in, blank rows skipped', () => {
  fc.assert(
    fc.property(bitmaps, (bitmap) => {
      clearLookAlikes(bitmap);
      const profile = { ...loadProfile('generic-80'), bufferBytes: 512 };
      const { pieces } = encodeSlip(bitmap, profile, 'AB12');
      const paper = paperOf(decode(Buffer.concat(pieces)), bitmap.width);
      expect(shows(paper, bitmap)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('no picture carries bytes that a printer would take for a real-time command', () => {
  // Bytes that make look-alikes likely: DLE, EOT, ENQ, DC4 and little else.
  const bytes = fc
    .uint8Array({ minLength: 1, maxLength: 400 })
    .map((random) =>
      Uint8Array.from(random, (byte) => [0x10, 0x04, 0x05, 0x14, 0x01, 0xff][byte % 6] ?? 0),
    );
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 72 }), (data, rowBytes) => {
      const rows = Math.max(1, Math.floor(data.length / rowBytes));
      const width = Math.min(rowBytes, data.length);
      const bitmap = {
        width: width * 8,
        height: rows,
        rowBytes: width,
        data: data.slice(0, width * rows),
      };
      const before = { ...bitmap, data: bitmap.data.slice() };
      clearLookAlikes(bitmap);
      expect(findLookAlike(bitmap.data)).toBe(-1);
      expect(inkOf(before) - inkOf(bitmap)).toBeLessThanOrEqual(bitmap.data.length / 2);
      const { pieces, fence } = encodeSlip(bitmap, loadProfile('generic-80'), 'AB12');
      expect(new RealTimeListener().hear(Buffer.concat([...pieces, fence]))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('nor does a band’s header, however many rows a large buffer takes at once', () => {
  const profile = parseProfile({ ...loadProfile('epson-tm80'), bufferBytes: 1_048_576 });
  for (const height of [0x0410, 0x0510, 0x1410]) {
    const bitmap = { width: 8, height, rowBytes: 1, data: new Uint8Array(height).fill(0xff) };
    const { pieces, fence } = encodeSlip(bitmap, profile, 'AB12');
    const bytes = Buffer.concat([...pieces, fence]);
    expect(findLookAlike(bytes)).toBe(-1);
    expect(shows(paperOf(decode(bytes), 8), bitmap)).toBe(true);
  }
});

test('a picture that still carries such bytes, or is too wide, is refused', () => {
  const data = Uint8Array.from([0x10, 0x04, 1]);
  const profile = loadProfile('generic-58');
  expect(() => encodeSlip({ width: 24, height: 1, rowBytes: 3, data }, profile, 'AB12')).toThrow(
    RangeError,
  );
  const wide = { width: 576, height: 1, rowBytes: 72, data: new Uint8Array(72).fill(1) };
  expect(() => encodeSlip(wide, profile, 'AB12')).toThrow(RangeError);
});

test('a profile with an unknown or missing field is refused with the field’s name', () => {
  const good = loadProfile('generic-80');
  expect(parseProfile(good)).toEqual(good);
  expect(() => parseProfile({ ...good, dots: 600 })).toThrow(/dots/);
  expect(() => parseProfile({ ...good, speed: 1 })).toThrow(/speed/);
  expect(() => loadProfile('../generic-80')).toThrow(ProfileError);
});
