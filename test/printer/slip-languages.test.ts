import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyBoard } from '../../server/domain/board.js';
import { CITIZEN_PARTS, citizenSentences } from '../../server/domain/citizen-words.js';
import { SlipDrawer } from '../../server/effects/slip-drawer.js';
import type { SiteView } from '../../server/live/site-view.js';
import type { LanguageConfig } from '../../server/protocol/config.js';
import { loadWording, type Wording } from '../../server/words.js';
import { MONDAY, MORNING, SITE, siteConfig, ticket } from '../support/factories.js';
import { HandClock } from '../support/hand-clock.js';
import { textsOf } from './slips.js';

const LOCALES = fileURLToPath(new URL('../../display/locales/', import.meta.url));

/** Khmer enough to be drawn; each sentence keeps what is filled into it. */
function khmer(sentences: Readonly<Record<string, string>>): LanguageConfig {
  const strings = Object.entries(sentences).map(([key, text]) => {
    const filled = [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).join(' ');
    return [key, `សូមអញ្ជើញ ${filled}`.trim()] as const;
  });
  return { tag: 'km', name: 'ខ្មែរ', strings: Object.fromEntries(strings) };
}

describe('a slip for somebody who wants another language', () => {
  let wording: Wording;
  let slipWords: Readonly<Record<string, string>>;
  beforeAll(async () => {
    wording = await loadWording(LOCALES);
    slipWords = citizenSentences(wording.sentences('vi', ['slip']));
  });

  /** What the slip of A001 says, by lines. */
  function slip(
    languages: LanguageConfig[],
    wanted: string | null,
    second: string | null = null,
  ): Promise<string> {
    const drawer = new SlipDrawer({
      clock: new HandClock(MORNING),
      text: wording.text,
      citizen: citizenSentences(wording.sentences('vi', CITIZEN_PARTS)),
      standing: () => ({ ahead: 6, estimate: null, opens: null, link: null }),
      linkOf: () => null,
      picture: () => Promise.resolve(null),
    });
    const config = siteConfig({}, { languages });
    config.slip.second = second;
    const places = { ahead: () => 6, estimate: () => null };
    const view: SiteView = {
      ...{ id: SITE, config, board: emptyBoard(MONDAY, 1) },
      reached: () => Promise.resolve(true),
      load: () => ({ at: MORNING, groups: {}, trouble: null }),
      places: () => places,
      ...places,
    };
    return drawer.svg(view, ticket({ language: wanted }), 2, 576);
  }
  const lines = (svg: string) => textsOf(svg).map(({ text }) => text);

  test('speaks it where the site has the whole slip in it', async () => {
    const said = lines(await slip([khmer(slipWords)], 'km')).join(' ');
    expect(said).toContain('សូមអញ្ជើញ');
    expect(said).not.toContain('ông/bà');
    expect(said).toContain('A001');
    expect(said).toContain('Phường thử');
  });

  test('stays Vietnamese where one sentence is missing, and for a language that nobody set up', async () => {
    const { ['slip.missed']: _missed, ...others } = khmer(slipWords).strings;
    const part = { ...khmer(slipWords), strings: others };
    const plain = await slip([], null);
    expect(await slip([part], 'km')).toBe(plain);
    expect(await slip([khmer(slipWords)], 'hmn')).toBe(plain);
    expect(lines(await slip([khmer(slipWords)], 'en'))).toContain('Queue ticket');
  });

  test('is told where to go in a second language too, small, where the site chose one', async () => {
    const plain = lines(await slip([], null)).join(' ');
    const english = textsOf(await slip([], null, 'en'));
    const where = english.find(({ text }) => text.startsWith('When this number is called'));
    expect(english.map(({ text }) => text).join(' ')).toContain(
      'When this number is called, please go to counter 1 or 3',
    );
    expect(where?.size).toBeLessThan(24);
    expect(english.some(({ text }) => text === '6 ahead of you')).toBe(true);
    expect(plain).not.toContain('When this number');
    const both = lines(await slip([khmer(slipWords)], null, 'km')).join(' ');
    expect(both).toContain('សូមអញ្ជើញ');
    expect(both).toContain('Khi gọi số này, mời ông/bà đến');
    // Who asked for that language has Vietnamese below it, for whoever is asked about the slip.
    const turned = lines(await slip([khmer(slipWords)], 'km', 'km')).join(' ');
    expect(turned).toContain('Khi gọi số này, mời ông/bà đến quầy 1 hoặc 3');
    const { ['slip.missed']: _missed, ...others } = khmer(slipWords).strings;
    const part = { ...khmer(slipWords), strings: others };
    expect(lines(await slip([part], null, 'km')).join(' ')).toBe(plain);
  });

  test('asks for no sentence of the printer’s own pages', () => {
    expect(Object.keys(slipWords).filter((key) => /virtual|test/.test(key))).toEqual([]);
    expect(Object.keys(slipWords).length).toBeGreaterThan(15);
  });
});
