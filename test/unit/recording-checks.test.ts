/** Faults of recordings, put into good speech on purpose, are told; good speech is left in peace. */
import { beforeAll, describe, expect, test } from 'vitest';
import { clipList } from '../../server/domain/clip-list.js';
import {
  expectedOf,
  lengthFlaws,
  soundFlaws,
  type TakeLength,
} from '../../server/domain/recording-checks.js';
import { finishedClip, loudness } from '../../server/domain/recording-levels.js';
import { measureTake, type Take } from '../../server/domain/recording-measures.js';
import type { SoundFlaw } from '../../server/protocol/take-flaws.js';
import {
  amplitude,
  bundledSpeech,
  clipped,
  dice,
  humming,
  inRoom,
  type Spoken,
} from '../support/recorded-speech.js';

/** Share of faults that must be told, and of good takes about which nothing may be said. */
const CAUGHT = 0.95;
const FALSE_ALARMS = 0.05;

const speech = new Map<string, Spoken[]>();
beforeAll(async () => {
  for (const language of ['vi', 'en']) speech.set(language, await bundledSpeech(language));
});
const all = (): Take[] => [...speech.values()].flat().map(({ take }) => take);
const flawsOf = (take: Take): SoundFlaw[] => soundFlaws(measureTake(take));
/** Of takes, those in which this is found. */
function share(takes: readonly Take[], flaw: SoundFlaw): number {
  return takes.filter((take) => flawsOf(take).includes(flaw)).length / takes.length;
}

describe('how a take sounds', () => {
  test('good takes, loud and soft, in a quiet room and in an office, raise hardly any alarm', () => {
    const good = [-1, -6, -12, -18].flatMap((peak) =>
      all().map((take, at) =>
        inRoom(take, { peak, noise: (at % 2 === 0 ? -70 : -58) + peak / 2, random: dice(at) }),
      ),
    );
    const alarmed = good.filter((take) => flawsOf(take).length > 0);
    expect(alarmed.length / good.length).toBeLessThan(FALSE_ALARMS);
  });

  test('clips that are cut to the word already raise hardly any alarm', () => {
    const alarmed = all().filter((take) => flawsOf(take).some((flaw) => !flaw.startsWith('cut-')));
    expect(alarmed.length / all().length).toBeLessThan(FALSE_ALARMS);
  });

  test.each([4, 8, 14])('peaks cut off %d dB below where they would stand are told', (over) => {
    const faulty = all().map((take) => clipped(take, over));
    expect(share(faulty, 'clipped')).toBeGreaterThanOrEqual(CAUGHT);
    // Made softer afterwards they are as torn as before.
    const softer = faulty.map(({ samples, rate }) => ({
      rate,
      samples: samples.map((sample) => sample * 0.4),
    }));
    expect(share(softer, 'clipped')).toBeGreaterThanOrEqual(CAUGHT);
  });

  test('nothing, only noise, and a voice from another room are told', () => {
    const random = dice(3);
    const empty = all().map(({ samples, rate }) => ({ rate, samples: samples.map(() => 0) }));
    expect(share(empty, 'silent')).toBe(1);
    for (const noise of [-75, -50, -30]) {
      const takes = empty.map((take) => inRoom(take, { noise, random }));
      expect(share(takes, 'silent')).toBeGreaterThanOrEqual(CAUGHT);
    }
    const far = all().map((take) => inRoom(take, { peak: -40, noise: -75 }));
    const told = far.filter((take) =>
      flawsOf(take).some((one) => one === 'silent' || one === 'quiet'),
    );
    expect(told.length / far.length).toBeGreaterThanOrEqual(CAUGHT);
  });

  test.each([-46, -40, -32])('a hum of the mains at %d dB is told', (level) => {
    const faulty = all().map((take) => humming(inRoom(take), level));
    expect(share(faulty, 'hum')).toBeGreaterThanOrEqual(CAUGHT);
  });

  test.each([-38, -32])('the noise of a fan or a street at %d dB is told', (noise) => {
    const faulty = all().map((take) => inRoom(take, { noise, random: dice(11) }));
    expect(share(faulty, 'noisy')).toBeGreaterThanOrEqual(CAUGHT);
  });

  test('a word that begins before the recording does, or ends after it, is told', () => {
    const cut = (from: number, until: number): Take[] =>
      all().map((take) => {
        const { samples, rate } = inRoom(take);
        const { from: start, until: end } = measureTake({ samples, rate });
        const [a, b] = [start + from * (end - start), start + until * (end - start)];
        const room = Math.round(rate * 0.3);
        return {
          rate,
          samples: samples.slice(
            Math.round(from === 0 ? 0 : a),
            Math.round(until === 1 ? samples.length : b) + (until === 1 ? room : 0),
          ),
        };
      });
    expect(share(cut(0.4, 1), 'cut-start')).toBeGreaterThan(0.7);
    expect(share(cut(0, 0.5), 'cut-end')).toBeGreaterThan(0.7);
  });
});

describe('how long takes are', () => {
  /** @param pace by which somebody reads slower than the machine */
  function takesOf(language: string, pace = 1): TakeLength[] {
    const prompts = new Map(clipList(language).map((prompt) => [prompt.id, prompt]));
    return (speech.get(language) ?? []).flatMap(({ id, take }) => {
      const prompt = prompts.get(id);
      const { speechMs } = measureTake(inRoom(take));
      return prompt === undefined
        ? []
        : [{ id, ...expectedOf(language, prompt), speechMs: speechMs * pace }];
    });
  }
  const words = (language: string, least: number, most: number): string[] =>
    clipList(language)
      .filter(({ id, text }) => {
        if (!speech.get(language)?.some((one) => one.id === id)) return false;
        const count = text.split(/[ -]/).length;
        return count >= least && count <= most;
      })
      .map(({ id }) => id);

  test.each(['vi', 'en'])('whoever reads faster or slower is left in peace (%s)', (language) => {
    for (const pace of [0.8, 1, 1.3]) {
      const takes = takesOf(language, pace);
      expect(lengthFlaws(takes).size / takes.length).toBeLessThan(FALSE_ALARMS);
    }
  });

  test.each([
    ['vi', 4],
    ['en', 3],
  ] as const)('a word and a phrase that changed places are told, both (%s)', (language, least) => {
    const takes = takesOf(language);
    let [told, swaps] = [0, 0];
    for (const word of words(language, 1, 1).filter((id) => !id.startsWith('number-'))) {
      for (const phrase of words(language, least, 99)) {
        const lengthOf = (id: string): number =>
          takes.find((take) => take.id === id)?.speechMs ?? 0;
        const swapped = takes.map((take) =>
          take.id === word
            ? { ...take, speechMs: lengthOf(phrase) }
            : take.id === phrase
              ? { ...take, speechMs: lengthOf(word) }
              : take,
        );
        const flaws = lengthFlaws(swapped);
        swaps += 2;
        told += Number(flaws.get(word) === 'long') + Number(flaws.get(phrase) === 'short');
      }
    }
    expect(swaps).toBeGreaterThan(100);
    expect(told / swaps).toBeGreaterThanOrEqual(CAUGHT);
  });

  test('in a language whose words nobody typed, a phrase in place of a word is told', () => {
    const takes = clipList('hmn').map(({ id, text, ms }) => ({
      id,
      ...expectedOf('hmn', { text, ms }),
      speechMs: ms.to > 5_000 ? 4_500 : ms.to > 2_500 ? 1_300 : 420,
    }));
    expect(lengthFlaws(takes).size).toBe(0);
    const wrong = takes.map((take) =>
      take.id === 'digit-3' ? { ...take, speechMs: 1_900 } : take,
    );
    expect([...lengthFlaws(wrong)]).toEqual([['digit-3', 'long']]);
  });
});

test('a take made into a clip is as loud as all others, however it was recorded, and nothing of it tears', () => {
  for (const peak of [-3, -26]) {
    for (const take of all()) {
      const room = inRoom(take, { peak, noise: -80 });
      const clip = finishedClip(room, measureTake(room));
      const level = loudness(clip) ?? -99;
      // Words that are over at once are not torn for the last decibel.
      expect(level).toBeGreaterThan(-18.5);
      expect(level).toBeLessThan(-15);
      const highest = clip.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(highest).toBeLessThanOrEqual(amplitude(-2.4));
      // Cut to the word: what was before and after it is gone.
      expect(clip.samples.length).toBeLessThan(room.samples.length - room.rate * 0.3);
    }
  }
});
