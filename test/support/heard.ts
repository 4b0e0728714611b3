/** What a real television is heard to say: watched from inside its page, by the sounds that it plays. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A browser that may play without having been touched. */
export const LOUD = '--autoplay-policy=no-user-gesture-required';

/** What a page was heard to say, and which call it showed meanwhile. */
export interface Said {
  number: string;
  /** When it began and ended, on the page's own scale (`performance.now()`); `Infinity` while it is heard. */
  from: number;
  to: number;
}
export interface Watched {
  said: Said[];
  /** Each look at the page while something was heard: what, and on which calls the loudspeaker stood. */
  looks: { number: string; shown: string[] }[];
}
declare global {
  interface Window {
    watched: Watched;
  }
}

/** Runs in the page, before its own script. */
export function watchSound(): void {
  const watched: Watched = { said: [], looks: [] };
  window.watched = watched;
  const numberOf = (audio: HTMLAudioElement) => /[A-Z]\d{3}/.exec(audio.src)?.[0] ?? '';
  const on = (name: string, how: (audio: HTMLAudioElement) => void) =>
    document.addEventListener(
      name,
      ({ target }) => {
        if (target instanceof HTMLAudioElement && target.volume > 0) how(target);
      },
      true,
    );
  let playing: HTMLAudioElement | null = null;
  let fresh = false;
  on('loadstart', () => (fresh = true));
  on('playing', (audio) => {
    playing = audio;
    // What was held up for a moment goes on.
    if (!fresh) return;
    fresh = false;
    watched.said.push({ number: numberOf(audio), from: performance.now(), to: Infinity });
  });
  on('ended', () => {
    playing = null;
    const last = watched.said[watched.said.length - 1];
    if (last) last.to = performance.now();
  });
  setInterval(() => {
    if (playing === null || playing.paused) return;
    const tiles = [...document.querySelectorAll('.tile[data-spoken]:not([hidden])')];
    const shown = tiles.map((tile) => tile.getAttribute('data-call')?.split('@')[0] ?? '');
    watched.looks.push({ number: numberOf(playing), shown });
  }, 20);
}

export const watchedOn = (page: Page): Promise<Watched> => page.evaluate(() => window.watched);
export const heardOn = async (page: Page): Promise<string[]> =>
  (await watchedOn(page)).said.map(({ number }) => number);

/** One after the other, and each once. */
export function expectInTurn({ said }: Watched): void {
  said.forEach(({ from }, nth) => {
    const before = said[nth - 1];
    // What was cut off has no end of its own.
    if (before !== undefined && before.to !== Infinity)
      expect(from).toBeGreaterThanOrEqual(before.to);
  });
  const numbers = said.map(({ number }) => number);
  expect(numbers.filter((number, nth) => numbers.indexOf(number) !== nth)).toEqual([]);
}
