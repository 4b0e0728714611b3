import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configDifference, SECTIONS } from '../../server/domain/config-difference.js';
import type { GroupConfig, SiteConfig } from '../../server/protocol/config.js';
import { counter, group, siteConfig } from '../support/factories.js';

function told(after: SiteConfig, before = siteConfig()): unknown[] {
  return configDifference(before, after).map(({ kind, section, item, path, ...values }) => [
    kind,
    section,
    item?.label.vi ?? null,
    path,
    ...Object.values(values),
  ]);
}

describe('what differs between two configurations', () => {
  it('is nothing when only the version and the order of members do', () => {
    const turned = Object.fromEntries(Object.entries(siteConfig()).reverse()) as unknown;
    expect(configDifference(siteConfig(), { ...(turned as SiteConfig), version: 9 })).toEqual([]);
  });

  it('is told by field, with the item that it belongs to, in the order of the settings', () => {
    const after = siteConfig({ callsBeforeMissed: 3 });
    after.site.name.vi = 'Phường Sen';
    after.groups[1] = group('land', 'B', { target: 45 });
    after.counters[2] = counter('c3', 3, [{ group: 'land', tier: 4 }]);
    after.languages = [{ tag: 'km', name: 'ខ្មែរ', strings: { 'hall.title': 'a' } }];
    expect(told(after)).toEqual([
      ['changed', 'site', null, 'site.name.vi', 'Phường thử', 'Phường Sen'],
      ['changed', 'groups', 'land', 'groups.land.target', 30, 45],
      [
        ...['changed', 'counters', '3', 'counters.c3.profile'],
        siteConfig().counters[2]?.profile,
        [{ group: 'land', tier: 4 }],
      ],
      ['changed', 'calls', null, 'rules.callsBeforeMissed', 1, 3],
      ['added', 'words', 'ខ្មែរ', 'languages.km', after.languages[0]],
    ]);
  });

  it('matches items by id: one that moved has not changed, and one that is new moves nobody', () => {
    const after = siteConfig();
    const [justice, land, social] = after.groups as [never, never, never];
    after.groups = [social, justice, group('tax', 'D'), land];
    expect(told(after).map((each) => (each as unknown[]).slice(0, 4))).toEqual([
      ['moved', 'groups', 'social', 'groups.social'],
      ['added', 'groups', 'tax', 'groups.tax'],
    ]);
    expect(configDifference(siteConfig(), after)[0]).toMatchObject({ before: 3, after: 1 });
  });

  it('tells what was removed with all that it was', () => {
    const after = siteConfig();
    const gone = after.groups.pop();
    expect(told(after)).toEqual([['removed', 'groups', 'social', 'groups.social', gone]]);
  });

  it('tells a special day by its date and a sentence of a language by its key', () => {
    const before = siteConfig({}, { languages: [{ tag: 'km', name: 'km', strings: { a: '1' } }] });
    const after = siteConfig({}, { languages: [{ tag: 'km', name: 'km', strings: { b: '2' } }] });
    after.site.specialDays = [
      { date: '2026-09-02', name: { vi: 'Quốc khánh', en: 'National Day' }, sessions: [] },
    ];
    expect(told(after, before)).toEqual([
      ['added', 'hours', 'Quốc khánh', 'site.specialDays.2026-09-02', after.site.specialDays[0]],
      ['removed', 'words', 'km', 'languages.km.strings.a', '1'],
      ['added', 'words', 'km', 'languages.km.strings.b', '2'],
    ]);
  });

  it('is nothing exactly when both are equal, and each changed field is told once', () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, (before, after) => {
        const differences = configDifference(before, after);
        const paths = differences.map(({ kind, path }) => `${kind} ${path}`);
        expect(new Set(paths).size).toBe(paths.length);
        const sections = differences.map(({ section }) => SECTIONS.indexOf(section));
        expect([...sections].sort((a, b) => a - b)).toEqual(sections);
        expect(differences.length === 0).toBe(text(before) === text(after));
        const leaves = [leavesOf(before), leavesOf(after)] as const;
        for (const leaf of new Set([...leaves[0].keys(), ...leaves[1].keys()])) {
          const changed = leaves[0].get(leaf) !== leaves[1].get(leaf);
          const covering = differences.filter(
            ({ kind, path }) => kind !== 'moved' && `${leaf}.`.startsWith(`${path}.`),
          );
          expect([leaf, covering.length]).toEqual([leaf, changed ? 1 : 0]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function text(value: unknown): string {
  return JSON.stringify(value);
}

/** Every value by its path, items of lists by their id; other lists are one value. */
function leavesOf(value: object, path = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((each: { id?: string; date?: string }) => [each.id ?? each.date ?? '', each])
    : Object.entries(value);
  for (const [name, each] of entries) {
    const below = path === '' ? name : `${path}.${name}`;
    const whole =
      typeof each !== 'object' || each === null || name === 'profile' || name === 'sessions';
    if (whole || (Array.isArray(each) && !isListOfItems(each))) leaves.set(below, text(each));
    else for (const [leaf, what] of leavesOf(each, below)) leaves.set(leaf, what);
  }
  return leaves;
}

function isListOfItems(list: readonly unknown[]): boolean {
  return list.every(
    (each) => typeof each === 'object' && each !== null && ('id' in each || 'date' in each),
  );
}

/** Configurations that differ in a few places of every kind: fields, words, lists, items, records. */
const anyConfig: fc.Arbitrary<SiteConfig> = fc
  .record({
    target: fc.constantFrom(30, 40),
    name: fc.constantFrom('Phường thử', 'Phường Sen'),
    order: fc.shuffledSubarray(['justice', 'land', 'social'], { minLength: 1 }),
    calls: fc.constantFrom(1, 2),
    basis: fc.constantFrom({}, { elder: 'Luật' }, { elder: 'Luật', pregnant: 'Luật' }),
    days: fc.shuffledSubarray(['2026-01-01', '2026-09-02', '2026-12-31']),
    footer: fc.constantFrom(null, { vi: 'a', en: 'b' }, { vi: 'c', en: 'b' }),
    hours: fc.constantFrom<GroupConfig['hours']>(null, [{ from: 480, until: 600 }]),
  })
  .map(({ target, name, order, calls, basis, days, footer, hours }) => {
    const config = siteConfig({ callsBeforeMissed: calls });
    config.site.name.vi = name;
    config.groups = order.map((id, i) => group(id, 'ABC'[i] ?? 'A', { target, hours }));
    config.priorityBasis = basis;
    config.site.specialDays = days.map((date) => {
      return { date, name: { vi: date, en: date }, sessions: [] };
    });
    config.slip.footer = footer;
    return config;
  });
