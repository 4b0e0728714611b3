/**
 * The rules that the store reads: a configuration compiled to a flat map of strings, and that map
 * read back. The map's format is the contract of `server/store/README.md`.
 */
import {
  POLICIES,
  type IssuingHours,
  type Policy,
  type Session,
  type SiteConfig,
} from '../protocol/config.js';
import type { ProfileEntry } from '../protocol/counter.js';
import type { CallingRules } from './calling.js';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

interface GroupRules {
  letter: string;
  /** Wait (ms) after which the group goes before every tier. */
  targetMs: number;
  /** Numbers a day that kiosks and phones may take; `null` for no limit. */
  quota: number | null;
  /** Windows of the group's own inside the site's hours; `null` for the site's alone. */
  hours: readonly IssuingHours[] | null;
}
/** The rules of a site, read; times in ms. */
export interface Rules extends CallingRules {
  penaltyMs: number;
  recallGapMs: number;
  stopCreditMs: number;
  /** 0 is off. */
  callTimeoutMs: number;
  /** 0 is no limit. */
  devicePerMinute: number;
  needsStart: boolean;
  needsOutcome: boolean;
  /** Calls after which a ticket can be missed; 0 and 1 are no such rule. */
  callsBeforeMissed: number;
  outcomes: readonly string[];
  /** False at trial and training sites: numbers are given at any hour. */
  hoursBind: boolean;
  /** ISO weekday → issuing windows. */
  hours: ReadonlyMap<number, readonly IssuingHours[]>;
  /** `YYYY-MM-DD` → the windows of that day, which go before those of its weekday. */
  specialDays: ReadonlyMap<string, readonly IssuingHours[]>;
  groups: ReadonlyMap<string, GroupRules>;
  /** The configuration's profile of each counter. */
  counters: ReadonlyMap<string, readonly ProfileEntry[]>;
}

/** The settings of the calling rule, from a configuration. */
export function callingRules({ rules }: SiteConfig): CallingRules {
  return {
    policy: rules.policy,
    normalAfterPriority: rules.normalAfterPriority,
    creditMs: rules.creditMinutes * MINUTE_MS,
    capMs: rules.capMinutes * MINUTE_MS,
  };
}

function compileHours(hours: SiteConfig['site']['hours']): string {
  const windows: string[] = [];
  for (const weekday of Object.keys(hours).sort()) {
    for (const { issueFrom, issueUntil } of hours[weekday] ?? []) {
      windows.push(`${weekday}:${issueFrom}-${issueUntil}`);
    }
  }
  return windows.join(',');
}

function compileWindows(windows: readonly IssuingHours[]): string {
  return windows.map(({ from, until }) => `${from}-${until}`).join(',');
}

function issuingOf(sessions: readonly Session[]): IssuingHours[] {
  return sessions.map(({ issueFrom, issueUntil }) => ({ from: issueFrom, until: issueUntil }));
}

/** The flat map that `configure` hands to the store. */
export function compileRules(config: SiteConfig): Record<string, string> {
  const { rules, site } = config;
  const flat: Record<string, string> = {
    policy: rules.policy,
    normalAfterPriority: String(rules.normalAfterPriority),
    creditMinutes: String(rules.creditMinutes),
    capMinutes: String(rules.capMinutes),
    penaltyMinutes: String(rules.penaltyMinutes),
    recallGapSeconds: String(rules.recallGapSeconds),
    stopCredit: String(rules.stopCredit),
    callTimeoutSeconds: String(rules.callTimeoutSeconds),
    devicePerMinute: String(rules.devicePerMinute),
    needsStart: rules.needsStart ? '1' : '0',
    needsOutcome: rules.needsOutcome ? '1' : '0',
    callsBeforeMissed: String(rules.callsBeforeMissed),
    outcomes: config.outcomes.map((outcome) => outcome.id).join(','),
    hoursBind: site.trial || site.training ? '0' : '1',
    hours: compileHours(site.hours),
  };
  for (const { date, sessions } of site.specialDays) {
    flat[`special:${date}`] = compileWindows(issuingOf(sessions));
  }
  for (const { id, letter, target, quota, hours } of config.groups) {
    const own = hours === null ? '' : compileWindows(hours);
    flat[`group:${id}`] = `${letter}|${target}|${quota ?? ''}|${own}`;
  }
  for (const { id, profile } of config.counters) {
    flat[`counter:${id}`] = profile.map(({ group, tier }) => `${group}:${tier}`).join(',');
  }
  return flat;
}

function listOf(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

function policyOf(text: string): Policy {
  const policy = POLICIES.find((known) => known === text);
  if (!policy) throw new Error(`rules: unknown policy ${text}`);
  return policy;
}

function parseWindow(text: string): IssuingHours {
  const match = /^(\d+)-(\d+)$/.exec(text);
  if (!match) throw new Error(`rules: not a window: ${text}`);
  return { from: Number(match[1]), until: Number(match[2]) };
}

function parseWindows(text: string): IssuingHours[] {
  return listOf(text).map(parseWindow);
}

function parseHours(text: string): Map<number, IssuingHours[]> {
  const hours = new Map<number, IssuingHours[]>();
  for (const part of listOf(text)) {
    const match = /^([1-7]):(.*)$/.exec(part);
    if (!match) throw new Error(`rules: not a window of a weekday: ${part}`);
    const day = Number(match[1]);
    hours.set(day, [...(hours.get(day) ?? []), parseWindow(match[2] ?? '')]);
  }
  return hours;
}

function parseGroup(text: string): GroupRules {
  const [letter = '', target = '', quota = '', hours = ''] = text.split('|');
  return {
    letter,
    targetMs: Number(target) * MINUTE_MS,
    quota: quota === '' ? null : Number(quota),
    hours: hours === '' ? null : parseWindows(hours),
  };
}

function parseProfile(text: string): ProfileEntry[] {
  return listOf(text).map((entry) => {
    const [group = '', tier = ''] = entry.split(':');
    return { group, tier: Number(tier) };
  });
}

/**
 * Reads the flat map.
 * @throws Error when it was not made by `compileRules`
 */
export function parseRules(flat: Readonly<Record<string, string>>): Rules {
  const text = (key: string): string => {
    const value = flat[key];
    if (value === undefined) throw new Error(`rules: ${key} is missing`);
    return value;
  };
  const minutes = (key: string) => Number(text(key)) * MINUTE_MS;
  const seconds = (key: string) => Number(text(key)) * SECOND_MS;
  const groups = new Map<string, GroupRules>();
  const counters = new Map<string, ProfileEntry[]>();
  const specialDays = new Map<string, IssuingHours[]>();
  for (const [key, value] of Object.entries(flat)) {
    if (key.startsWith('special:')) {
      specialDays.set(key.slice('special:'.length), parseWindows(value));
    }
    if (key.startsWith('group:')) groups.set(key.slice('group:'.length), parseGroup(value));
    if (key.startsWith('counter:')) counters.set(key.slice('counter:'.length), parseProfile(value));
  }
  return {
    policy: policyOf(text('policy')),
    normalAfterPriority: Number(text('normalAfterPriority')),
    creditMs: minutes('creditMinutes'),
    capMs: minutes('capMinutes'),
    penaltyMs: minutes('penaltyMinutes'),
    recallGapMs: seconds('recallGapSeconds'),
    stopCreditMs: minutes('stopCredit'),
    callTimeoutMs: seconds('callTimeoutSeconds'),
    devicePerMinute: Number(text('devicePerMinute')),
    needsStart: text('needsStart') === '1',
    needsOutcome: text('needsOutcome') === '1',
    outcomes: listOf(text('outcomes')),
    callsBeforeMissed: Number(text('callsBeforeMissed')),
    hoursBind: text('hoursBind') === '1',
    hours: parseHours(text('hours')),
    specialDays,
    groups,
    counters,
  };
}

/**
 * Whether kiosks and phones may take a number of a group now: inside a window of the day (a special
 * day's go before its weekday's) and, where the group has hours of its own, inside one of those.
 * @param moment local date, ISO weekday and minute of the day
 */
export function mayIssue(
  rules: Pick<Rules, 'hoursBind' | 'hours' | 'specialDays' | 'groups'>,
  group: string,
  { day, weekday, minute }: { day: string; weekday: number; minute: number },
): boolean {
  if (!rules.hoursBind) return true;
  const within = (windows: readonly IssuingHours[]) =>
    windows.some(({ from, until }) => from <= minute && minute < until);
  const ofDay = rules.specialDays.get(day) ?? rules.hours.get(weekday) ?? [];
  const own = rules.groups.get(group)?.hours ?? null;
  return within(ofDay) && (own === null || within(own));
}
