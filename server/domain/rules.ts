/**
 * The rules that the store reads: a configuration compiled to a flat map of strings, and that map
 * read back. The map's format is the contract of `server/store/README.md`.
 */
import { POLICIES, type Policy, type SiteConfig } from '../protocol/config.js';
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
}
/** Minutes of the local day of one ISO weekday in which kiosks and phones may issue; until exclusive. */
interface IssuingWindow {
  weekday: number;
  from: number;
  until: number;
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
  outcomes: readonly string[];
  hours: readonly IssuingWindow[];
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
    for (const session of hours[weekday] ?? []) {
      windows.push(`${weekday}:${session.from}-${session.issueUntil}`);
    }
  }
  return windows.join(',');
}

/** The flat map that `configure` hands to the store. */
export function compileRules(config: SiteConfig): Record<string, string> {
  const { rules } = config;
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
    outcomes: config.outcomes.map((outcome) => outcome.id).join(','),
    hours: compileHours(config.site.hours),
  };
  for (const { id, letter, target, quota } of config.groups) {
    flat[`group:${id}`] = `${letter}|${target}|${quota ?? ''}`;
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

function parseWindow(text: string): IssuingWindow {
  const match = /^(\d+):(\d+)-(\d+)$/.exec(text);
  if (!match) throw new Error(`rules: not a window: ${text}`);
  return { weekday: Number(match[1]), from: Number(match[2]), until: Number(match[3]) };
}

function parseGroup(text: string): GroupRules {
  const [letter = '', target = '', quota = ''] = text.split('|');
  return {
    letter,
    targetMs: Number(target) * MINUTE_MS,
    quota: quota === '' ? null : Number(quota),
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
  for (const [key, value] of Object.entries(flat)) {
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
    hours: listOf(text('hours')).map(parseWindow),
    groups,
    counters,
  };
}
