/** `/t/{token}`: what the citizen's own phone shows of a ticket. Whole without a script. */
import type { Request } from 'express';
import { completeLanguage, citizenSentences } from '../domain/citizen-words.js';
import { isLong, MOST_RINGS, phoneScene, type PhoneScene } from '../domain/phone-scene.js';
import { fill, speaker, type Sentences } from '../domain/wording.js';
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { SiteConfig, Words } from '../protocol/config.js';
import type { TicketPageData } from '../protocol/page.js';
import type { Ticket } from '../protocol/ticket.js';
import { LANGUAGES, type Language, type Wording } from '../words.js';
import { OWN_NAMES } from './language-names.js';
import { phoneAnswer } from './links.js';
import { keptLanguage } from './page-answer.js';
import { contextOf, type Made, type PageContext } from './page-context.js';
import { ratingModel } from './pages-rating.js';
import type { Linked } from './ticket-links.js';

/** Seconds after which a browser without script looks again. */
const LOOK_AGAIN = 20;

/** A language in which the page can be had. */
interface PhoneLanguage {
  tag: string;
  /** What its speakers call it. */
  name: string;
  words: Sentences;
  /** In which language the site's own names are given. */
  names: keyof Words;
}

/** Letters of a word that fit into the drawn door, and so many in their usual size. */
const DOOR_LETTERS = 8;
const LARGE_LETTERS = 5;

/** Sentences common to all screens that this one says, by the beginnings of their keys. */
const SHARED = ['time', 'spokenTime', 'fullHour', 'date', 'weekday'].map((key) => `shared.${key}`);

export async function ticketModel(asked: PageContext, request: Request): Promise<Made> {
  const { deps, me, device } = asked;
  const linked = await linkedTo(asked, request);
  if (linked === null || linked === 'too many') return gone(asked, linked === null ? 404 : 429);
  const { view, ticket } = linked;
  const languages = languagesOf(deps.views.wording, view.config);
  const chosen = chooseLanguage(languages, request, ticket);
  const own = isOwn(chosen.tag) ? chosen.tag : LANGUAGES[0];
  const context = contextOf(deps, view, own, { me, device });
  const state = phoneAnswer(deps, { view }, ticket, chosen.names);
  const notices = deps.views.workers['notice'] ?? '';
  const data: TicketPageData = {
    ...context.data('ticket', []),
    ...{ screen: 'ticket', words: chosen.words },
    ticket: { state, names: chosen.names, notices },
  };
  const voice = speaker(data.words, data.offset);
  const scene = phoneScene({ state, lostSince: null, voice });
  const model = {
    gone: false,
    site: view.config.site.name[chosen.names],
    w: ownWords(chosen.words, state.number),
    scene,
    ...drawn(scene, chosen.words['ticket.counterWord'] ?? ''),
    rating: ratingModel(linked, { now: data.at, request, say: voice.say }),
    papers: papersOf(view, ticket, chosen.names),
    languages: languages
      .filter(({ tag }) => tag !== chosen.tag)
      .map(({ tag, name }) => ({ tag, name })),
  };
  // Who is writing down how it was would lose it.
  const lookAgain = ticket.state === 'done' ? 0 : LOOK_AGAIN;
  return { title: scene.title, data, model, head: headOf(chosen.tag, lookAgain) };
}

/** `null`: it names no ticket of today; `too many`: nor did very many others from there. */
async function linkedTo(
  { deps }: PageContext,
  request: Request,
): Promise<Linked | null | 'too many'> {
  const token = request.params['token'];
  const by = { address: request.socket.remoteAddress ?? '', now: deps.clock.now() };
  try {
    return await deps.links.open(deps.sites, typeof token === 'string' ? token : '', by);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'too-many' ? 'too many' : null;
  }
}

/** One and the same page for a number of yesterday and for an address that never was. */
function gone({ deps, view, data, language }: PageContext, status: number): Made {
  const { wording } = deps.views;
  // The band of trial mode says a date and a time here too.
  const page: TicketPageData = {
    ...data('ticket', []),
    ...{ screen: 'ticket', words: shared(wordsOf(wording, language)), ticket: null },
  };
  const others = LANGUAGES.filter((tag) => tag !== language);
  const model = {
    gone: true,
    site: view.config.site.name[language],
    w: ownWords(wordsOf(wording, language), ''),
    languages: others.map((tag) => ({ tag, name: OWN_NAMES[tag] })),
  };
  const title = wording.text(language, 'ticket.goneTitle');
  return { status, title, data: page, model, head: headOf(language, 0) };
}

function headOf(tag: string, lookAgain: number): NonNullable<Made['head']> {
  return { tag, referrer: 'no-referrer', lookAgain, thrifty: true };
}

/**
 * What the template needs besides: templates count nothing.
 * @param word over the number in the door; one that is too long for a door stands in the sentence alone
 */
function drawn({ rings, door, texts }: PhoneScene, word: string): object {
  return {
    long: isLong(texts.number),
    word: word.length > DOOR_LETTERS ? '' : word,
    longWord: word.length > LARGE_LETTERS,
    rings: Array.from({ length: MOST_RINGS }, (_, nth) => ({ off: nth >= (rings ?? 0) })),
    line: rings !== null,
    two: door.length > 1,
  };
}

/** The page's fixed words by their last key: buttons, headings. */
function ownWords(words: Sentences, number: string): Record<string, string> {
  const fixed: Record<string, string> = {};
  for (const [key, text] of Object.entries(words)) {
    if (key.startsWith('ticket.')) fixed[key.slice('ticket.'.length)] = fill(text, { number });
  }
  return fixed;
}

function wordsOf(wording: Wording, language: Language): Sentences {
  const all = wording.sentences(language, ['shared', 'ticket']);
  return Object.fromEntries(Object.entries(all).filter(([key]) => isSaid(key)));
}

function isSaid(key: string): boolean {
  return key.startsWith('ticket.') || SHARED.some((start) => key.startsWith(start));
}

/** Vietnamese, English, and each language of the site in which this page is whole. */
function languagesOf(wording: Wording, { languages }: SiteConfig): PhoneLanguage[] {
  const citizen = citizenSentences(wording.sentences('vi', ['ticket']));
  const further = languages.filter(
    ({ tag }) => !isOwn(tag) && completeLanguage(languages, tag, 'ticket', citizen) !== null,
  );
  return [
    ...LANGUAGES.map((tag) => ({
      ...{ tag, name: OWN_NAMES[tag], names: tag, words: wordsOf(wording, tag) },
    })),
    ...further.map(({ tag, name, strings }) => ({
      ...{ tag, name, names: 'vi' as const },
      // Times are written in digits alone: what stands between them would be another language.
      words: { ...shared(wordsOf(wording, 'en')), ...onlySaid(strings) },
    })),
  ];
}

/** Without the page's own sentences: plurals of another language would get in between. */
function shared(words: Sentences): Sentences {
  return Object.fromEntries(Object.entries(words).filter(([key]) => key.startsWith('shared.')));
}

function onlySaid(strings: Sentences): Sentences {
  return Object.fromEntries(Object.entries(strings).filter(([key]) => isSaid(key)));
}

function isOwn(tag: string): tag is Language {
  return LANGUAGES.some((known) => known === tag);
}

/**
 * What was chosen on the page, what this browser chose before, what its holder asked for when the number
 * was given, what the phone speaks.
 */
function chooseLanguage(
  languages: readonly PhoneLanguage[],
  request: Request,
  ticket: Ticket,
): PhoneLanguage {
  const find = (tag: unknown) => languages.find((each) => each.tag === tag);
  const [first] = languages;
  const chosen =
    find(request.query['lang']) ??
    find(keptLanguage(request)) ??
    find(ticket.language) ??
    find(request.acceptsLanguages(...languages.map(({ tag }) => tag))) ??
    first;
  if (chosen === undefined) throw new Error('there is no language');
  return chosen;
}

/** Of the first case, which is the usual one; others are asked at the door. */
function papersOf(
  { config }: SiteView,
  { procedure, group }: Ticket,
  names: keyof Words,
): string[] {
  const found = config.procedures.find((each) => each.id === procedure && each.group === group);
  return (found?.cases[0]?.documents ?? []).map(({ name }) => name[names]);
}
