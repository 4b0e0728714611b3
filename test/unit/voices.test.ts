/** Packs and what is joined from them: every announcement that a hall may need, measured by ffmpeg. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clipsOf, type Announcement } from '../../server/domain/announcement.js';
import { clipList, KIOSK_CLIP, NOTICE_CLIPS, SOUND_CLIPS } from '../../server/domain/clip-list.js';
import { formatNumber } from '../../server/domain/number.js';
import { ADDRESS_FORMS, VOICE_NUMBERS, VOICE_ODDS } from '../../server/protocol/config.js';
import { CONFIG_DEFAULTS } from '../../server/protocol/config-defaults.js';
import type { Pack } from '../../server/protocol/voice.js';
import { nameOf, readName } from '../../server/voice/audio-name.js';
import { FRAME_MS } from '../../server/voice/frames.js';
import { kioskPrompts } from '../../server/voice/kiosk-prompts.js';
import { readPack } from '../../server/voice/read-pack.js';
import type { Voices } from '../../server/voice/voices.js';
import { SITE, siteConfig } from '../support/factories.js';
import { BUNDLED, hear, voiceDesk } from '../support/voices.js';

const COUNTERS = Array.from({ length: 30 }, (_, i) => i + 1);
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const LANGUAGES = ['vi', 'en'];

function call(number: string, counter: number): Announcement & { kind: 'call' } {
  return { kind: 'call', number, counter, zone: null, again: false, last: false };
}

/** The sound behind an address that `spoken` gave. */
function soundOf(voices: Voices, src: string) {
  const name = src.slice(`/audio/${SITE}/`.length).replace(/\.mp3$/, '');
  return voices.sound(SITE, name);
}

const anyNumber = fc
  .tuple(fc.constantFrom(...LETTERS), fc.integer({ min: 1, max: 1_100 }))
  .map(([letter, n]) => formatNumber(letter, n));
const anyCounter = fc.integer({ min: 1, max: 30 });
const anyZone = fc.record({
  kind: fc.constantFrom('floor' as const, 'area' as const),
  number: fc.integer({ min: 1, max: 20 }),
});
const anyAnnouncement: fc.Arbitrary<Announcement> = fc.oneof(
  fc.record({
    kind: fc.constant('call' as const),
    number: anyNumber,
    counter: anyCounter,
    zone: fc.option(anyZone),
    again: fc.boolean(),
    last: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('batch' as const),
    numbers: fc.array(anyNumber, { minLength: 1, maxLength: 10 }),
    counter: anyCounter,
  }),
  fc.record({ kind: fc.constant('taken' as const), number: anyNumber }),
  fc.record({
    kind: fc.constant('clip' as const),
    clip: fc.constantFrom(...NOTICE_CLIPS, KIOSK_CLIP),
  }),
  fc.record({
    kind: fc.constant('test' as const),
    zone: fc.option(fc.integer({ min: 1, max: 20 })),
  }),
);
const anyManner = fc.record({
  language: fc.constantFrom(...LANGUAGES, 'km', 'zh-Hant-TW'),
  numbers: fc.constantFrom(...VOICE_NUMBERS),
  odd: fc.constantFrom(...VOICE_ODDS),
  address: fc.constantFrom(...ADDRESS_FORMS),
  chime: fc.boolean(),
  slower: fc.boolean(),
});

const anyPack = fc.constantFrom(null, 'vi', 'giong-chi-lan', '1');

describe('the bundled packs', () => {
  test.each(LANGUAGES)(
    '%s has every clip of its list, whole, and says where it is from',
    async (id) => {
      const { about, clips, broken } = await readPack(join(BUNDLED, id));
      expect(broken).toEqual([]);
      const listed = [...clipList(about.language).map((clip) => clip.id), ...SOUND_CLIPS];
      expect([...clips.keys()].sort()).toEqual(listed.sort());
      expect(about.provenance).toMatch(/espeak-ng .*GPL/);
      expect(about).toMatchObject({ licence: 'Apache-2.0', kind: 'synthesised', consent: null });
      for (const prompt of clipList(about.language)) {
        const clip = about.clips[prompt.id];
        expect(clip?.text).toBe(prompt.text);
        expect(clip?.ms, prompt.id).toBeGreaterThanOrEqual(prompt.ms.from);
        expect(clip?.ms, prompt.id).toBeLessThanOrEqual(prompt.ms.to);
      }
      const bytes = Object.values(about.clips).reduce((sum, clip) => sum + clip.bytes, 0);
      expect(bytes).toBeLessThan(300_000);
    },
  );

  test.each(LANGUAGES)(
    'every announcement in %s of 26 letters, 1,100 numbers and 30 counters is whole',
    async (language) => {
      const { packs } = await voiceDesk();
      const needed = new Set<string>();
      const manners = VOICE_NUMBERS.flatMap((numbers) =>
        VOICE_ODDS.map((odd) => ({ language, numbers, odd, chime: true, slower: true })),
      );
      let composed = 0;
      for (const [nth, manner] of manners.entries()) {
        for (let n = 1; n <= 1_100; n += 1) {
          for (const [at, letter] of LETTERS.entries()) {
            const number = formatNumber(letter, n);
            // All of them as most halls say them; in the other manners each counter with a part of the numbers.
            const counters = nth === 0 ? COUNTERS : [((n + at) % COUNTERS.length) + 1];
            for (const counter of counters) {
              composed += 1;
              const clips = clipsOf(call(number, counter), { ...manner, address: 'citizen' });
              for (const id of clips) needed.add(id);
            }
          }
        }
      }
      expect(composed).toBeGreaterThan(26 * 1_100 * 30);
      const lacks = (id: string): boolean => packs.clip(SITE, language, null, id) === null;
      expect([...needed].filter(lacks)).toEqual([]);
    },
    // Almost a million sentences: on a machine that has other work, too, they take a while.
    120_000,
  );

  test('200 announcements are as long as was said, as loud as wanted, and without holes', async () => {
    const desk = await voiceDesk();
    const sample = fc.sample(fc.tuple(anyAnnouncement, anyManner), {
      numRuns: 200,
      seed: 20_261_129,
    });
    const all = sample.map(([announcement, { language: wanted, chime, slower, ...voice }]) => {
      const language = wanted === 'en' ? 'en' : 'vi';
      desk.set({ ...voice, chime });
      const spoken = desk.voices.spoken(SITE, announcement, language, { slower });
      const bytes = soundOf(desk.voices, spoken?.src ?? '')?.bytes ?? Buffer.alloc(0);
      return { src: spoken?.src, told: spoken?.ms ?? 0, bytes };
    });
    const heard = await hear(all.map(({ bytes }) => bytes));
    const wrong = heard.flatMap((one, at) => {
      const { src, told = 0 } = all[at] ?? {};
      const right =
        Math.abs(one.ms - told) <= FRAME_MS &&
        Math.abs(one.loudness + 16) <= 1 &&
        one.peak <= -1.5 &&
        one.gap <= 250;
      return right ? [] : [{ ...one, src, told }];
    });
    expect(heard).toHaveLength(200);
    expect(wrong).toEqual([]);
  }, 120_000);
});

describe('an address', () => {
  test('says all that is needed to make the sound again', async () => {
    fc.assert(
      fc.property(anyAnnouncement, anyManner, anyPack, (announcement, manner, pack) => {
        const named = { stamp: '0123456789abcdef', pack, announcement, manner };
        expect(readName(nameOf(named))).toEqual(named);
      }),
    );
    const [one, another] = [await voiceDesk(), await voiceDesk()];
    const spoken = one.voices.spoken(SITE, call('A027', 3), 'vi');
    expect(spoken?.src).toMatch(
      /^\/audio\/ward\/[0-9a-f]{16}\.vi\.-\.digits-le-citizen-chime\.call_A027_3\.mp3$/,
    );
    const elsewhere = soundOf(another.voices, spoken?.src ?? '');
    expect(elsewhere?.lasting).toBe(true);
    expect(elsewhere?.bytes).toEqual(soundOf(one.voices, spoken?.src ?? '')?.bytes);
  });

  test.each([
    '',
    'x',
    '../../pack',
    '0123456789abcdef.vi.-.digits-le-citizen.call_A027_0',
    '0123456789abcdef.vi.-.digits-le-citizen.call_A027_1000',
    '0123456789abcdef.vi.-.digits-le-citizen.call_A0000027_3',
    '0123456789abcdef.vi.-.digits-le-citizen.call_a027_3',
    '0123456789abcdef.vi.-.digits-le-citizen.call_A027_3_again_again',
    '0123456789abcdef.vi.-.digits-le-citizen.call_A027_3_floor_007',
    '0123456789abcdef.vi.-.digits-le-citizen-chime-chime.call_A027_3',
    '0123456789abcdef.vi.-.digits-le-citizen.clip_../vi/pack',
    '0123456789abcdef.vi/../en.-.digits-le-citizen.test',
    `0123456789abcdef.vi.-.digits-le-citizen.batch_1${'_A001'.repeat(11)}`,
    '0123456789abcdef.vi.-lan.digits-le-citizen.test',
    '0123456789abcdef.vi.Lan.digits-le-citizen.test',
    'zzzzzzzzzzzzzzzz.vi.-.digits-le-citizen.test',
  ])('%j has no sound', async (name) => {
    const { voices } = await voiceDesk();
    expect(voices.sound(SITE, name)).toBeNull();
  });

  test('of another sound than now is spoken does not last', async () => {
    const { voices } = await voiceDesk();
    const old = '0123456789abcdef.vi.-.digits-le-citizen.call_A027_3';
    expect(voices.sound(SITE, old)?.lasting).toBe(false);
    expect(voices.sound('elsewhere', old)).toBeNull();
  });
});

describe('a site’s own pack', () => {
  /** Clips of the bundled pack under another name, less some of them. */
  async function recorded(change: (pack: Pack) => void = () => undefined): Promise<string> {
    const own = await mkdtemp(join(tmpdir(), 'motcua-voices-'));
    onTestFinished(() => rm(own, { recursive: true, force: true }));
    const folder = join(own, SITE, 'lan');
    await cp(join(BUNDLED, 'en'), folder, { recursive: true });
    const pack = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')) as Pack;
    Object.assign(pack, { id: 'lan', name: 'Chị Lan', kind: 'recorded', language: 'vi' });
    change(pack);
    await writeFile(join(folder, 'pack.json'), JSON.stringify(pack));
    return own;
  }
  const choose = { packs: { vi: 'lan' } };

  test('speaks where it is chosen, and the bundled one says what it lacks', async () => {
    const desk = await voiceDesk(await recorded());
    const clip = (chosen: string | null = null) => desk.packs.clip(SITE, 'vi', chosen, 'digit-7');
    expect(clip('lan')).not.toEqual(clip());
    expect(desk.packs.clip('elsewhere', 'vi', 'lan', 'digit-7')).toEqual(clip());
    expect(desk.packs.clip(SITE, 'vi', 'lan', 'tens')).toEqual(
      desk.packs.clip(SITE, 'vi', null, 'tens'),
    );
    desk.set(choose);
    expect(desk.voices.spoken(SITE, call('A027', 3), 'vi')?.missing).toEqual([]);
    const [state] = desk.packs.list(SITE);
    expect(state).toMatchObject({ id: 'lan', own: true, broken: [] });
    expect(state?.missing).toContain('tens');
  });

  test('with a clip that is not what it was is used without that clip', async () => {
    const own = await recorded();
    const file = join(own, SITE, 'lan', 'digit-7.mp3');
    const bytes = await readFile(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const { packs, logged } = await voiceDesk(own);
    expect(packs.list(SITE)[0]).toMatchObject({ broken: ['digit-7'] });
    expect(logged).toMatchObject([{ msg: 'clips are broken', pack: 'lan', broken: ['digit-7'] }]);
    expect(packs.clip(SITE, 'vi', 'lan', 'digit-7')).toEqual(
      packs.clip(SITE, 'vi', null, 'digit-7'),
    );
  });

  test.each([
    ['of another folder', (pack: Pack) => Object.assign(pack, { id: 'mai' })],
    [
      'with a clip outside of it',
      (pack: Pack) => {
        Object.assign(pack.clips, { '../../../etc/passwd': pack.clips['digit-1'] });
      },
    ],
    ['that says nothing of its licence', (pack: Pack) => Object.assign(pack, { licence: '' })],
  ])('%s is refused', async (_, change) => {
    const { packs, logged } = await voiceDesk(await recorded(change));
    expect(packs.list(SITE).some(({ own }) => own)).toBe(false);
    expect(logged).toMatchObject([{ msg: 'a voice pack cannot be read', pack: 'lan' }]);
  });

  test('in a language that nobody else speaks leaves the chime where a clip is missing, and says so once', async () => {
    const own = await recorded((pack) => Object.assign(pack, { language: 'km' }));
    const desk = await voiceDesk(own);
    desk.set({ packs: { km: 'lan' }, chime: false });
    const whole = desk.voices.spoken(SITE, call('A027', 3), 'km');
    expect(whole?.missing).toEqual([]);
    // English has no whole number 21 to lend.
    const [once, twice] = [21, 21].map((n) => desk.voices.spoken(SITE, call('A027', n), 'km'));
    expect(once?.missing).toEqual(['number-21']);
    expect(twice).toEqual(once);
    expect(soundOf(desk.voices, once?.src ?? '')?.bytes).toEqual(
      desk.packs.clip(SITE, 'km', null, 'chime'),
    );
    expect(desk.logged).toMatchObject([
      { msg: 'clips are missing: chime alone', language: 'km', missing: ['number-21'] },
    ]);
  });
});

describe('what a kiosk reads out', () => {
  const taken = { kind: 'taken', number: 'A027' } as const;
  const languages = [{ tag: 'km', name: 'ខ្មែរ', strings: {} }];
  const at = (kiosk: boolean) => ({
    id: SITE,
    config: siteConfig({}, { languages, voice: { ...CONFIG_DEFAULTS.voice, kiosk } }),
  });

  test('has an address in each language that has all its clips, and no chime', async () => {
    const { voices } = await voiceDesk();
    const number = kioskPrompts(voices, at(true), taken);
    expect(Object.keys(number)).toEqual(['vi', 'en']);
    expect(number['vi']).toMatch(/\.vi\.-\.digits-le-citizen-slower\.taken_A027\.mp3$/);
    const question = kioskPrompts(voices, at(true), { kind: 'clip', clip: KIOSK_CLIP });
    expect(Object.keys(question)).toEqual(['vi', 'en']);
    for (const src of [...Object.values(number), ...Object.values(question)]) {
      expect(soundOf(voices, src)?.lasting).toBe(true);
    }
  });

  test('is nothing where the site did not ask for it', async () => {
    const { voices } = await voiceDesk();
    expect(kioskPrompts(voices, at(false), taken)).toEqual({});
  });
});
