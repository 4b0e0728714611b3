import { describe, expect, it } from 'vitest';
import { siteConfig as siteConfigSchema } from '../../server/protocol/schema/config.js';
import { readConfig } from '../../server/domain/stored-config.js';
import { callingRules, compileRules, parseRules } from '../../server/domain/rules.js';
import { counter, group, siteConfig } from '../support/factories.js';

describe('the rules of a site', () => {
  it('are compiled to the flat strings of the contract', () => {
    const config = siteConfig({ policy: 'credit', needsStart: true });
    const hours = [{ from: 480, until: 600 }];
    config.groups = [
      group('justice', 'A', { quota: 40, hours }),
      group('land', 'B', { target: 15 }),
    ];
    const day = { name: { vi: 'Nghỉ', en: 'Closed' }, sessions: [] };
    const half = [{ from: 450, issueFrom: 440, issueUntil: 600, to: 660 }];
    config.site.specialDays = [
      { date: '2026-09-02', ...day },
      { date: '2026-12-31', ...day, sessions: half },
    ];
    config.counters = [counter('c1', 1, [{ group: 'justice', tier: 2 }])];
    config.site.hours = { '1': [{ from: 450, issueFrom: 420, issueUntil: 660, to: 690 }], '6': [] };
    expect(compileRules(config)).toEqual({
      policy: 'credit',
      normalAfterPriority: '2',
      creditMinutes: '10',
      capMinutes: '40',
      penaltyMinutes: '5',
      recallGapSeconds: '10',
      stopCredit: '0',
      callTimeoutSeconds: '0',
      devicePerMinute: '0',
      needsStart: '1',
      needsOutcome: '0',
      callsBeforeMissed: '1',
      outcomes: 'handed-in,advised',
      hoursBind: '1',
      hours: '1:420-660',
      'special:2026-09-02': '',
      'special:2026-12-31': '440-600',
      'group:justice': 'A|30|40|480-600',
      'group:land': 'B|15||',
      'counter:c1': 'justice:2',
    });
  });

  it('are read back as they were meant', () => {
    const config = siteConfig({ callTimeoutSeconds: 90, stopCredit: 3 });
    config.outcomes = [];
    const rules = parseRules(compileRules(config));
    expect(rules).toMatchObject({
      ...callingRules(config),
      callTimeoutMs: 90_000,
      stopCreditMs: 180_000,
      outcomes: [],
    });
    expect(rules.groups.get('land')).toEqual({
      letter: 'B',
      targetMs: 1_800_000,
      quota: null,
      hours: null,
    });
    expect(rules.counters.get('c2')).toEqual(config.counters[1]?.profile);
    expect(rules.hours.size).toBe(5);
    expect(rules.hours.get(1)).toEqual([
      { from: 420, until: 630 },
      { from: 810, until: 990 },
    ]);
  });

  it('are refused when they were not made here', () => {
    const rules = compileRules(siteConfig());
    expect(() => parseRules({})).toThrow('policy');
    expect(() => parseRules({ ...rules, policy: 'best' })).toThrow('best');
    expect(() => parseRules({ ...rules, hours: 'always' })).toThrow('always');
  });
});

describe('a configuration that an older product stored', () => {
  it('is completed when it is read, and when it is sent again', () => {
    const { priorityBasis, slip, notices, languages, retention, privacy, ...old } = siteConfig();
    const groups = old.groups.map(({ hours: _hours, ...group }) => group);
    const shorter: unknown = JSON.parse(
      JSON.stringify({ ...old, groups }),
      (key, value: unknown) => (NEWER.has(key) ? undefined : value),
    );
    const whole = { ...old, priorityBasis, slip, notices, languages, retention, privacy };
    expect(readConfig(JSON.stringify(shorter))).toEqual(whole);
    expect(siteConfigSchema.parse(shorter)).toEqual(whole);
  });

  it('keeps what it says', () => {
    const config = siteConfig({ callsBeforeMissed: 3 });
    config.site.specialDays = [
      { date: '2026-09-02', name: { vi: 'Nghỉ', en: 'Closed' }, sessions: [] },
    ];
    expect(readConfig(JSON.stringify(config))).toEqual(config);
  });
});

/** Fields below the first level that came later, but the hours of groups. */
const NEWER = new Set([
  ...['phone', 'specialDays', 'leftover', 'addressForm', 'trial', 'training', 'idleLockSeconds'],
  ...['callsBeforeMissed', 'issueFrom', 'icon', 'plate'],
]);
