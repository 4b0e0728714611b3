import { describe, expect, test } from 'vitest';
import { NEEDS } from '../../display/door/people/assists-view.js';
import { AlarmBell, ringsDue } from '../../display/shared/alarm-bell.js';
import type { Alarm, AlarmFacts } from '../../server/domain/alarm.js';
import { alarmsOf } from '../../server/domain/alarms.js';
import { countAssists } from '../../server/domain/assist-counts.js';
import { emptyBoard } from '../../server/domain/board.js';
import type { Slip } from '../../server/protocol/board.js';
import { BLANK_COUNTER, type Counter } from '../../server/protocol/counter.js';
import type { PrinterCondition } from '../../server/protocol/printing.js';
import { ASSIST_TYPES } from '../../server/protocol/team.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { MINUTE, MONDAY, MORNING, siteConfig, ticket } from '../support/factories.js';

const SECOND = 1000;

/** A hall at eight o'clock in which this stands on the board. */
function hall(tickets: Partial<Ticket>[] = [], rules: { needsStart?: boolean } = {}): AlarmFacts {
  const board = emptyBoard(MONDAY);
  for (const [at, more] of tickets.entries()) {
    const id = String(at + 1).padStart(10, '0');
    const number = `A00${at + 1}`;
    board.tickets[id] = ticket({ id, number, group: 'justice', issuedAt: MORNING, ...more });
  }
  const config = siteConfig(rules);
  const site = { ...config, opening: config.site, offset: 7 * 60 };
  return { board, site, now: MORNING, printers: new Map(), sounds: [] };
}

/** A hall with one waiting person and a printer of which this is known since eight. */
function printing(more: Partial<PrinterCondition>): AlarmFacts {
  const well = { id: 'door', heard: true, trouble: null, since: MORNING, left: null };
  return { ...hall([{}]), printers: new Map([['door', { ...well, ...more }]]) };
}

/** Who is called to counter 1 at eight, for the first time unless said. */
function called(more: Partial<Ticket> = {}): Partial<Ticket> {
  const at = { calledAt: MORNING, lastCallAt: MORNING, calls: 1 };
  return { state: 'called', counter: 'c1', ...at, ...more };
}

/** The alarms so many seconds after eight, in short. */
function after(facts: AlarmFacts, seconds: number): string[] {
  return alarmsOf({ ...facts, now: MORNING + seconds * SECOND }).map(
    ({ kind, takenBy }) => kind + (takenBy === null ? '' : ` (${takenBy})`),
  );
}

function counter(facts: AlarmFacts, id: string, state: Counter['state'], since = MORNING): void {
  facts.board.counters[id] = { ...BLANK_COUNTER, id, state, since };
}

function slip(facts: AlarmFacts, id: string, outcome: Slip['outcome'], cause: string | null): void {
  facts.board.slips[id] = { copy: 1, printer: 'door', outcome, cause, at: MORNING };
}

describe('somebody is to be fetched', () => {
  test('from the call on, until an officer says that they came', () => {
    const facts = hall([called({ escort: true })], { needsStart: true });
    expect(after(facts, 0)).toEqual(['escort']);
    expect(after(facts, 600)).toEqual(['escort']);
    facts.board.tickets['0000000001'] = ticket({ id: '0000000001', state: 'serving' });
    expect(after(facts, 600)).toEqual([]);
  });

  test('where nobody says "Đã đến": two minutes, or the walk of whoever went', () => {
    const facts = hall([called({ escort: true })]);
    expect(after(facts, 119)).toEqual(['escort']);
    expect(after(facts, 120)).toEqual([]);
    const going = { by: 'khoi', at: MORNING + 50 * SECOND, calledAt: MORNING };
    facts.board.team.escorts['0000000001'] = going;
    expect(after(facts, 79)).toEqual(['escort (khoi)']);
    expect(after(facts, 80)).toEqual([]);
  });

  test('by nobody, when who went did so for an earlier call', () => {
    const facts = hall([called({ escort: true })]);
    facts.board.team.escorts['0000000001'] = { by: 'khoi', at: MORNING, calledAt: MORNING - 1 };
    expect(after(facts, 10)).toEqual(['escort']);
  });
});

describe('somebody does not come', () => {
  test('40 s after the last call, where officers say "Đã đến"', () => {
    const facts = hall([called()], { needsStart: true });
    expect(after(facts, 39)).toEqual([]);
    expect(after(facts, 40)).toEqual(['not-come']);
    const again = called({ calls: 2, lastCallAt: MORNING + 40 * SECOND });
    expect(after(hall([again], { needsStart: true }), 79)).toEqual([]);
    expect(after(hall([again], { needsStart: true }), 80)).toEqual(['not-come']);
  });

  test('elsewhere the second call says so, until the walk is over', () => {
    expect(after(hall([called()]), 29)).toEqual([]);
    expect(after(hall([called()]), 45)).toEqual([]);
    const again = hall([called({ calls: 2, lastCallAt: MORNING + 25 * SECOND })]);
    expect(after(again, 25)).toEqual(['not-come']);
    expect(after(again, 54)).toEqual(['not-come']);
    expect(after(again, 55)).toEqual([]);
  });
});

describe('a group or a counter', () => {
  test('that no open counter serves is an alarm, once the hall has begun', () => {
    const facts = hall([{ group: 'social' }, { group: 'social' }]);
    expect(after(facts, 0)).toEqual([]);
    counter(facts, 'c1', 'open');
    expect(alarmsOf(facts)).toMatchObject([{ kind: 'nobody-serves', group: 'social', waiting: 2 }]);
    counter(facts, 'c2', 'open');
    expect(after(facts, 0)).toEqual([]);
  });

  test('that rests while people wait for it alone', () => {
    const facts = hall([{ to: 'c1' }]);
    counter(facts, 'c1', 'open');
    expect(after(facts, 0)).toEqual([]);
    counter(facts, 'c1', 'paused', MORNING + MINUTE);
    const [alarm] = alarmsOf({ ...facts, now: MORNING + 3 * MINUTE });
    expect(alarm).toMatchObject({ kind: 'paused', counter: 'c1', waiting: 1, age: 2 * MINUTE });
  });
});

describe('a printer', () => {
  test('whose slips failed or do not come, for those who still need one', () => {
    const facts = hall([{}, {}, { state: 'serving' }, {}]);
    slip(facts, '0000000001', 'failed', 'paper-out');
    slip(facts, '0000000002', 'asked', null);
    slip(facts, '0000000003', 'failed', 'paper-out');
    slip(facts, '0000000004', 'printed', null);
    const one = { ticket: '0000000001', number: 'A001', failed: true };
    const two = { ticket: '0000000002', number: 'A002', failed: false };
    expect(alarmsOf(facts)).toMatchObject([{ kind: 'printer', cause: 'paper', slips: [one] }]);
    const later = alarmsOf({ ...facts, now: MORNING + 12 * SECOND });
    expect(later).toMatchObject([{ kind: 'printer', printer: 'door', slips: [one, two] }]);
    facts.board.team.handed['0000000001'] = { copy: 1, how: 'written' };
    expect(alarmsOf(facts)).toEqual([]);
  });

  test('that says it has no paper, before anybody wants some', () => {
    const facts = printing({ trouble: 'paper' });
    expect(alarmsOf({ ...facts, now: MORNING + 90 * SECOND })).toMatchObject([
      { kind: 'printer', cause: 'paper', slips: [], age: 90 * SECOND },
    ]);
    slip(facts, '0000000001', 'asked', null);
    expect(alarmsOf(facts)).toMatchObject([{ cause: 'paper', slips: [{ number: 'A001' }] }]);
  });

  test.each(['cover', 'cutter', 'error', 'low'] as const)(
    'with %s says so and since when',
    (trouble) => {
      const facts = { ...printing({ trouble }), now: MORNING + 61 * SECOND };
      expect(alarmsOf(facts)).toMatchObject([{ cause: trouble, age: 61 * SECOND }]);
    },
  );

  test('that is away is news after ten seconds, not when its cable was only pulled and put in', () => {
    const facts = printing({ trouble: 'offline' });
    expect(after(facts, 9)).toEqual([]);
    expect(after(facts, 10)).toEqual(['printer']);
  });

  test('that was not heard of since the start is told to leads within hours, to all once somebody waits for it', () => {
    const facts = printing({ heard: false, trouble: 'unheard' });
    const rings = (leads: boolean): number[] =>
      alarmsOf({ ...facts, now: MORNING + 60 * SECOND }).map((alarm) =>
        ringsDue(alarm, alarm.open, leads),
      );
    expect(alarmsOf(facts)).toMatchObject([{ kind: 'printer', cause: 'unheard', slips: [] }]);
    expect([rings(false), rings(true)]).toEqual([[0], [3]]);
    slip(facts, '0000000001', 'asked', null);
    expect(alarmsOf(facts)).toMatchObject([{ cause: 'unheard', slips: [{ number: 'A001' }] }]);
    expect([rings(false), rings(true)]).toEqual([[3], [1]]);
    // At midnight nobody has to switch anything on.
    const night = printing({ heard: false, trouble: 'unheard' });
    night.site.opening = { ...night.site.opening, trial: false };
    expect(after(night, 0)).toEqual(['printer']);
    expect(after(night, 16 * 3_600)).toEqual([]);
  });

  test('in which paper was put asks whether it is a new roll, and rings for nobody', () => {
    const [alarm] = alarmsOf(printing({ trouble: 'roll' }));
    expect(alarm).toMatchObject({ cause: 'roll' });
    expect(alarm && ringsDue(alarm, alarm.open, false)).toBe(0);
  });

  test('whose paper runs low rings once for volunteers, and not for leads', () => {
    const [alarm] = alarmsOf(printing({ trouble: 'low' }));
    if (alarm === undefined) throw new Error('no alarm');
    expect([0, 60_000].map((open) => ringsDue(alarm, open, false))).toEqual([1, 1]);
    expect(ringsDue(alarm, 60_000, true)).toBe(0);
  });

  test('after two slips of which nobody knows stands, and each of them is asked about', () => {
    const facts = hall([{}, {}]);
    slip(facts, '0000000001', 'unknown', 'no-answer');
    slip(facts, '0000000002', 'unknown', 'no-answer');
    facts.board.unproven['door'] = 1;
    expect(after(facts, 0)).toEqual(['slip', 'slip']);
    facts.board.unproven['door'] = 2;
    expect(alarmsOf(facts)).toMatchObject([
      { kind: 'printer', cause: 'doubt', slips: [] },
      { kind: 'slip', number: 'A001', printer: 'door', copy: 1 },
      { kind: 'slip', number: 'A002' },
    ]);
    facts.board.team.handed['0000000001'] = { copy: 1, how: 'paper' };
    expect(after(facts, 0)).toEqual(['printer', 'slip']);
  });
});

describe('a zone that is not heard', () => {
  const trouble = { zone: 'ground', cause: 'blocked', since: MORNING } as const;
  const silent = (): AlarmFacts => {
    const facts = { ...hall(), sounds: [trouble] };
    counter(facts, 'c1', 'open');
    return facts;
  };

  test('is an alarm after half a minute, until somebody goes there', () => {
    const facts = silent();
    expect(after(facts, 29)).toEqual([]);
    expect(after(facts, 30)).toEqual(['sound']);
    const [alarm] = alarmsOf({ ...facts, now: MORNING + 40 * SECOND });
    expect(alarm).toMatchObject({ zone: 'ground', cause: 'blocked', open: 10 * SECOND });
    facts.board.team.sounds['ground'] = { by: 'hoa', at: MORNING, since: MORNING };
    expect(after(facts, 40)).toEqual(['sound (hoa)']);
    // What was looked after then is not what is the matter now.
    facts.board.team.sounds['ground'] = { by: 'hoa', at: MORNING, since: MORNING - 1 };
    expect(after(facts, 40)).toEqual(['sound']);
  });

  test('is none before a counter opens, or outside hours once everybody has gone', () => {
    const facts = silent();
    counter(facts, 'c1', 'paused');
    expect(after(facts, 60)).toEqual([]);
    counter(facts, 'c1', 'open');
    const evening = { ...facts, now: MORNING + 10 * 60 * MINUTE };
    expect(alarmsOf(evening)).toEqual([]);
    const { opening } = facts.site;
    const trial = { ...evening.site, opening: { ...opening, trial: true } };
    expect(alarmsOf({ ...evening, site: trial })).toHaveLength(1);
    const left = silent();
    left.board.tickets['0000000001'] = ticket({ id: '0000000001', group: 'justice' });
    const kinds = alarmsOf({ ...left, now: evening.now }).map(({ kind }) => kind);
    expect(kinds).toContain('sound');
  });
});

test('escorts that nobody took come first, then people, then things; the oldest before the younger', () => {
  const facts = hall([called(), called({ escort: true }), called({ escort: true })], {
    needsStart: true,
  });
  facts.board.team.escorts['0000000003'] = { by: 'khoi', at: MORNING, calledAt: MORNING };
  const place = { kind: 'kiosk', id: 'kiosk-1' } as const;
  const help = { id: '7', place, cause: 'help', at: MORNING + 30 * SECOND } as const;
  facts.board.team.helps['7'] = { ...help, takenBy: null, takenAt: null };
  slip(facts, '0000000001', 'failed', 'paper-out');
  expect(after(facts, 60)).toEqual(['escort', 'not-come', 'help', 'escort (khoi)', 'printer']);
});

describe('the bell', () => {
  const escort: Alarm = {
    ...{ kind: 'escort', id: 'one', ticket: '1', number: 'A001', counter: 'c1' },
    ...{ age: 0, open: 0, takenBy: null },
  };
  const unserved: Alarm = {
    ...{ kind: 'nobody-serves', id: 'two', group: 'land', waiting: 3 },
    ...{ age: 0, open: 0, takenBy: null },
  };

  test('rings at once, after 20 s and after 40 s; for leads from the third on', () => {
    const due = (leads: boolean) =>
      [0, 19, 20, 40, 400].map((s) => ringsDue(escort, s * 1000, leads));
    expect(due(false)).toEqual([1, 1, 2, 3, 3]);
    expect(due(true)).toEqual([0, 0, 0, 1, 1]);
    expect(ringsDue({ ...escort, takenBy: 'khoi' }, 50_000, false)).toBe(0);
  });

  test('that nobody serves a group, or that a zone is not heard, rings for leads alone', () => {
    expect(ringsDue(unserved, 0, false)).toBe(0);
    expect(ringsDue(unserved, 0, true)).toBe(1);
    const about = { zone: 'ground', since: MORNING, cause: 'silent' } as const;
    const silent: Alarm = { kind: 'sound', id: 's', age: 0, open: 0, takenBy: null, ...about };
    expect([ringsDue(silent, 0, false), ringsDue(silent, 0, true)]).toEqual([0, 1]);
  });

  test('rings once for what became due together, in real time, and not for old news', () => {
    let rings = 0;
    const bell = new AlarmBell({ speed: 60, leads: false, ring: () => (rings += 1) });
    const open = (seconds: number): Alarm => ({ ...escort, open: seconds * 60 * SECOND });
    bell.look([open(0), { ...open(0), id: 'three' }]);
    bell.look([open(19)]);
    expect(rings).toBe(1);
    bell.look([open(20)]);
    bell.look([open(41)]);
    bell.look([open(90)]);
    expect(rings).toBe(3);
    bell.look([{ ...open(90), id: 'four' }]);
    expect(rings).toBe(3);
    bell.muted = true;
    bell.look([{ ...open(1), id: 'five' }]);
    expect(rings).toBe(3);
  });
});

test('assists are counted by kind and column, mine and everybody’s; each kind stands on the page once', () => {
  const assist = { ticket: null, at: MORNING };
  const counts = countAssists(
    [
      { ...assist, id: '1', type: 'vneid', by: 'khoi' },
      { ...assist, id: '2', type: 'vneid', by: 'lan' },
      { ...assist, id: '3', type: 'answer', by: 'lan' },
    ],
    'lan',
  );
  expect(counts.sum).toEqual({ all: 3, mine: 2 });
  expect(counts.of('vneid')).toEqual({ all: 2, mine: 1 });
  expect(counts.within('guidance')).toEqual({ all: 1, mine: 1 });
  expect(counts.within('outreach')).toEqual({ all: 0, mine: 0 });
  expect(NEEDS.flatMap(({ types }): string[] => [...types]).sort()).toEqual(
    [...ASSIST_TYPES].sort(),
  );
});
