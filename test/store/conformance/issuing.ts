import { expect, it } from 'vitest';
import {
  at,
  configuring,
  group,
  MONDAY,
  MORNING,
  siteConfig,
  TUESDAY,
} from '../../support/factories.js';
import { closedHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

export function issuingSentences(open: () => OpenStore): void {
  it('gives each letter its own numbers from 001', async () => {
    const hall = await closedHall(open());
    const numbers: string[] = [];
    for (const id of ['justice', 'land', 'justice', 'social', 'justice']) {
      numbers.push((await hall.issue(id)).number);
    }
    expect(numbers).toEqual(['A001', 'B001', 'A002', 'C001', 'A003']);
  });

  it('writes down everything that the volunteer entered, but not the note itself', async () => {
    const hall = await closedHall(open());
    const ticket = await hall.issue('justice', {
      procedure: 'birth',
      priority: 'elder',
      language: 'bru',
      escort: true,
      stops: ['land', 'social'],
      note: 'cần ngồi gần quầy',
      mark: 'L',
    });
    const given = {
      day: MONDAY,
      group: 'justice',
      issuedAt: MORNING,
      readyAt: MORNING,
      priority: 'elder',
      procedure: 'birth',
      language: 'bru',
      escort: true,
      note: true,
      mark: 'L',
      stops: ['land', 'social'],
    };
    expect(ticket).toMatchObject({ ...given, state: 'waiting', stop: 1, number: 'A001' });
    const entry = (await hall.journal()).at(-1);
    expect(entry).toMatchObject({ type: 'ticket.issued', data: { number: 'A001' } });
    expect(entry?.data).toEqual({ ticket: ticket.id, number: 'A001', set: given });
    expect(await hall.open.store.note(hall.site, ticket.id)).toBe('cần ngồi gần quầy');
  });

  it('takes a note that holds half a character, with a mark in its place', async () => {
    const hall = await closedHall(open());
    const { id } = await hall.issue('justice', { note: 'xe lăn \ud83e \\ud83e 🦽' });
    expect(await hall.open.store.note(hall.site, id)).toBe('xe lăn \ufffd \\ud83e 🦽');
  });

  it('asks for copy 1 of the slip where a printer is named', async () => {
    const hall = await closedHall(open());
    const reply = await hall.ok('issue', { group: 'justice', printer: 'door' });
    const [ticket] = reply.tickets;
    expect(reply.copy).toBe(1);
    expect(reply.tickets).toHaveLength(1);
    const [issued, asked] = (await hall.journal()).slice(-2);
    expect(issued?.type).toBe('ticket.issued');
    expect(ticket?.rev).toBe(issued?.seq);
    expect(asked).toMatchObject({
      type: 'print.asked',
      data: { ticket: ticket?.id, number: 'A001', printer: 'door', copy: 1 },
    });
  });

  it('knows no group that the configuration does not know, neither first nor further on', async () => {
    const hall = await closedHall(open());
    expect(await hall.refusal('issue', { group: 'tax' })).toBe('group-unknown');
    const stops = ['land', 'tax'];
    expect(await hall.refusal('issue', { group: 'justice', stops })).toBe('group-unknown');
    expect((await hall.issue('justice')).number).toBe('A001');
  });

  it('writes four digits after A999', async () => {
    const hall = await closedHall(open());
    let last = '';
    for (let i = 0; i < 1000; i += 1) last = (await hall.issue('justice')).number;
    expect(last).toBe('A1000');
    expect((await hall.state(MONDAY)).numbers).toEqual({ A: 1000 });
  });

  it('closes the kiosk outside the issuing windows and leaves the staff free', async () => {
    const hall = await closedHall(open());
    const kiosk = { via: 'kiosk' } as const;
    const times = ['06:59', '07:00', '10:29', '10:30', '13:29', '13:30', '16:29', '16:30'];
    const answers: boolean[] = [];
    for (const clock of times) {
      hall.now = at(TUESDAY, clock);
      answers.push((await hall.give('issue', { group: 'justice' }, kiosk)).ok);
      await hall.issue('land');
    }
    expect(answers).toEqual([false, true, true, false, false, true, true, false]);
    hall.now = at('2026-11-28', '08:00');
    expect(await hall.refusal('issue', { group: 'justice' }, { via: 'phone' })).toBe(
      'group-closed',
    );
    expect((await hall.give('issue', { group: 'justice' }, { via: 'token' })).ok).toBe(true);
  });

  it('gives numbers before the doors open where the site says so', async () => {
    const config = siteConfig();
    const early = { from: 450, issueFrom: 420, issueUntil: 630, to: 690 };
    config.site.hours = { '2': [early] };
    const hall = await closedHall(open());
    await hall.ok('configure', configuring(config, 1));
    hall.now = at(TUESDAY, '06:59');
    const kiosk = { via: 'kiosk' } as const;
    expect(await hall.refusal('issue', { group: 'land' }, kiosk)).toBe('group-closed');
    hall.now = at(TUESDAY, '07:00');
    expect((await hall.ok('issue', { group: 'land' }, kiosk)).ok).toBe(true);
  });

  it('keeps the hours of a special day instead of those of its weekday', async () => {
    const config = siteConfig();
    const name = { vi: 'Ngày khác', en: 'Another day' };
    const session = { from: 480, issueFrom: 480, issueUntil: 600, to: 660 };
    config.site.specialDays = [
      { date: MONDAY, name, sessions: [] },
      { date: '2026-11-28', name, sessions: [session] },
    ];
    const hall = await closedHall(open());
    await hall.ok('configure', configuring(config, 1));
    const kiosk = { via: 'kiosk' } as const;
    const answers: boolean[] = [];
    const moments = [
      [MONDAY, '09:00'],
      [TUESDAY, '09:00'],
      ['2026-11-28', '07:59'],
      ['2026-11-28', '09:00'],
      ['2026-11-28', '10:00'],
    ] as const;
    for (const [day, clock] of moments) {
      hall.now = at(day, clock);
      answers.push((await hall.give('issue', { group: 'land' }, kiosk)).ok);
    }
    expect(answers).toEqual([false, true, false, true, false]);
  });

  it('gives numbers of a group in its own hours only, within those of the site', async () => {
    const hours = [{ from: 9 * 60, until: 20 * 60 }];
    const groups = siteConfig().groups.map((each) =>
      each.id === 'land' ? group('land', 'B', { hours, quota: 3 }) : each,
    );
    const hall = await closedHall(open(), {}, { groups });
    const kiosk = { via: 'kiosk' } as const;
    const answers: boolean[] = [];
    for (const clock of ['08:59', '09:00', '12:00', '16:00', '19:00']) {
      hall.now = at(MONDAY, clock);
      answers.push((await hall.give('issue', { group: 'land' }, kiosk)).ok);
      await hall.issue('justice');
    }
    expect(answers).toEqual([false, true, false, true, false]);
    expect((await hall.issue('land')).number).toBe('B003');
  });

  it('gives numbers at any hour where nothing is real', async () => {
    for (const what of ['trial', 'training'] as const) {
      const config = siteConfig();
      config.site[what] = true;
      config.site.specialDays = [
        { date: MONDAY, name: { vi: 'Nghỉ', en: 'Closed' }, sessions: [] },
      ];
      const hall = await closedHall(open());
      await hall.ok('configure', configuring(config, 1));
      hall.now = at(MONDAY, '23:00');
      expect((await hall.give('issue', { group: 'land' }, { via: 'kiosk' })).ok).toBe(true);
    }
  });

  it('stops kiosks and phones at the quota of the group, whoever used it up', async () => {
    const groups = siteConfig().groups.map((each) =>
      each.id === 'land' ? group('land', 'B', { quota: 2 }) : each,
    );
    const hall = await closedHall(open(), {}, { groups });
    const phone = { via: 'phone' } as const;
    const first = await hall.issue('land');
    await hall.ok('issue', { group: 'land' }, phone);
    expect(await hall.refusal('issue', { group: 'land' }, phone)).toBe('quota-reached');
    await hall.ok('cancel', { ticket: first.id, reason: 'left' });
    expect(await hall.refusal('issue', { group: 'land' }, phone)).toBe('quota-reached');
    await hall.ok('issue', { group: 'justice' }, phone);
    expect((await hall.issue('land')).number).toBe('B003');
  });

  it('gives eighteen people at the opening their numbers from one kiosk, and a child at play five', async () => {
    const hall = await closedHall(open(), { devicePerMinute: 6 });
    const press = async (device: string, seconds: number, group = 'justice') => {
      hall.now += seconds * 1_000;
      const kiosk = { via: 'kiosk' } as const;
      return (await hall.give('issue', { group, device }, kiosk)).ok;
    };
    const people: boolean[] = [];
    for (let i = 0; i < 18; i += 1) people.push(await press('k1', 6));
    expect(people.filter(Boolean)).toHaveLength(18);

    const child: boolean[] = [];
    for (let i = 0; i < 15; i += 1) child.push(await press('k2', 2));
    expect(child.slice(0, 5)).toEqual([true, true, true, true, true]);
    expect(child.filter(Boolean).length).toBeLessThan(9);
    // The other kiosk, and whoever comes when the child is gone, are not made to wait.
    expect(await press('k1', 1, 'land')).toBe(true);
    expect(await press('k2', 20)).toBe(true);
  });

  it('has a limit for kiosks and phones that the site sets, and none with 0 or without a device', async () => {
    const kiosk = { via: 'kiosk' } as const;
    const groups = ['justice', 'land', 'social', 'justice'];
    const hall = await closedHall(open(), { devicePerMinute: 1 });
    const answers: string[] = [];
    for (const group of groups) {
      const answer = await hall.give('issue', { group, device: 'k1' }, kiosk);
      answers.push(answer.ok ? 'ok' : answer.code);
    }
    expect(answers).toEqual(['ok', 'ok', 'ok', 'device-limit']);
    expect((await hall.give('issue', { group: 'land' }, kiosk)).ok).toBe(true);
    hall.later(1);
    expect((await hall.give('issue', { group: 'land', device: 'k1' }, kiosk)).ok).toBe(true);

    const free = await closedHall(open(), { devicePerMinute: 0 });
    for (let i = 0; i < 20; i += 1) {
      expect((await free.give('issue', { group: 'land', device: 'k1' }, kiosk)).ok).toBe(true);
    }
  });
}
