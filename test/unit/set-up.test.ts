/** What a ward is helped with while it is set up, and where the server listens meanwhile. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkConfig } from '../../server/domain/config-checks.js';
import {
  englishPlace,
  firstDraft,
  firstSite,
  type LibraryGroup,
} from '../../server/domain/first-site.js';
import { suggestCounters } from '../../server/domain/set-up-counters.js';
import {
  draftFlaws,
  freeLetter,
  GROUP_LETTERS,
  draftAddress,
  printerAddress,
} from '../../server/domain/set-up-draft.js';
import { siteIdFrom } from '../../server/domain/site-id.js';
import { trainingSite } from '../../server/domain/training.js';
import { siteConfig as siteSchema } from '../../server/protocol/schema/config.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { readLibrary } from '../../server/samples/library.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { ListeningHost } from '../../server/set-up/listening-host.js';
import { createLog } from '../../server/log.js';
import { minutesFrom, timeText } from '../../display/set-up/time-text.js';
import { strengthOf } from '../../display/set-up/password.js';

const NAMES = { printer: 'Máy in ở cửa', zone: { vi: 'sảnh', en: 'hall' } };
let ward: SiteConfig;
let library: LibraryGroup[];
beforeAll(async () => {
  [ward, library] = await Promise.all([readSampleWard(), readLibrary()]);
});

describe('the draft that a ward begins with', () => {
  test('lacks nothing but the two names', () => {
    const codes = draftFlaws(firstDraft(ward, library)).map(({ code }) => code);
    expect(codes).toEqual(['name-missing', 'admin-missing']);
  });

  test('offers the nine usual groups, and those of the library that differ, each with a letter of its own', () => {
    const { groups } = firstDraft(ward, library);
    expect(groups.filter(({ on }) => on).map(({ letter }) => letter)).toEqual([...'AHKGSLRXN']);
    expect(new Set(groups.map(({ letter }) => letter)).size).toBe(groups.length);
    expect(groups.every(({ letter }) => GROUP_LETTERS.includes(letter))).toBe(true);
  });

  test('makes a configuration that nobody has to correct', () => {
    const draft = { ...firstDraft(ward, library), name: 'Phường Đông Hà', admin: 'A' };
    const config = firstSite(draft, ward, library, new Set(), NAMES);
    expect(siteSchema.parse(config)).toEqual(config);
    expect(checkConfig(config)).toEqual([]);
    expect(config.site).toMatchObject({ id: 'phuong-dong-ha', trial: false, training: false });
    expect(config.site.name).toEqual({ vi: 'Phường Đông Hà', en: 'Dong Ha Ward' });
  });

  test('names its zone and its printer in words handed in, where the sample ward has neither', () => {
    const draft = { ...firstDraft(ward, library), name: 'Phường Đông Hà', admin: 'A' };
    const names = { printer: 'Máy in cạnh cửa', zone: { vi: 'nhà một cửa', en: 'front hall' } };
    const bare = { ...ward, zones: [], printers: [] };
    const config = firstSite(draft, bare, library, new Set(), names);
    expect(config.printers).toMatchObject([{ name: 'Máy in cạnh cửa' }]);
    expect(config.zones).toMatchObject([{ name: names.zone }]);
    expect(trainingSite(config, 'Máy in tập').printers).toMatchObject([
      { name: 'Máy in tập', address: 'virtual' },
    ]);
  });

  test('keeps what was chosen: groups of the library, a name of one’s own, Saturday, the printer', () => {
    const usual = firstDraft(ward, library);
    const groups = usual.groups.map((group) =>
      group.id === 'thue'
        ? { ...group, on: true }
        : group.id === 'ho-tich'
          ? { ...group, name: 'Khai sinh, khai tử' }
          : group,
    );
    const config = firstSite(
      {
        ...usual,
        ...{ name: 'Xã Tân Lập', groups, saturday: true },
        counters: suggestCounters(usual.counters, groups, {}),
        printer: { kind: 'network', address: '10.0.0.7', dots: 384 },
      },
      ward,
      library,
      new Set(['xa-tan-lap']),
      NAMES,
    );
    expect(config.site.id).toBe('xa-tan-lap-2');
    expect(config.groups.find(({ id }) => id === 'ho-tich')?.name.vi).toBe('Khai sinh, khai tử');
    expect(config.groups.some(({ id }) => id === 'thue')).toBe(true);
    expect(config.site.hours['6']).toHaveLength(1);
    expect(config.printers).toMatchObject([{ address: 'tcp://10.0.0.7:9100', dots: 384 }]);
    expect(checkConfig(config)).toEqual([]);
  });
});

describe('who could serve what', () => {
  const ids = ['chung-thuc', 'ho-tich', 'truc-tuyen', 'dat-dai', 'a', 'b', 'c', 'd', 'e', 'f'];

  test('leaves no group without a counter and no counter without a group', () => {
    fc.assert(
      fc.property(
        fc.subarray(ids, { minLength: 1 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 4 }),
        (chosen, offices, supports) => {
          fc.pre(offices + supports > 0);
          const kinds = [
            ...Array.from({ length: offices }, () => 'office' as const),
            ...Array.from({ length: supports }, () => 'support' as const),
          ];
          const counters = kinds.map((kind, i) => ({ number: i + 1, kind }));
          const groups = chosen.map((id) => ({ id, on: true }));
          const made = suggestCounters(counters, groups, {});
          const served = new Set(made.flatMap((counter) => counter.groups));
          expect([...served].sort()).toEqual([...chosen].sort());
          expect(made.every((counter) => counter.groups.length > 0)).toBe(true);
        },
      ),
    );
  });

  test('gives help with online services to volunteers where they have a counter', () => {
    const groups = ['chung-thuc', 'truc-tuyen'].map((id) => ({ id, on: true }));
    const counters = [
      { number: 1, kind: 'office' as const },
      { number: 2, kind: 'support' as const },
    ];
    expect(suggestCounters(counters, groups, {}).map((each) => each.groups)).toEqual([
      ['chung-thuc'],
      ['truc-tuyen'],
    ]);
  });
});

describe('what people type', () => {
  test.each([
    ['7h', 420],
    ['07h30', 450],
    ['7:30', 450],
    ['0730', 450],
    ['17g00', 1020],
    ['24h', 1440],
    ['25h', null],
    ['7h75', null],
    ['bảy giờ', null],
    ['', null],
  ])('%j as a time is %j', (text, minutes) => {
    expect(minutesFrom(text)).toBe(minutes);
    if (minutes !== null) expect(minutesFrom(timeText(minutes))).toBe(minutes);
  });

  test.each([
    ['192.168.1.50', 'tcp://192.168.1.50:9100'],
    ['192.168.1.50:9101', 'tcp://192.168.1.50:9101'],
    ['tcp://may-in.local:9100', 'tcp://may-in.local:9100'],
    ['', null],
    ['máy in', null],
    ['10.0.0.1:99999', null],
  ])('%j as a printer’s address is %j', (text, address) => {
    expect(printerAddress(text)).toBe(address);
  });

  test.each([
    ['network', '192.168.1.50', 'tcp://192.168.1.50:9100'],
    ['network', 'device:/dev/usb/lp0', null],
    ['usb', 'device:/dev/usb/lp0', 'device:/dev/usb/lp0'],
    ['usb', 'device:/dev/motcua-printer', 'device:/dev/motcua-printer'],
    [
      'usb',
      'device:/dev/motcua-printer-pci-0000_00-usb',
      'device:/dev/motcua-printer-pci-0000_00-usb',
    ],
    ['usb', 'device:/dev/sda', null],
    ['usb', '192.168.1.50', null],
    ['later', 'whatever', 'remote'],
    ['browser', 'whatever', 'browser'],
    ['virtual', 'whatever', 'virtual'],
  ] as const)('a printer on %s at %j is configured as %j', (kind, address, configured) => {
    expect(draftAddress({ kind, address, dots: 576 })).toBe(configured);
  });

  test('a site is named without diacritics, short enough for its training site', () => {
    expect(siteIdFrom('Phường Đống Đa', new Set())).toBe('phuong-dong-da');
    expect(siteIdFrom('市', new Set())).toBe('diem-phuc-vu');
    const long = siteIdFrom('Trung tâm phục vụ hành chính công tỉnh', new Set());
    expect(`${long}-tap-duot`.length).toBeLessThanOrEqual(40);
    expect(siteIdFrom('Lớp tập dượt', new Set())).toBe('lop-tap-duot-1');
    expect(siteIdFrom('Lớp tập dượt', new Set(['lop-tap-duot-1']))).toBe('lop-tap-duot-1-2');
    expect(siteIdFrom('Lớp', new Set(['lop-tap-duot']))).toBe('lop-2');
    expect(englishPlace('Đặc khu Phú Quốc')).toBe('Phu Quoc Special Zone');
  });

  test('a letter is taken from the name where it is free', () => {
    expect(freeLetter(['A', 'H'], 'Hộ tịch')).toBe('T');
    expect(freeLetter([...GROUP_LETTERS], 'Hộ tịch')).toBe('');
  });

  test.each([
    ['hoa sen', 'short'],
    ['12345678', 'plain'],
    ['matkhau2026', 'plain'],
    ['aaaaaaaa', 'plain'],
    ['cửa sổ 9', 'fair'],
    ['hoa sen mùa hạ 9', 'good'],
  ])('the password %j is %s', (password, level) => {
    expect(strengthOf(password).level).toBe(level);
  });
});

describe('where the server listens', () => {
  function doors(stuck = '') {
    const opened: string[] = [];
    const open = (host: string) => {
      if (host === stuck) return Promise.reject(new Error('taken'));
      opened.push(host);
      return Promise.resolve();
    };
    return { opened, open, moveTo: open };
  }
  const log = createLog('silent');

  test('on this machine alone while nothing is real, then everywhere, without a restart', async () => {
    let real = false;
    const all = doors();
    const host = new ListeningHost({ doors: all, given: null, real: () => real, log });
    let told = 0;
    host.onMoved(() => (told += 1));
    await host.match();
    await host.open();
    await host.match();
    real = true;
    await Promise.all([host.match(), host.match()]);
    expect(all.opened).toEqual(['127.0.0.1', '0.0.0.0']);
    expect(told).toBe(1);
  });

  test('where the operator said, whatever is real', async () => {
    const all = doors();
    const host = new ListeningHost({ doors: all, given: '10.0.0.2', real: () => true, log });
    await host.open();
    await host.match();
    expect(all.opened).toEqual(['10.0.0.2']);
  });

  test('where it was, when the new address cannot be had', async () => {
    let real = false;
    const all = doors('0.0.0.0');
    const host = new ListeningHost({ doors: all, given: null, real: () => real, log });
    await host.open();
    real = true;
    await host.match();
    expect(host.current).toBe('127.0.0.1');
    expect(all.opened).toEqual(['127.0.0.1', '127.0.0.1']);
  });
});
