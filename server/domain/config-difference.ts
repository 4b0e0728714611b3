/**
 * What differs between two configurations, for people to read before they use one. Pure, for the server
 * and for browsers. How a field is called is the screen's affair.
 */
import type { SiteConfig, Words } from '../protocol/config.js';

/** Parts of the settings, in the order in which screens show them. */
export const SECTIONS = [
  'site',
  'hours',
  'groups',
  'procedures',
  'counters',
  'calls',
  'voice',
  'screens',
  'online',
  'slip',
  'words',
  'privacy',
] as const;
export type SettingsSection = (typeof SECTIONS)[number];

export interface Difference {
  /** `moved`: an item of a list stands elsewhere in it; `before` and `after` are its places, from 1. */
  kind: 'added' | 'removed' | 'changed' | 'moved';
  section: SettingsSection;
  /**
   * The item of a list that it is about, such as a group; `null` for what the site has once. Counters
   * are labelled with their number.
   */
  item: { id: string; label: Words } | null;
  /**
   * Names joined by dots, with the ids of items, such as `groups.land.target`. Of an item that was
   * added, removed or moved it ends with the id.
   */
  path: string;
  /** As in the configuration; absent where there was or is nothing. */
  before?: unknown;
  after?: unknown;
}

/** Complete by type: a setting that is new belongs to some section. */
const SITE_SECTIONS: { readonly [K in keyof SiteConfig['site']]: SettingsSection } = {
  id: 'site',
  name: 'site',
  address: 'site',
  phone: 'site',
  timeZone: 'site',
  addressForm: 'site',
  leftover: 'hours',
  trial: 'site',
  training: 'site',
  idleLockSeconds: 'site',
  hours: 'hours',
  specialDays: 'hours',
};
const CONFIG_SECTIONS: {
  readonly [K in Exclude<keyof SiteConfig, 'version' | 'site'>]: SettingsSection;
} = {
  groups: 'groups',
  procedures: 'procedures',
  counters: 'counters',
  zones: 'counters',
  rules: 'calls',
  outcomes: 'calls',
  priorities: 'calls',
  priorityBasis: 'calls',
  slip: 'slip',
  printers: 'slip',
  notices: 'words',
  languages: 'words',
  retention: 'privacy',
  privacy: 'privacy',
  online: 'online',
  voice: 'voice',
  screens: 'screens',
};

type Fields = Readonly<Record<string, unknown>>;
type Where = Pick<Difference, 'section' | 'item' | 'path'>;
/** An item of a list, by what it is matched. */
interface Item {
  key: string;
  value: Fields;
}

/**
 * Everything in which `after` differs from `before`, but the version, by section. Items of lists are
 * matched by id (languages by tag, special days by date); other lists count as one value.
 */
export function configDifference(before: SiteConfig, after: SiteConfig): Difference[] {
  return SECTIONS.flatMap((section) => {
    const own = keysOf(SITE_SECTIONS).filter((key) => SITE_SECTIONS[key] === section);
    const others = keysOf(CONFIG_SECTIONS).filter((key) => CONFIG_SECTIONS[key] === section);
    const at = (path: string): Where => ({ section, item: null, path });
    return [
      ...own.flatMap((key) => compare(at(`site.${key}`), before.site[key], after.site[key])),
      ...others.flatMap((key) => compare(at(key), before[key], after[key])),
    ];
  });
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}

function compare(where: Where, before: unknown, after: unknown): Difference[] {
  if (same(before, after)) return [];
  if (before === undefined) return [{ kind: 'added', ...where, after }];
  if (after === undefined) return [{ kind: 'removed', ...where, before }];
  const [old, now] = [itemsOf(before), itemsOf(after)];
  if (old && now) return compareItems(where, old, now);
  if (isFields(before) && isFields(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      compare({ ...where, path: `${where.path}.${name}` }, before[name], after[name]),
    );
  }
  return [{ kind: 'changed', ...where, before, after }];
}

function compareItems(where: Where, before: readonly Item[], after: readonly Item[]): Difference[] {
  const place = (items: readonly Item[], key: string) =>
    items.findIndex((item) => item.key === key);
  const at = ({ key, value }: Item): Where => ({
    ...where,
    item: { id: key, label: labelOf(value, key) },
    path: `${where.path}.${key}`,
  });
  const stayed = after.map(({ key }) => key).filter((key) => place(before, key) >= 0);
  const inOrder = longestRising(stayed.map((key) => place(before, key)));
  const changes = after.flatMap((item): Difference[] => {
    const old = before[place(before, item.key)];
    if (!old) return [{ kind: 'added', ...at(item), after: item.value }];
    const from = place(before, item.key);
    const moved: Difference[] = inOrder.has(from)
      ? []
      : [{ kind: 'moved', ...at(item), before: from + 1, after: place(after, item.key) + 1 }];
    return [...moved, ...compare(at(item), old.value, item.value)];
  });
  const removed = before.filter(({ key }) => place(after, key) < 0);
  return [
    ...changes,
    ...removed.map((item): Difference => ({ kind: 'removed', ...at(item), before: item.value })),
  ];
}

/** The items of a list in which each has a key of its own; `null` for any other value. */
function itemsOf(value: unknown): Item[] | null {
  if (!Array.isArray(value)) return null;
  const items: Item[] = [];
  for (const each of value as unknown[]) {
    if (!isFields(each)) return null;
    const key = each['id'] ?? each['tag'] ?? each['date'];
    if (typeof key !== 'string' || items.some((item) => item.key === key)) return null;
    items.push({ key, value: each });
  }
  return items;
}

/** Of numbers that differ, the greatest set that rises in the order given: the others were moved. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const best: number[][] = [];
  for (const [i, number] of numbers.entries()) {
    const before = best.slice(0, i).filter((run) => (run[run.length - 1] ?? Infinity) < number);
    const longest = before.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []);
    best.push([...longest, number]);
  }
  return new Set(best.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []));
}

function labelOf({ name, text, title, number }: Fields, key: string): Words {
  for (const words of [name, text, title]) {
    if (typeof words === 'string') return { vi: words, en: words };
    if (isFields(words) && typeof words['vi'] === 'string' && typeof words['en'] === 'string') {
      return { vi: words['vi'], en: words['en'] };
    }
  }
  const plain = typeof number === 'number' ? String(number) : key;
  return { vi: plain, en: plain };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal as JSON, whatever the order of members. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, i) => same(each, b[i]));
  }
  if (!isFields(a) || !isFields(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}
