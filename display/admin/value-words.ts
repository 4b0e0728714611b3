/** Values of the configuration in words: units, names instead of ids, clock times. */
import type { Speaker } from '../../server/domain/wording.js';
import type { IssuingHours, Session, SiteConfig } from '../../server/protocol/config.js';
import type { ProfileEntry } from '../../server/protocol/counter.js';
import { isRecord } from '../shared/api.js';
import { spell } from './field-values.js';

export interface ValueContext {
  config: SiteConfig;
  words: Speaker;
  language: 'vi' | 'en';
}

/** Longest text of one value, in UTF-16 units; what is longer is cut with "…". */
const LONGEST = 120;

const UNITS: Readonly<Record<string, 'minutes' | 'seconds' | 'days'>> = {
  'groups.target': 'minutes',
  'groups.minutes': 'minutes',
  'procedures.minutes': 'minutes',
  'rules.creditMinutes': 'minutes',
  'rules.capMinutes': 'minutes',
  'rules.penaltyMinutes': 'minutes',
  'rules.stopCredit': 'minutes',
  'rules.recallGapSeconds': 'seconds',
  'rules.walkingSeconds': 'seconds',
  'rules.callTimeoutSeconds': 'seconds',
  'site.idleLockSeconds': 'seconds',
  'screens.media.seconds': 'seconds',
  'online.remote.comeMinutes': 'minutes',
  'retention.ticketDays': 'days',
  'retention.journalDays': 'days',
};

/** @param pattern path of the field without ids, such as `groups.target` */
export function valueInWords(pattern: string, value: unknown, context: ValueContext): string {
  const { say } = context.words;
  if (value === null || value === '') return worded(`settings.${pattern}.none`, context, '–');
  if (typeof value === 'boolean') return say(value ? 'admin.yes' : 'admin.no');
  if (typeof value === 'number') {
    const unit = UNITS[pattern];
    return unit === undefined ? spell(value) : say(`admin.unit.${unit}`, { n: spell(value) });
  }
  if (typeof value === 'string') return cut(textInWords(pattern, value, context));
  if (Array.isArray(value)) return cut(listInWords(pattern, value, context));
  if (isRecord(value)) {
    const text = value[context.language];
    if (typeof text === 'string') return cut(text);
  }
  return say('admin.diff.edited');
}

function textInWords(pattern: string, value: string, context: ValueContext): string {
  const { config, language } = context;
  const named = (list: readonly { id: string; name: { vi: string; en: string } }[]): string =>
    list.find(({ id }) => id === value)?.name[language] ?? value;
  if (pattern === 'slip.logo') return context.words.say('settings.slip.logo.some');
  if (pattern === 'slip.second') {
    const own = config.languages.find(({ tag }) => tag === value);
    if (own !== undefined) return own.name;
  }
  if (pattern === 'counters.zone') return named(config.zones);
  if (pattern === 'procedures.group') return named(config.groups);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dateInWords(value, context.words);
  return worded(`settings.${pattern}.options.${value}`, context, value);
}

function listInWords(pattern: string, list: readonly unknown[], context: ValueContext): string {
  const { say } = context.words;
  if (pattern === 'counters.profile') return profileInWords(list.filter(isEntry), context);
  if (pattern === 'site.hours' || pattern === 'site.specialDays.sessions') {
    return sessionsInWords(list.filter(isSession), context.words);
  }
  if (pattern === 'groups.hours') return windowsInWords(list.filter(isWindow), context.words);
  if (list.every((each) => typeof each === 'string')) {
    if (list.length === 0) return say('admin.diff.none');
    return list
      .map((each) =>
        pattern === 'priorities'
          ? say(`staff.priority.${each}`)
          : worded(`settings.${pattern}.options.${each}`, context, each),
      )
      .join(', ');
  }
  return say('admin.diff.entries', { count: list.length });
}

/** "S, A (bậc 2)": letters by tier. */
export function profileInWords(
  profile: readonly ProfileEntry[],
  { config, words }: Pick<ValueContext, 'config' | 'words'>,
): string {
  if (profile.length === 0) return words.say('admin.diff.none');
  return [...profile]
    .sort((one, other) => one.tier - other.tier)
    .map(({ group, tier }) => {
      const letter = config.groups.find(({ id }) => id === group)?.letter ?? '?';
      return tier === 1 ? letter : words.say('admin.tier', { letter, tier });
    })
    .join(', ');
}

/** "07h30–11h30, 13h30–17h00 · lấy số 07h00–11h15, 13h30–16h30" */
export function sessionsInWords(sessions: readonly Session[], words: Speaker): string {
  const { say } = words;
  const sorted = [...sessions].sort((one, other) => one.from - other.from);
  const span = (from: number, to: number): string => `${clock(from)}–${clock(to)}`;
  const open = openInWords(sessions, words);
  const plain = sorted.every(
    ({ from, to, issueFrom, issueUntil }) => from === issueFrom && to === issueUntil,
  );
  if (plain) return open;
  const issuing = sorted.map(({ issueFrom, issueUntil }) => span(issueFrom, issueUntil));
  return say('settings.hours.line', { open, issuing: issuing.join(', ') });
}

const TIMES = ['from', 'to', 'issueFrom', 'issueUntil'] as const;

/**
 * The times alone that differ between the sessions of one day: "buổi 1, lấy số từ 07h30". `null` when
 * there are more or fewer sessions than before, or hardly a time stayed.
 */
export function timesChanged(
  before: unknown,
  after: unknown,
  { say }: Speaker,
): { before: string; after: string } | null {
  if (!Array.isArray(before) || !Array.isArray(after)) return null;
  const [was, is] = [before.filter(isSession), after.filter(isSession)];
  if (was.length !== is.length) return null;
  const changed = is.flatMap((session, index) => {
    const old = was[index];
    return TIMES.flatMap((time) =>
      old === undefined || old[time] === session[time]
        ? []
        : [
            {
              n: index + 1,
              name: say(`settings.hours.${time}`),
              old: old[time],
              now: session[time],
            },
          ],
    );
  });
  if (changed.length === 0 || changed.length > 2) return null;
  return {
    before: changed
      .map(({ n, name, old }) => say('settings.hours.time', { n, name, time: clock(old) }))
      .join(', '),
    after: changed.map(({ now }) => clock(now)).join(', '),
  };
}

/** "07h30–11h30, 13h30–17h00": when the counters are open. */
export function openInWords(sessions: readonly Session[], { say }: Speaker): string {
  if (sessions.length === 0) return say('settings.hours.closed');
  return [...sessions]
    .sort((one, other) => one.from - other.from)
    .map(({ from, to }) => `${clock(from)}–${clock(to)}`)
    .join(', ');
}

function windowsInWords(windows: readonly IssuingHours[], { say }: Speaker): string {
  if (windows.length === 0) return say('admin.diff.none');
  return windows.map(({ from, until }) => `${clock(from)}–${clock(until)}`).join(', ');
}

/** `2026-04-30` → `30/04/2026` */
export function dateInWords(day: string, { say }: Speaker): string {
  const [yyyy = '', MM = '', dd = ''] = day.split('-');
  return say('shared.date', { dd, MM, yyyy });
}

/** `2026-04-30` → "Thứ Năm, 30/04/2026" */
export function dayInWords(day: string, words: Speaker): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return `${words.say(`shared.weekday.${weekday}`)}, ${dateInWords(day, words)}`;
}

/** 450 → `07h30` */
export function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}h${two(minutes % 60)}`;
}

/** The sentence of a key, or `otherwise` where there is none. */
function worded(key: string, { words }: ValueContext, otherwise: string): string {
  const text = words.say(key);
  return text === key ? otherwise : text;
}
function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function isEntry(value: unknown): value is ProfileEntry {
  return isRecord(value) && typeof value['group'] === 'string' && typeof value['tier'] === 'number';
}
function isSession(value: unknown): value is Session {
  return (
    isRecord(value) &&
    ['from', 'to', 'issueFrom', 'issueUntil'].every((key) => typeof value[key] === 'number')
  );
}
function isWindow(value: unknown): value is IssuingHours {
  return isRecord(value) && typeof value['from'] === 'number' && typeof value['until'] === 'number';
}
