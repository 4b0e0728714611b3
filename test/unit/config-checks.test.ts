import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../server/domain/config-checks.js';
import { FINDINGS } from '../../server/domain/config-findings.js';
import type { Sentences } from '../../server/domain/wording.js';
import { PROCEDURE_DEFAULTS } from '../../server/protocol/config-defaults.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { LANGUAGES, loadWording } from '../../server/words.js';
import { counter, group, siteConfig } from '../support/factories.js';

const LOCALES = fileURLToPath(new URL('../../display/locales/', import.meta.url));

/** `code path subject` of each finding. */
function findings(config: SiteConfig, citizen: Sentences | null = null): string[] {
  return checkConfig(config, citizen).map(
    ({ code, path, subject }) => `${code} ${path} ${subject}`,
  );
}

/** What the checks find after one change to a good configuration. */
function found(change: (config: SiteConfig) => void): string[] {
  const config = siteConfig();
  change(config);
  return findings(config);
}

const NAME = { vi: 'Nghỉ', en: 'Closed' };

describe('the checks of a configuration', () => {
  it('find nothing wrong with a good one', () => {
    expect(checkConfig(siteConfig())).toEqual([]);
  });

  it('find a group that no counter serves, and what names something that is not there', () => {
    const config = siteConfig();
    config.groups.push(group('tax', 'D'));
    config.counters.push(
      counter('c4', 4, [{ group: 'culture', tier: 1 }], { zone: 'roof' }),
      counter('c5', 5, []),
    );
    const { minutes, name } = group('birth', 'E');
    config.procedures = [
      { id: 'birth', group: 'gone', name, minutes, aliases: [], cases: [], ...PROCEDURE_DEFAULTS },
    ];
    expect(findings(config)).toEqual([
      'group-unserved groups.3 tax',
      'group-unknown counters.3.profile culture',
      'counter-empty counters.4.profile 5',
      'group-unknown procedures.0.group gone',
      'zone-unknown counters.3.zone roof',
    ]);
  });

  it('find what is there twice, beside the second one', () => {
    const config = siteConfig();
    const twice = [
      { group: 'land', tier: 1 },
      { group: 'land', tier: 2 },
    ];
    config.groups.push(group('land', 'A'));
    config.counters.push(counter('c4', 3, twice));
    expect(findings(config)).toEqual([
      'id-doubled groups.3.id land',
      'letter-doubled groups.3.letter A',
      'number-doubled counters.3.number 3',
      'profile-doubled counters.3.profile 3',
    ]);
  });

  it('find hours out of order or over each other, and a site without zones', () => {
    const config = siteConfig();
    config.zones = [];
    config.counters = [config.counters[2] ?? counter('c3', 3, [])];
    config.site.hours = {
      '1': [{ from: 600, issueFrom: 600, issueUntil: 500, to: 700 }],
      '2': [
        { from: 420, issueFrom: 430, issueUntil: 600, to: 690 },
        { from: 660, issueFrom: 660, issueUntil: 900, to: 960 },
      ],
    };
    expect(findings(config)).toEqual([
      'zone-missing zones ward',
      'zone-unknown counters.0.zone ground',
      'session-reversed site.hours.1.0 1',
      'session-reversed site.hours.2.0 2',
      'session-overlap site.hours.2.1 2',
    ]);
  });

  it('find special days that the calendar does not have or that are there twice', () => {
    const sessions = [{ from: 600, issueFrom: 600, issueUntil: 700, to: 650 }];
    expect(
      found(({ site }) => {
        site.specialDays = [
          { date: '2026-09-02', name: NAME, sessions: [] },
          { date: '2026-02-30', name: NAME, sessions: [] },
          { date: '2026-09-02', name: NAME, sessions },
        ];
      }),
    ).toEqual([
      'day-malformed site.specialDays.1.date 2026-02-30',
      'session-reversed site.specialDays.2.sessions.0 2026-09-02',
      'day-doubled site.specialDays.2.date 2026-09-02',
    ]);
  });

  it('find what would never let anybody in, and what nobody could finish', () => {
    expect(
      found((config) => {
        config.groups[0] = group('justice', 'A', { quota: 0 });
        config.groups[1] = group('land', 'B', { hours: [{ from: 1_200, until: 1_300 }] });
        config.rules.needsOutcome = true;
        config.outcomes = [];
      }),
    ).toEqual([
      'quota-zero groups.0.quota justice',
      'outcomes-missing outcomes ',
      'group-hours-outside groups.1.hours land',
    ]);
    expect(found(({ site }) => (site.hours = { '1': [] }))).toEqual([
      'hours-missing site.hours ward',
    ]);
  });

  it('find a training site that would print on real paper or shut its people out', () => {
    expect(
      found((config) => {
        config.site.training = true;
        config.printers = [
          { id: 'door', name: 'Cửa', address: 'tcp://10.0.0.5:9100', dots: 576 },
          { id: 'paper', name: 'Tập dượt', address: 'virtual', dots: 576 },
        ];
      }),
    ).toEqual(['training-name site.id ward', 'training-printer printers.0.address door']);
  });

  it('find a journal that goes before its tickets and a notice that is over before it begins', () => {
    expect(
      found((config) => {
        config.retention = { ticketDays: 90, journalDays: 30 };
        const text = { vi: 'Mất điện', en: 'Power cut' };
        config.notices = [{ id: 'power', text, from: '2026-11-24', until: '2026-11-23' }];
      }),
    ).toEqual(['retention-short retention.journalDays 90', 'notice-over notices.0.until power']);
  });

  it('find translations that citizens would not read or not understand', () => {
    const citizen = { 'slip.ahead': 'Trước ông/bà còn {people} người', 'hall.invite': 'Mời số' };
    const config = siteConfig();
    config.languages = [
      { tag: 'km', name: 'ខ្មែរ', strings: { 'slip.ahead': 'នៅ {people} {names}' } },
      { tag: 'km', name: 'ខ្មែរ', strings: { 'slip.ahead': 'នៅ', 'slip.gone': 'a' } },
      { tag: 'en', name: 'English', strings: { 'hall.invite': 'ꨀ ꨁ ꨀ' } },
    ];
    expect(findings(config, citizen)).toEqual([
      'placeholder-unknown languages.0.strings.slip.ahead {names}',
      'language-doubled languages.1.tag km',
      'placeholder-missing languages.1.strings.slip.ahead {people}',
      'string-unknown languages.1.strings.slip.gone slip.gone',
      'language-built-in languages.2.tag en',
      'letters-undrawable languages.2.strings.hall.invite ꨀ ꨁ',
    ]);
  });

  it('find letters that screens and paper would show as empty boxes', () => {
    expect(
      found((config) => {
        config.groups[0] = group('justice', 'A', { short: { vi: 'Hộ tịch ★', en: 'Civil' } });
        config.slip.footer = { vi: 'Cảm ơn 😀', en: 'Thank you' };
      }),
    ).toEqual(['letters-undrawable groups.0.short.vi ★', 'letters-undrawable slip.footer.vi 😀']);
  });

  it('are each explained in both languages, by what will happen', async () => {
    const wording = await loadWording(LOCALES);
    for (const language of LANGUAGES) {
      const sentences = wording.sentences(language, ['admin']);
      for (const code of FINDINGS) {
        expect(sentences[`admin.finding.${code}`]).toMatch(/^\S.*\.$/);
      }
    }
  });
});
