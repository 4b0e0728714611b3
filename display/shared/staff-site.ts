/** What the staff's screens know of their site, worded in the language of the page. */
import type { Board } from '../../server/protocol/board.js';
import type { Words } from '../../server/protocol/config.js';
import { BLANK_COUNTER, type Counter, type ProfileEntry } from '../../server/protocol/counter.js';
import type { CounterKind } from '../../server/protocol/counter.js';
import type { Load, Trouble } from '../../server/protocol/live.js';
import type { PrinterCondition } from '../../server/protocol/printing.js';
import type { PageData, StaffConfig } from '../../server/protocol/page.js';
import type { OpeningSite } from '../../server/domain/counters-open.js';
import type { Calendar } from '../../server/domain/opening-hours.js';
import type { Speaker } from '../../server/domain/wording.js';
import type { PriorityClass, Ticket } from '../../server/protocol/ticket.js';
import type { Child } from './dom.js';
import type { LiveState } from './live.js';
import { type StaffProcedure, staffProcedure } from './staff-procedures.js';

export interface StaffGroup {
  id: string;
  letter: string;
  /** Pattern of its plate (`plate-symbols.hbs`). */
  plate: string;
  /** Name of its icon (`icon-symbols`); '' for none. */
  icon: string;
  name: string;
  short: string;
  /** Minutes of waiting past which it is marked late. */
  target: number;
  /** Usual minutes at the counter. */
  minutes: number;
}
export interface StaffCounter {
  id: string;
  number: number;
  kind: CounterKind;
  profile: readonly ProfileEntry[];
  /** Names of the languages that are spoken there besides Vietnamese. */
  languages: readonly string[];
}
interface Named {
  id: string;
  name: string;
}
/** The part of the configuration that comes with the page. */
export interface StaffSite {
  id: string;
  /** Hours, and whether they bind anybody. */
  opening: OpeningSite;
  groups: readonly StaffGroup[];
  counters: readonly StaffCounter[];
  outcomes: readonly Named[];
  procedures: readonly StaffProcedure[];
  printers: readonly Named[];
  zones: readonly Named[];
  /** What may be wanted besides Vietnamese. */
  languages: readonly { tag: string; name: string }[];
  priorities: readonly PriorityClass[];
  /** What each class rests on, for when somebody asks. */
  priorityBasis: Readonly<Partial<Record<PriorityClass, string>>>;
  /** Opening hours and days that differ. */
  calendar: Calendar;
  /** Minutes east of UTC. */
  offset: number;
  rules: {
    walkingSeconds: number;
    recallGapSeconds: number;
    needsStart: boolean;
    needsOutcome: boolean;
  };
}

/** The configuration of the page in the language of the page. */
export function staffSite(data: PageData & { config: StaffConfig }): StaffSite {
  const { config, language } = data;
  const named = <T extends { id: string; name: Words }>({ id, name }: T): Named => ({
    id,
    name: name[language],
  });
  return {
    id: data.site,
    opening: config.site,
    groups: config.groups.map(({ id, letter, icon, name, short, target, minutes }) => ({
      id,
      letter,
      plate: config.plates[id] ?? 'plain',
      icon,
      name: name[language],
      short: short[language],
      target,
      minutes,
    })),
    counters: config.counters.map(({ id, number, kind, profile, languages }) => ({
      id,
      number,
      kind,
      profile,
      languages: languages.map((tag) => config.languageNames[tag] ?? tag),
    })),
    outcomes: config.outcomes.map(named),
    procedures: config.procedures.map((one) => staffProcedure(one, language)),
    printers: config.printers,
    zones: config.zones.map(named),
    languages: Object.entries(config.languageNames).map(([tag, name]) => ({ tag, name })),
    priorities: config.priorities,
    priorityBasis: config.priorityBasis,
    calendar: config.site,
    offset: data.offset,
    rules: config.rules,
  };
}

/** Everything a view is drawn from. Times are site time, ms. */
export interface Scene {
  site: StaffSite;
  words: Speaker;
  board: Board;
  load: Load | null;
  /** How the printers are, by id. */
  printers: ReadonlyMap<string, PrinterCondition>;
  now: number;
  link: LiveState;
}

export function groupOf(site: StaffSite, id: string): StaffGroup | undefined {
  return site.groups.find((group) => group.id === id);
}
export function counterOf(site: StaffSite, id: string | null): StaffCounter | undefined {
  return site.counters.find((counter) => counter.id === id);
}

/** How a counter stands today; one that nobody touched is closed. */
export function counterToday(board: Board, id: string): Counter {
  return board.counters[id] ?? { ...BLANK_COUNTER, id };
}

/** Groups that a counter serves today, in the site's order. */
export function groupsServed(scene: Pick<Scene, 'site' | 'board'>, counter: string): StaffGroup[] {
  const profile =
    counterToday(scene.board, counter).profile ?? counterOf(scene.site, counter)?.profile;
  const served = new Set((profile ?? []).map((entry) => entry.group));
  return scene.site.groups.filter((group) => served.has(group.id));
}

/** What one group's line says. */
export interface GroupFacts {
  waiting: number;
  /** Full minutes that the longest waiting has waited; `null` when nobody waits. */
  longest: number | null;
  late: boolean;
  /** Numbers of the open counters that serve it, lowest first. */
  counters: number[];
}

export function groupFacts(scene: Scene, group: StaffGroup): GroupFacts {
  const load = scene.load?.groups[group.id];
  const longest =
    load === undefined || load.longestSince === null
      ? null
      : minutesBetween(load.longestSince, scene.now);
  const counters = (load?.counters ?? [])
    .flatMap((id) => counterOf(scene.site, id)?.number ?? [])
    .sort((one, other) => one - other);
  return {
    waiting: load?.waiting ?? 0,
    longest,
    late: longest !== null && longest >= group.target,
    counters,
  };
}

/** Languages that open counters of a group speak besides Vietnamese, each with the numbers of those. */
export function spokenAt(
  { site, load }: Pick<Scene, 'site' | 'load'>,
  group: string,
): { language: string; counters: number[] }[] {
  const open = (load?.groups[group]?.counters ?? [])
    .flatMap((id) => counterOf(site, id) ?? [])
    .sort((one, other) => one.number - other.number);
  const languages = [...new Set(open.flatMap((counter) => counter.languages))];
  return languages.map((language) => ({
    language,
    counters: open
      .filter((counter) => counter.languages.includes(language))
      .map((counter) => counter.number),
  }));
}

/** Full minutes from `from` to `to`, never negative. */
export function minutesBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / 60_000));
}

/** Tickets of today, newest issue first. */
export function newestFirst(board: Board): Ticket[] {
  return Object.values(board.tickets).sort((one, other) => (one.id < other.id ? 1 : -1));
}

/** The tickets that a counter holds, first called first. */
export function heldBy(board: Board, counter: string): Ticket[] {
  return Object.values(board.tickets)
    .filter(
      (ticket) =>
        ticket.counter === counter && (ticket.state === 'called' || ticket.state === 'serving'),
    )
    .sort(
      (one, other) => (one.calledAt ?? 0) - (other.calledAt ?? 0) || (one.id < other.id ? -1 : 1),
    );
}

/** What stops issuing and calling at this site now. */
export function troubleOf(scene: Scene): Trouble | null {
  return scene.load?.trouble ?? null;
}

/** A running time: `0:18`, `7:12`, `62:05`. */
export function running(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * A sentence whose values stand out: `{name}` becomes the element or text given. `count` only picks
 * the plural form.
 */
export function rich(
  words: Speaker,
  key: string,
  values: Readonly<Record<string, Child>>,
  count?: number,
): Child[] {
  const sentence = words.say(key, count === undefined ? {} : { count });
  return sentence
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? (values[part.slice(1, -1)] ?? part) : part));
}
