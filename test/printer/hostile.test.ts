import { expect, test } from 'vitest';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import { loadProfile, profileIds } from '../../printer/profiles/profile.js';
import { hasInk } from '../../printer/render/bitmap.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import { seeded } from '../../server/samples/ward-day.js';
import { hostileSlip, plainSlips } from './hostile-slips.js';
import { decodeByManual } from './manual-decoder.js';

const SEED = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() % 2 ** 31);
const FIELDS = 100_000;
const DRAWN = 2_000;

const random = seeded(SEED);
/** Every element and attribute of a picture, without the texts in between and the values. */
function skeleton(svg: string): Set<string> {
  const found = new Set<string>();
  for (const [tag] of svg.matchAll(/<[^<>]*>?/g)) {
    for (const [name] of tag.replaceAll(/"[^"]*"/g, '').matchAll(/[^\s/>]+/g)) found.add(name);
  }
  return found;
}
const LAWFUL = new Set(plainSlips().flatMap((svg) => [...skeleton(svg)]));

/** What has no place in a picture: controls, halves, marks of direction, entities that are not ours. */
const FORBIDDEN =
  /[^\P{Cc}\n]|[\p{Cs}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|#x27|#x3D|#x60);)/u;

function expectPlain(svg: string, nth: number): void {
  const strange = FORBIDDEN.exec(svg);
  if (strange !== null) {
    throw new Error(`picture ${nth} has ${JSON.stringify(strange[0])} at ${strange.index}`);
  }
  for (const name of skeleton(svg)) {
    if (!LAWFUL.has(name)) throw new Error(`picture ${nth} has ${name}`);
  }
}

/** The commands of a slip but for bands and feeds, which carry nothing but dots and lengths. */
function commandsOf(stream: Buffer): string[] {
  const commands: string[] = [];
  for (let at = 0; at < stream.length; ) {
    const [first, second, third = 0] = stream.subarray(at, at + 3);
    if (first === 0x1d && second === 0x76) {
      at += 8 + stream.readUInt16LE(at + 4) * stream.readUInt16LE(at + 6);
      continue;
    }
    if (first === 0x1b && second === 0x4a) {
      at += 3;
      continue;
    }
    const length =
      first === 0x1d && second === 0x28
        ? 5 + stream.readUInt16LE(at + 3)
        : second === 0x40 || second === 0x2e
          ? 2
          : 3;
    commands.push(stream.toString('latin1', at, at + length));
    at += length;
    expect(third).toBeDefined();
  }
  return commands;
}

test(`${FIELDS} typed texts become letters and nothing else (seed ${SEED})`, {
  timeout: 120_000,
}, async () => {
  const profiles = profileIds().map(loadProfile);
  let drawn = 0;
  for (let fields = 0, nth = 0; fields < FIELDS; nth++) {
    const { svg, fields: more, dots } = hostileSlip(nth, random);
    fields += more;
    expectPlain(svg, nth);
    if (drawn >= DRAWN) continue;
    drawn += more;
    const picture = await renderSlip(svg, dots);
    const able = profiles.filter((each) => each.dots >= dots);
    const profile = able[nth % able.length];
    if (profile === undefined) throw new Error('no profile is wide enough');
    const { pieces, fence } = encodeSlip(picture, profile, 'AB12');
    const stream = Buffer.concat([...pieces, fence]);
    const proof = { gs_paren_h: ['\x1d(H\x06\x000\x30AB12'], gs_r: ['\x1dr\x01'], none: [] };
    const cut = { partial: ['\x1dV\x01'], full: ['\x1dV\x00'], none: [] };
    expect(commandsOf(stream)).toEqual([
      ...['\x1b@', '\x1c.', '\x1da\xff', ...cut[profile.cut], ...proof[profile.completion]],
    ]);
    // Nothing that a printer carries out wherever it stands, and the second reader sees the same dots.
    for (const command of ['1004', '1005', '1014']) {
      expect(stream.includes(Buffer.from(command, 'hex'))).toBe(false);
    }
    const { rows, cuts } = decodeByManual(stream, profile.dots);
    expect(cuts).toBe(profile.cut === 'none' ? 0 : 1);
    const row = Math.floor(random() * rows.length);
    const dotsOfRow = Array.from({ length: dots }, (_, x) => (hasInk(picture, x, row) ? '#' : '.'));
    expect(rows[row]).toBe(dotsOfRow.join('').padEnd(profile.dots, '.'));
  }
});
