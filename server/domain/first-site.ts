/** From what a ward filled in to its first configuration. Pure. */
import { CONFIG_DEFAULTS, GROUP_DEFAULTS, SITE_DEFAULTS } from '../protocol/config-defaults.js';
import type { GroupConfig, PrinterConfig, Session, SiteConfig, Words } from '../protocol/config.js';
import type { DraftGroup, DraftSession, SetUpDraft } from '../protocol/set-up.js';
import { draftAddress, freeLetter } from './set-up-draft.js';
import { siteIdFrom } from './site-id.js';
import { suggestCounters, USUAL_MINUTES } from './set-up-counters.js';

/** What a first site calls what the sample ward has not: from the locale. */
export interface FirstNames {
  /** Of its only printer. */
  printer: string;
  /** Of its only zone. */
  zone: Words;
}

/** A group as the library has it. */
export type LibraryGroup = Pick<GroupConfig, 'id' | 'letter' | 'name' | 'minutes'>;

/**
 * Groups of the library that the sample ward has under another name or id: offering both would have a
 * ward tick the same errand twice.
 */
const SAME_AS_WARD: ReadonlySet<string> = new Set(['cu-tru', 'phan-anh']);

/** Minutes before the end of a session at which no more numbers are given. */
const LAST_NUMBER = 15;
/** Minutes; the sample ward's target for most groups. */
const USUAL_TARGET = 20;
/** Counters of a ward of usual size (5–8 windows on the first day). */
const FIRST_COUNTERS = 6;
const FIRST_SUPPORTS = 1;

/** What the page offers before anybody typed anything: a usual ward. */
export function firstDraft(ward: SiteConfig, library: readonly LibraryGroup[]): SetUpDraft {
  const groups: DraftGroup[] = ward.groups.map(({ id, letter, name }) => ({
    ...{ id, letter, name: name.vi },
    on: true,
    own: false,
  }));
  for (const { id, letter, name } of library) {
    if (SAME_AS_WARD.has(id) || groups.some((group) => group.id === id)) continue;
    const taken = groups.map((group) => group.letter);
    const free = taken.includes(letter) ? freeLetter(taken, name.vi) : letter;
    groups.push({ id, letter: free, name: name.vi, on: false, own: false });
  }
  const counters = Array.from({ length: FIRST_COUNTERS + FIRST_SUPPORTS }, (_, i) => ({
    number: i + 1,
    kind: i < FIRST_COUNTERS ? ('office' as const) : ('support' as const),
  }));
  return {
    step: 'name',
    name: '',
    address: '',
    morning: { from: 450, to: 690 },
    afternoon: { from: 810, to: 1020 },
    saturday: false,
    groups,
    counters: suggestCounters(counters, groups, minutesOf(ward, library)),
    countersChosen: false,
    printer: { kind: 'virtual', address: '', dots: 576 },
    admin: '',
  };
}

/** Usual minutes by group, of the ward before those of the library. */
export function minutesOf(
  ward: SiteConfig,
  library: readonly LibraryGroup[],
): Readonly<Record<string, number>> {
  return Object.fromEntries([...library, ...ward.groups].map(({ id, minutes }) => [id, minutes]));
}

/**
 * The configuration of a draft without flaws.
 * @param ward gives rules, outcomes, priorities and what is known of its groups
 * @param taken ids of sites that exist
 * @param names of the zone and the printer where the ward has none
 */
export function firstSite(
  draft: SetUpDraft,
  ward: SiteConfig,
  library: readonly LibraryGroup[],
  taken: ReadonlySet<string>,
  names: FirstNames,
): SiteConfig {
  const groups = draft.groups.filter((group) => group.on).map(groupOf(ward, library));
  const known = new Set(groups.map(({ id }) => id));
  const zone = ward.zones[0] ?? { id: 'sanh', name: names.zone };
  return {
    version: 0,
    site: {
      ...SITE_DEFAULTS,
      specialDays: [],
      id: siteIdFrom(draft.name, taken),
      name: { vi: draft.name, en: englishPlace(draft.name) },
      address: draft.address,
      timeZone: ward.site.timeZone,
      hours: hoursOf(draft),
    },
    rules: { ...ward.rules },
    zones: [zone],
    groups,
    procedures: ward.procedures.filter(({ group }) => known.has(group)),
    counters: draft.counters.map(({ number, kind, groups: served }) => ({
      id: `quay-${number}`,
      number,
      kind,
      zone: zone.id,
      profile: served.filter((id) => known.has(id)).map((group) => ({ group, tier: 1 })),
      languages: [],
    })),
    outcomes: ward.outcomes,
    printers: [printerOf(draft, ward, names)],
    priorities: ward.priorities,
    priorityBasis: { ...ward.priorityBasis },
    slip: ward.slip,
    notices: [],
    languages: [],
    retention: { ...CONFIG_DEFAULTS.retention },
    privacy: { ...CONFIG_DEFAULTS.privacy },
    voice: { ...CONFIG_DEFAULTS.voice },
    screens: { ...CONFIG_DEFAULTS.screens },
    online: structuredClone(CONFIG_DEFAULTS.online),
  };
}

/** `Phường Sen Hồng` → `Sen Hong Ward`, as English texts name Vietnamese places. */
export function englishPlace(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  const [, kind = '', rest = plain] = /^(phuong|xa|dac khu)\s+(.+)$/i.exec(plain) ?? [];
  return `${rest} ${PLACES[kind.toLowerCase()] ?? ''}`.trim();
}
const PLACES: Readonly<Record<string, string>> = {
  phuong: 'Ward',
  xa: 'Commune',
  'dac khu': 'Special Zone',
};

function groupOf(ward: SiteConfig, library: readonly LibraryGroup[]) {
  return ({ id, letter, name }: DraftGroup): GroupConfig => {
    const own = ward.groups.find((group) => group.id === id);
    const base: GroupConfig = own ?? {
      ...GROUP_DEFAULTS,
      ...(library.find((group) => group.id === id) ?? { minutes: USUAL_MINUTES }),
      ...{ id, letter, target: USUAL_TARGET, quota: null },
      name: { vi: '', en: '' },
      short: { vi: '', en: '' },
    };
    const listed = own?.name ?? library.find((group) => group.id === id)?.name;
    // A name of the ward's own has no translation yet; settings have a place for one.
    const words: Words = listed?.vi === name ? listed : { vi: name, en: name };
    const short = own !== undefined && listed?.vi === name ? own.short : words;
    return { ...base, letter, name: { ...words }, short: { ...short } };
  };
}

function hoursOf({ morning, afternoon, saturday }: SetUpDraft): Record<string, Session[]> {
  const session = ({ from, to }: DraftSession): Session => ({
    from,
    to,
    issueFrom: from,
    issueUntil: Math.max(from + 1, to - LAST_NUMBER),
  });
  const day = [morning, ...(afternoon === null ? [] : [afternoon])].map(session);
  const week = Object.fromEntries(['1', '2', '3', '4', '5'].map((weekday) => [weekday, day]));
  return saturday ? { ...week, '6': [session(morning)] } : week;
}

function printerOf({ printer }: SetUpDraft, ward: SiteConfig, names: FirstNames): PrinterConfig {
  const { id = 'may-in-1', name = names.printer } = ward.printers[0] ?? {};
  const address = draftAddress(printer) ?? 'virtual';
  return { id, name, address, dots: printer.dots };
}
