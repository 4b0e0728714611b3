import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { differenceLines } from '../../display/admin/difference-words.js';
import { minutesToTime, readNumber, readTime } from '../../display/admin/field-values.js';
import { idFrom } from '../../server/domain/id-from.js';
import { sectionOf } from '../../display/admin/flaws.js';
import { readDraft } from '../../display/admin/kept-draft.js';
import { rebase } from '../../display/admin/rebase.js';
import { shapeFlaws } from '../../display/admin/draft-checks.js';
import { configDifference } from '../../server/domain/config-difference.js';
import { speaker, type Speaker } from '../../server/domain/wording.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { loadWording } from '../../server/words.js';

let ward: SiteConfig;
let words: Record<'vi' | 'en', Speaker>;
beforeAll(async () => {
  ward = await readSampleWard();
  const locales = fileURLToPath(new URL('../../display/locales/', import.meta.url));
  const wording = await loadWording(locales);
  const keys = ['shared', 'staff', 'admin', 'settings', 'people'];
  words = {
    vi: speaker(wording.sentences('vi', keys), 420),
    en: speaker(wording.sentences('en', keys), 420),
  };
});

/** The ward with some changes. */
function changed(how: (config: SiteConfig) => void): SiteConfig {
  const copy = structuredClone(ward);
  how(copy);
  return copy;
}
function lines(after: SiteConfig, language: 'vi' | 'en' = 'vi') {
  const context = { before: ward, after, words: words[language], language };
  return differenceLines(configDifference(ward, after), context);
}

describe('a draft brought onto a newer version', () => {
  test('keeps what either of two admins changed, in different groups and in one', () => {
    const mine = changed(({ groups: [first, second] }) => {
      if (first && second) [first.target, second.minutes] = [33, 9];
    });
    const theirs = changed(({ groups: [first], site }) => {
      if (first) first.quota = 40;
      site.phone = '1022';
    });
    const { merged, both } = rebase(ward, mine, theirs);
    expect(both).toEqual([]);
    expect(merged.groups[0]).toMatchObject({ target: 33, quota: 40 });
    expect([merged.groups[1]?.minutes, merged.site.phone]).toEqual([9, '1022']);
  });

  test('leaves the newer value where both changed one thing, and says where', () => {
    const mine = changed(({ rules }) => void (rules.penaltyMinutes = 7));
    const theirs = changed(({ rules }) => void (rules.penaltyMinutes = 9));
    const { merged, both } = rebase(ward, mine, theirs);
    expect([merged.rules.penaltyMinutes, both]).toEqual([9, ['rules.penaltyMinutes']]);
  });

  test('keeps new and removed items of both, and an order that one of them changed', () => {
    const zone = (id: string) => ({ id, name: { vi: id, en: id } });
    const mine = changed((one) => void (one.zones = [zone('san'), ...one.zones]));
    const theirs = changed((one) => {
      one.outcomes = one.outcomes.slice(1);
      one.zones = [...one.zones, zone('tang-3')];
    });
    const { merged, both } = rebase(ward, mine, theirs);
    expect(merged.zones.map(({ id }) => id).sort()).toEqual(['san', 'tang-1', 'tang-2', 'tang-3']);
    expect(merged.outcomes).toEqual(theirs.outcomes);
    expect(both).toEqual([]);
  });
});

describe('a draft that an older build kept', () => {
  /** As it lies on the device. */
  const kept = (draft: unknown): string => JSON.stringify({ base: ward, draft, key: null });

  test('gets what came later, and keeps what it says', () => {
    const older: unknown = JSON.parse(
      JSON.stringify(changed(({ groups: [first] }) => void (first && (first.target = 33)))),
      (name, value: unknown) =>
        ['icon', 'plate', 'languages', 'notices', 'idleLockSeconds'].includes(name)
          ? undefined
          : value,
    );
    const { draft } = readDraft(kept(older), ward) ?? {};
    expect(draft?.groups[0]).toMatchObject({ target: 33, icon: '', plate: null });
    expect(draft?.counters.every(({ languages }) => languages.length === 0)).toBe(true);
    expect([draft?.notices, draft?.site.idleLockSeconds]).toEqual([[], 180]);
  });

  test('is no draft when nobody can say what it lacks', () => {
    const without = (list: 'groups' | 'counters' | 'printers', name: string) => ({
      ...ward,
      [list]: ward[list].map((item) =>
        Object.fromEntries(Object.entries(item).filter(([one]) => one !== name)),
      ),
    });
    expect(readDraft(kept(ward), ward)?.draft).toEqual(ward);
    for (const spoilt of [
      without('groups', 'quota'),
      without('counters', 'profile'),
      without('printers', 'dots'),
      { ...ward, groups: [null] },
      { ...ward, zones: {} },
      { ...ward, rules: null },
      { ...ward, site: { ...ward.site, id: 'xa-khac' } },
      null,
    ]) {
      expect(readDraft(kept(spoilt), ward)).toBeNull();
    }
    expect(readDraft('{', ward)).toBeNull();
  });
});

describe('a difference in words', () => {
  test('has a name and a value for every setting that there is, in both languages', () => {
    const text = { vi: 'Một câu', en: 'A sentence' };
    const full = changed((config) => {
      const [first] = config.groups;
      if (first) first.hours = [{ from: 450, until: 690 }];
      config.site.specialDays = [{ date: '2026-09-02', name: text, sessions: [] }];
      config.notices = [{ id: 'n', text, from: '2026-01-01', until: null }];
      config.languages = [{ tag: 'km', name: 'Khmer', strings: { 'slip.or': 'a' } }];
      config.privacy = { citizens: text, staff: text };
      config.slip.footer = text;
      const file = `${'0'.repeat(32)}.png`;
      config.screens.media = [
        { id: 'a', file, title: text, link: '', seconds: 20, from: '2026-01-01', until: null },
      ];
      config.screens.zones = { 'tang-1': { metres: 9, inches: 43 } };
      config.priorityBasis = { elder: 'Luật' };
    });
    // Every leaf is changed to something else of its kind.
    const other = structuredClone(full);
    bend(other as unknown as Record<string, unknown>);
    for (const language of ['vi', 'en'] as const) {
      const context = { before: full, after: other, words: words[language], language };
      const found = differenceLines(configDifference(full, other), context);
      expect(found.length).toBeGreaterThan(100);
      for (const { place, field, before, after } of found) {
        const said = [place, field, before, after].join(' ');
        expect(said).not.toMatch(/\b(?:settings|admin|staff)\.|\[object|[{}"]/);
        expect([said, place !== '' && field !== '']).toEqual([said, true]);
      }
    }
  });

  test('says a time that moved, a profile and a new group as people would', () => {
    const after = changed(({ site, counters, groups }) => {
      const [morning] = site.hours['1'] ?? [];
      if (morning) morning.issueFrom = 420;
      counters[7]?.profile.push({ group: 'chung-thuc', tier: 2 });
      const [first] = groups;
      if (first) {
        groups.push({ ...first, id: 'xe', letter: 'E', name: { vi: 'Xe', en: 'Vehicles' } });
      }
    });
    expect(lines(after)).toEqual([
      {
        place: 'Giờ lấy số',
        field: 'Thứ Hai',
        before: 'buổi 1: Lấy số từ 07h30',
        after: '07h00',
      },
      { place: 'Xe', field: 'nhóm mới', before: null, after: 'thêm' },
      { place: 'Quầy 8', field: 'Nhóm nhận ở quầy này', before: 'R, N', after: 'R, N, A (bậc 2)' },
    ]);
  });

  test('does not say a name twice when the English only follows', () => {
    const after = changed(({ zones: [first] }) => {
      if (first) first.name = { vi: 'sân', en: 'sân' };
    });
    expect(lines(after).map(({ field }) => field)).toEqual(['Tên khu', 'Tên khu (Tiếng Anh)']);
    const again = changed(({ zones: [first] }) => {
      if (first) first.name = { vi: 'sân trước', en: 'sân trước' };
    });
    const context = { before: after, after: again, words: words.vi, language: 'vi' as const };
    expect(differenceLines(configDifference(after, again), context)).toHaveLength(1);
  });
});

/** Changes every value in place, ids and enumerations excepted. */
function bend(record: Record<string, unknown>): void {
  const KEPT = new Set(['id', 'tag', 'date', 'kind', 'zone', 'group', 'plate', 'policy', 'online']);
  for (const [key, value] of Object.entries(record)) {
    if (KEPT.has(key) || key === 'version') continue;
    if (typeof value === 'string') record[key] = `${value}x`;
    else if (typeof value === 'number') record[key] = value + 1;
    else if (typeof value === 'boolean') record[key] = !value;
    else if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
      record[key] = value.slice(1);
    } else if (typeof value === 'object' && value !== null) {
      bend(value as Record<string, unknown>);
    }
  }
}

describe('what is typed', () => {
  test('makes an id from a name without signs, and another where it is taken', () => {
    expect(idFrom('Đất đai – Xây dựng', new Set(), 'nhom')).toBe('dat-dai-xay-dung');
    expect(idFrom('Đất đai', new Set(['dat-dai', 'dat-dai-2']), 'nhom')).toBe('dat-dai-3');
    expect(idFrom('…', new Set(), 'nhom')).toBe('nhom');
    expect(idFrom('Constructor', new Set(), 'nhom')).toBe('nhom');
    expect(idFrom('x'.repeat(90), new Set(), 'nhom')).toHaveLength(36);
  });

  test.each([
    ['07:30', 450],
    ['7h30', 450],
    ['7g30', 450],
    ['0730', 450],
    ['7', 420],
    ['24:00', 1440],
  ])('is a time of day: %s', (typed, minutes) => {
    expect(readTime(typed)).toBe(minutes);
    expect(readTime(minutesToTime(minutes))).toBe(minutes);
  });
  test.each(['', '25:00', '7:60', '7:3', 'sáng', '-1', '1:30 PM'])('is none: %s', (typed) => {
    expect(readTime(typed)).toBeNull();
  });

  test('is a number with a comma or a point, within its bounds', () => {
    const bounds = { least: 0.5, most: 60, whole: false } as const;
    expect(readNumber(' 7,5 ', bounds, false)).toEqual({ ok: true, value: 7.5 });
    expect(readNumber('', bounds, true)).toEqual({ ok: true, value: null });
    for (const typed of ['', '61', '0', '1e3', '٣', '7.5.1']) {
      expect(readNumber(typed, bounds, false).ok).toBe(false);
    }
  });
});

describe('a flaw', () => {
  test('of the sample ward there is none', () => {
    expect(shapeFlaws(ward)).toEqual([]);
  });

  test.each([
    ...['virtual', 'remote', 'browser', 'tcp://192.168.1.50:9100'],
    ...['device:/dev/motcua-printer', 'device:/dev/usb/lp0'],
  ])('is not found in a printer at %s', (address) => {
    const printers = ward.printers.map((printer) => ({ ...printer, address }));
    expect(shapeFlaws({ ...ward, printers })).toEqual([]);
  });

  test('stands at the item in which it is put right', () => {
    const { groups, counters } = ward;
    expect(sectionOf('groups.1.letter', ward)).toEqual({
      section: 'groups',
      chosen: groups[1]?.id,
    });
    expect(sectionOf('counters.0.profile', ward).chosen).toBe(counters[0]?.id);
    expect(sectionOf('site.hours.3.0', ward)).toEqual({ section: 'hours', chosen: '3' });
    expect(sectionOf('site.specialDays.0.date', ward).chosen).toBe('special');
    expect(sectionOf('rules.capMinutes', ward).chosen).toBe('priority');
    expect(sectionOf('rules.walkingSeconds', ward).chosen).toBe('calling');
  });

  test('is an empty name, an address without a printer, a link that leads nowhere', () => {
    const draft = changed(({ groups: [first], printers: [printer], procedures: [procedure] }) => {
      if (first) first.name = { vi: ' ', en: ' ' };
      if (printer) printer.address = 'usb';
      if (procedure) procedure.link = 'http://dichvucong.gov.vn';
    });
    expect(shapeFlaws(draft).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'groups.0.name empty',
      'procedures.0.link link',
      'printers.0.address printer',
    ]);
  });
});
