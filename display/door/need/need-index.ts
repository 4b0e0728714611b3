/**
 * Finds procedures on the device by a few letters, best first. A plain ranking in tiers rather than a
 * score of rarities: what was typed may be a whole word, a beginning, or first letters, and people at the
 * door must be able to foresee what comes first.
 */
import { foldText } from '../../../server/domain/fold-text.js';
import { type Mark, type Phrase, initialMarks, marksOf, phrase } from './need-words.js';

export interface Sought {
  id: string;
  name: string;
  aliases: readonly string[];
  papers: readonly string[];
  group: string;
}
/** Why something was found that its name does not show: the alias or paper, and what of it was typed. */
export interface Why {
  kind: 'alias' | 'paper';
  text: string;
  marks: readonly Mark[];
}
export interface Hit {
  id: string;
  why: Why | null;
}

interface Entry {
  id: string;
  said: readonly Phrase[];
  told: readonly Phrase[];
}
/** Which entries hold a word: in what people say (`said`), or in papers and group (`told`). */
interface Places {
  said: number[];
  told: number[];
}

/** Words that people wrap their errand in; they count only where names have them. */
const WRAPPING = new Set(
  'lam xin cho muon can toi chau con ba ong co bi di de voi nha o a ve cai to giay'.split(' '),
);
/** How well one word of the query is met by an entry. */
const NOT = 0;
const TOLD = 1;
const BEGUN = 2;
const WHOLE = 3;

/** A query in which less than this of what it weighs is met has found nothing. */
const ENOUGH = 0.45;
const WRAPPING_WEIGHT = 0.1;
const MOST_WORDS = 8;
/** Letters from which words typed as one (`khaisinh`) are looked for. */
const JOINED = 4;

export class NeedIndex {
  readonly #entries: readonly Entry[];
  readonly #places = new Map<string, Places>();
  /** All words, sorted, so that those with one beginning stand together. */
  readonly #words: readonly string[];

  constructor(all: readonly Sought[]) {
    this.#entries = all.map(({ id, name, aliases, papers, group }) => ({
      id,
      said: [phrase('name', name), ...aliases.map((alias) => phrase('alias', alias))],
      told: [phrase('group', group), ...papers.map((paper) => phrase('paper', paper))],
    }));
    this.#entries.forEach(({ said, told }, at) => {
      this.#note('said', said, at);
      this.#note('told', told, at);
    });
    this.#words = [...this.#places.keys()].sort();
  }

  /**
   * @param most how many are wanted
   * @param usual how often a procedure is asked for at this hour: it decides between equals
   */
  find(query: string, most: number, usual: (id: string) => number): Hit[] {
    const asked = (foldText(query).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);
    if (asked.length === 0) return [];
    const met = asked.map((part) => this.#meet(part));
    const weights = asked.map((part, at) => this.#weight(part, met[at]));
    const ranked = this.#entries.flatMap((entry, at) => {
      const quality = met.map((one) => one[at] ?? NOT);
      const rank = rankOf(entry, asked, quality, weights);
      return rank === null ? [] : [{ entry, at, rank, quality, usual: usual(entry.id) }];
    });
    ranked.sort(
      (one, other) =>
        other.rank.tier - one.rank.tier ||
        other.rank.whole - one.rank.whole ||
        other.rank.order - one.rank.order ||
        other.usual - one.usual ||
        one.at - other.at,
    );
    return ranked
      .slice(0, most)
      .map(({ entry, rank }) => ({ id: entry.id, why: whyOf(entry, asked, rank.tier) }));
  }

  #note(where: keyof Places, phrases: readonly Phrase[], at: number): void {
    for (const { folded } of phrases.flatMap(({ words }) => words)) {
      const places = this.#places.get(folded) ?? { said: [], told: [] };
      if (places[where].at(-1) !== at) places[where].push(at);
      this.#places.set(folded, places);
    }
  }

  /** How well each entry meets one word of a query. */
  #meet(part: string): Uint8Array {
    const met = new Uint8Array(this.#entries.length);
    const raise = (at: number, to: number): void => {
      if ((met[at] ?? 0) < to) met[at] = to;
    };
    for (let at = this.#firstFrom(part); at < this.#words.length; at += 1) {
      const word = this.#words[at] ?? '';
      if (!word.startsWith(part)) break;
      const places = this.#places.get(word);
      for (const entry of places?.said ?? []) raise(entry, word === part ? WHOLE : BEGUN);
      for (const entry of places?.told ?? []) raise(entry, TOLD);
    }
    return met;
  }

  /** Place of the first word that is not before `part`. */
  #firstFrom(part: string): number {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#words[middle] ?? '') < part) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The rarer a word, the more it weighs; one that nobody has weighs most. */
  #weight(part: string, met: Uint8Array | undefined): number {
    const having = met?.reduce((sum, one) => sum + (one > NOT ? 1 : 0), 0) ?? 0;
    const weight = Math.log(1 + this.#entries.length / (1 + having));
    return WRAPPING.has(part) ? weight * WRAPPING_WEIGHT : weight;
  }
}

/** Tiers: all words in name or alias; all but wrapping; first letters; with papers; most of it. */
const ALL = 5;
const CONTENT = 4;
const LETTERS = 3;
const WITH_PAPERS = 2;
const MOSTLY = 1;

interface Rank {
  tier: number;
  /** Words of the query that are whole words of name or alias. */
  whole: number;
  /** How closely one phrase has the words together. */
  order: number;
}

function rankOf(
  entry: Entry,
  asked: readonly string[],
  quality: readonly number[],
  weights: readonly number[],
): Rank | null {
  const tier = tierOf(entry, asked, quality, weights);
  if (tier === 0) return null;
  const whole = quality.filter((one) => one === WHOLE).length;
  return { tier, whole, order: Math.max(...entry.said.map((one) => orderIn(one, asked))) };
}

function tierOf(
  entry: Entry,
  asked: readonly string[],
  quality: readonly number[],
  weights: readonly number[],
): number {
  if (quality.every((one) => one >= BEGUN)) return ALL;
  const content = quality.filter((_, at) => !WRAPPING.has(asked[at] ?? ''));
  if (content.length > 0 && content.every((one) => one >= BEGUN)) return CONTENT;
  const [only = ''] = asked;
  if (asked.length === 1 && entry.said.some((one) => spells(one, only))) return LETTERS;
  if (content.length > 0 && content.every((one) => one >= TOLD)) return WITH_PAPERS;
  const all = weights.reduce((sum, one) => sum + one, 0);
  const met = weights.reduce((sum, one, at) => sum + ((quality[at] ?? NOT) >= BEGUN ? one : 0), 0);
  return met >= all * ENOUGH ? MOSTLY : 0;
}

/** Whether one word typed is the first letters of the phrase's words, or these words typed as one. */
function spells({ initials, joined, words }: Phrase, typed: string): boolean {
  if (typed.length >= 2 && initials.includes(typed)) return true;
  if (typed.length < JOINED || !joined.includes(typed)) return false;
  let at = 0;
  return words.some(({ folded }) => {
    const begins = joined.startsWith(typed, at);
    at += folded.length;
    return begins;
  });
}

/**
 * 4 when the phrase begins with the query, 3 when it holds it together, 2 in this order, 1 when it has all
 * words, 0.x for a part of them; and a little more the more of the phrase that is.
 */
function orderIn({ words, initials }: Phrase, asked: readonly string[]): number {
  const share = asked.length / Math.max(asked.length, words.length);
  const begins = (at: number, part: string): boolean => words[at]?.folded.startsWith(part) ?? false;
  const together = words.findIndex((_, at) => asked.every((part, by) => begins(at + by, part)));
  if (together === 0) return 4 + share;
  if (together > 0) return 3 + share;
  const [only = ''] = asked;
  if (asked.length === 1) return initials.startsWith(only) ? 2 + share / 10 : share / 10;
  let from = 0;
  const inOrder = asked.every((part) => {
    const at = words.findIndex((_, place) => place >= from && begins(place, part));
    from = at + 1;
    return at >= 0;
  });
  if (inOrder) return 2 + share;
  const having = asked.filter((part) => words.some((_, at) => begins(at, part))).length;
  return having === asked.length ? 1 + share : (having / asked.length) * 0.9;
}

/** The phrase that shows best why this was found; none where the name shows it. */
function whyOf({ said, told }: Entry, asked: readonly string[], tier: number): Why | null {
  const papers = told.filter(({ kind }) => kind === 'paper');
  const [only = ''] = asked;
  let best: Why | null = null;
  let most = 0;
  for (const one of tier === WITH_PAPERS ? [...said, ...papers] : said) {
    const meets = orderIn(one, asked);
    const marks = tier === LETTERS ? lettersOf(one, only) : marksOf(one, asked);
    if (marks.length === 0 || meets <= most) continue;
    most = meets;
    best =
      one.kind === 'name' || one.kind === 'group'
        ? null
        : { kind: one.kind, text: one.text, marks };
  }
  return best;
}

function lettersOf(one: Phrase, typed: string): Mark[] {
  const letters = initialMarks(one, typed);
  return letters.length > 0 || !spells(one, typed) ? letters : [[0, one.text.length]];
}
