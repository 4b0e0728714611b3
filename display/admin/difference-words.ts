/** A difference between two configurations as people read it: names and values, never ids or JSON. */
import type { Difference } from '../../server/domain/config-difference.js';
import type { Speaker } from '../../server/domain/wording.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { timesChanged, valueInWords } from './value-words.js';

export interface DifferenceLine {
  /** Where it is, such as a group's name. */
  place: string;
  /** What of it; '' where the place says it all. */
  field: string;
  /** `null` where there was or is nothing. */
  before: string | null;
  after: string | null;
}
export interface DifferenceContext {
  before: SiteConfig;
  after: SiteConfig;
  words: Speaker;
  language: 'vi' | 'en';
}

/** The lines of all differences; an English text that only follows the Vietnamese has none of its own. */
export function differenceLines(
  differences: readonly Difference[],
  context: DifferenceContext,
): DifferenceLine[] {
  const follows = (one: Difference): boolean =>
    one.path.endsWith('.en') &&
    differences.some(
      (other) =>
        other.path === one.path.replace(/\.en$/, '.vi') &&
        other.before === one.before &&
        other.after === one.after,
    );
  return differences.filter((one) => !follows(one)).map((one) => lineOf(one, context));
}

function lineOf(difference: Difference, context: DifferenceContext): DifferenceLine {
  const { kind, section, item, path } = difference;
  const { words, language } = context;
  const { say } = words;
  const top = path.split('.')[0] ?? '';
  const list = path.startsWith('site.specialDays.') ? 'specialDays' : top;
  const place =
    item === null
      ? say(`admin.nav.${section === 'privacy' ? 'words' : section}`)
      : list === 'counters'
        ? say('staff.counter', { counter: item.label.vi })
        : item.label[language];
  if (item !== null && path.endsWith(`.${item.id}`)) {
    switch (kind) {
      case 'added':
        return {
          place,
          field: say(`settings.list.${list}.added`),
          before: null,
          after: say('admin.diff.added'),
        };
      case 'removed':
        return {
          place,
          field: say(`settings.list.${list}.one`),
          before: say('admin.diff.removed'),
          after: null,
        };
      case 'moved':
        return {
          place,
          field: say('admin.diff.order'),
          before: String(difference.before),
          after: String(difference.after),
        };
      case 'changed':
        break;
    }
  }
  const pattern = patternOf(path, item?.id ?? null);
  if (pattern === 'site.hours') {
    const [was, is] = [difference.before, difference.after];
    const times = timesChanged(was, is, words);
    if (times !== null) return { place, field: fieldName(pattern, path, words), ...times };
  }
  const value = (given: unknown, config: SiteConfig): string | null =>
    given === undefined ? null : valueInWords(pattern, given, { config, words, language });
  return {
    place,
    field: fieldName(pattern, path, words),
    before: value(difference.before, context.before),
    after: value(difference.after, context.after),
  };
}

/** `groups.ho-tich.name.vi` → `groups.name`: the key of the field's words. */
function patternOf(path: string, item: string | null): string {
  const parts = path.split('.').filter((part) => part !== item);
  if (parts[0] === 'site' && parts[1] === 'hours') return 'site.hours';
  if (parts[0] === 'languages' && parts[1] === 'strings') return 'languages.strings';
  if (parts[0] === 'priorityBasis') return 'priorityBasis';
  // By language, by zone.
  if (parts[0] === 'voice') return parts.slice(0, 2).join('.');
  if (parts[0] === 'screens' && parts[1] === 'zones') {
    return parts[3] === undefined ? 'screens.zones' : `screens.viewing.${parts[3]}`;
  }
  return parts.join('.').replace(/\.(?:vi|en)$/, '');
}

function fieldName(pattern: string, path: string, { say }: Speaker): string {
  const last = path.split('.').at(-1) ?? '';
  if (pattern === 'site.hours') return say(`shared.weekday.${last}`);
  if (pattern === 'priorityBasis') return say(`staff.priority.${last}`);
  const key = `settings.${pattern}.label`;
  const name = say(key);
  const known = name === key ? '' : name;
  return last === 'en' ? `${known} (${say('admin.tongue.en')})` : known;
}
