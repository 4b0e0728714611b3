import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../server/domain/config-checks.js';
import { callingRules, compileRules, parseRules } from '../../server/domain/rules.js';
import { counter, group, siteConfig } from '../support/factories.js';

describe('the rules of a site', () => {
  it('are compiled to the flat strings of the contract', () => {
    const config = siteConfig({ policy: 'credit', needsStart: true });
    config.groups = [group('justice', 'A', { quota: 40 }), group('land', 'B', { target: 15 })];
    config.counters = [counter('c1', 1, [{ group: 'justice', tier: 2 }])];
    config.site.hours = { '1': [{ from: 420, issueUntil: 660, to: 690 }], '6': [] };
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
      outcomes: 'handed-in,advised',
      hours: '1:420-660',
      'group:justice': 'A|30|40',
      'group:land': 'B|15|',
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
    expect(rules.groups.get('land')).toEqual({ letter: 'B', targetMs: 1_800_000, quota: null });
    expect(rules.counters.get('c2')).toEqual(config.counters[1]?.profile);
    expect(rules.hours).toHaveLength(10);
    expect(rules.hours[0]).toEqual({ weekday: 1, from: 420, until: 630 });
  });

  it('are refused when they were not made here', () => {
    const rules = compileRules(siteConfig());
    expect(() => parseRules({})).toThrow('policy');
    expect(() => parseRules({ ...rules, policy: 'best' })).toThrow('best');
    expect(() => parseRules({ ...rules, hours: 'always' })).toThrow('always');
  });
});

describe('the checks of a configuration', () => {
  it('find nothing wrong with a good one', () => {
    expect(checkConfig(siteConfig())).toEqual([]);
  });

  it('find a group that no counter serves, and profiles that name what is not there', () => {
    const config = siteConfig();
    config.groups.push(group('tax', 'D'));
    config.counters.push(counter('c4', 4, [{ group: 'culture', tier: 1 }], { zone: 'roof' }));
    expect(checkConfig(config)).toEqual([
      { code: 'group-unknown', subject: 'culture' },
      { code: 'group-unserved', subject: 'tax' },
      { code: 'zone-unknown', subject: 'roof' },
    ]);
  });

  it('find what is there twice', () => {
    const config = siteConfig();
    const twice = [
      { group: 'land', tier: 1 },
      { group: 'land', tier: 2 },
    ];
    config.groups.push(group('land', 'A'));
    config.counters.push(counter('c4', 3, twice));
    expect(checkConfig(config)).toEqual([
      { code: 'id-doubled', subject: 'land' },
      { code: 'letter-doubled', subject: 'A' },
      { code: 'number-doubled', subject: '3' },
      { code: 'profile-doubled', subject: 'c4' },
    ]);
  });

  it('find hours that end before they begin or lie over each other, and a site without zones', () => {
    const config = siteConfig();
    config.zones = [];
    config.counters = config.counters.map((each) => ({ ...each, zone: 'ground' }));
    config.site.hours = {
      '1': [{ from: 600, issueUntil: 500, to: 700 }],
      '2': [
        { from: 420, issueUntil: 600, to: 690 },
        { from: 660, issueUntil: 900, to: 960 },
      ],
    };
    expect(checkConfig(config).map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      'zone-missing ward',
      'zone-unknown ground',
      'session-reversed 1',
      'session-overlap 2',
    ]);
  });
});
