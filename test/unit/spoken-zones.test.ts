/** Zones are called aloud by a number, for which a sentence was made. */
import { readFile, readdir } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { spokenZones, testSentence } from '../../server/domain/spoken-zones.js';

const PACK = 'display/voices/vi';
const zones = (...names: string[]) =>
  names.map((name, at) => ({ id: `zone-${at}`, name: { vi: name, en: '' } }));
const numbers = (...names: string[]) => [...spokenZones(zones(...names)).values()];

test('a zone is called by the number in its name, or by its place where names give none', () => {
  expect(numbers('Tầng 2', 'Tầng 1')).toEqual([2, 1]);
  expect(numbers('Sảnh', 'Tầng 2')).toEqual([1, 2]);
  expect(numbers('Nhà A tầng 1', 'Nhà B tầng 1')).toEqual([1, 2]);
  expect(numbers('Phòng 201', 'Phòng 305')).toEqual([1, 2]);
  expect(testSentence(zones('Tầng 3'), 'zone-0')).toBe('vi/test-3');
  expect(testSentence(zones('Tầng 3'), null)).toBe('vi/test-0');
});

test('every zone that a site may have has a sentence of clips that are as they were made', async () => {
  const pack = JSON.parse(await readFile(`${PACK}/pack.json`, 'utf8')) as {
    clips: Record<string, { bytes: number; sha256: string }>;
    sentences: Record<string, string[]>;
  };
  for (let zone = 0; zone <= 20; zone += 1) {
    const clips = pack.sentences[`test-${zone}`] ?? [];
    expect(clips, `${zone}`).not.toEqual([]);
    for (const clip of clips) expect(Object.keys(pack.clips)).toContain(clip);
  }
  const files = (await readdir(PACK)).filter((file) => file.endsWith('.mp3'));
  expect(files.sort()).toEqual(
    Object.keys(pack.clips)
      .map((clip) => `${clip}.mp3`)
      .sort(),
  );
  for (const [clip, { bytes, sha256 }] of Object.entries(pack.clips)) {
    const file = await readFile(`${PACK}/${clip}.mp3`);
    expect([file.length, createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256]);
    // Bare frames of 144 bytes, so that clips can be put one after the other.
    expect(file.length % 144, clip).toBe(0);
    expect(file.readUInt16BE(0), clip).toBe(0xfff3);
  }
});
