/**
 * Random days of a hall as fast-check arbitraries. A move says what somebody wants in terms of what
 * is there ("the third parked ticket"); `commands.ts` makes a command of it when its turn comes.
 */
import fc from 'fast-check';
import { POLICIES, type RulesConfig } from '../../server/protocol/config.js';
import { TEAM_EVENTS } from '../../server/protocol/team.js';
import { LATER_MINUTES, PARK_REASONS, PLACES } from '../../server/protocol/ticket.js';
import { ANY_HOURS, type Pick, type Seat, type Wish, type Move, type Program } from './wishes.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const group = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('justice', 'land', 'social') },
  { weight: 1, arbitrary: fc.constant('tax') },
);
const usually = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const seat: fc.Arbitrary<Seat> = fc.record({ nth: fc.nat(11), fitting: usually });
const pick: fc.Arbitrary<Pick> = fc.record({
  nth: fc.nat(40),
  fitting: usually,
  rev: fc.constantFrom('none', 'none', 'right', 'right', 'right', 'stale'),
});
const outcome = fc.constantFrom(null, null, 'handed-in', 'advised', 'advised', 'lost');
const profile = fc.uniqueArray(fc.record({ group, tier: fc.integer({ min: 1, max: 3 }) }), {
  maxLength: 3,
  selector: (entry) => entry.group,
});

/** Rules with small numbers, so that their borders are met often. */
const anyRules: fc.Arbitrary<Partial<RulesConfig>> = fc.record({
  policy: fc.constantFrom(...POLICIES),
  normalAfterPriority: fc.integer({ min: 1, max: 3 }),
  creditMinutes: fc.constantFrom(0, 3, 10),
  capMinutes: fc.constantFrom(2, 8, 40),
  penaltyMinutes: fc.constantFrom(0, 10, 90),
  recallGapSeconds: fc.constantFrom(0, 20),
  stopCredit: fc.constantFrom(0, 5),
  needsStart: fc.boolean(),
  needsOutcome: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  callTimeoutSeconds: fc.constantFrom(0, 60),
  callsBeforeMissed: fc.constantFrom(1, 1, 2),
  devicePerMinute: fc.constantFrom(0, 1),
});

function named<N extends Wish['name']>(...names: N[]): fc.Arbitrary<N> {
  return fc.constantFrom(...names);
}

const WISHES: { weight: number; arbitrary: fc.Arbitrary<Wish> }[] = [
  {
    weight: 24,
    arbitrary: fc.record({
      name: named('issue'),
      group,
      priority: fc.boolean(),
      stops: fc.oneof(
        { weight: 4, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: fc.array(group, { maxLength: 3 }) },
      ),
      more: fc.boolean(),
      device: fc.constantFrom(null, 'k1', 'k2'),
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({
      name: named('callNext'),
      seat,
      then: fc.constantFrom('finish', 'finish', 'miss', 'park'),
      as: fc.constantFrom('held', 'held', 'held', 'held', 'held', 'none', 'wrong'),
      outcome,
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      name: named('call', 'reroute', 'reroute'),
      pick,
      seat,
      group,
      place: fc.constantFrom(...PLACES),
      toCounter: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: named('callMany'),
      seat,
      nths: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ name: named('finish'), pick, outcome }) },
  {
    weight: 8,
    arbitrary: fc.record({
      name: named('park'),
      pick,
      reason: fc.constantFrom(...PARK_REASONS),
      minutes: fc.constantFrom(null, null, ...LATER_MINUTES),
    }),
  },
  {
    weight: 18,
    arbitrary: fc.record({
      name: named(
        'recall',
        'start',
        'miss',
        'miss',
        'return',
        'return',
        'resume',
        'resume',
        'cancel',
        'note',
        'reprint',
        'endPrint',
      ),
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: named('reopen'),
      pick,
      from: fc.constantFrom(null, null, ['cancelled'], ['done'], ['cancelled', 'done']),
    }),
  },
  { weight: 10, arbitrary: fc.record({ name: named('undo'), back: fc.nat(2), fitting: usually }) },
  {
    weight: 14,
    arbitrary: fc.record({
      name: named('openCounter', 'openCounter', 'openCounter', 'pauseCounter', 'closeCounter'),
      seat,
    }),
  },
  { weight: 4, arbitrary: fc.record({ name: named('setProfile'), seat, profile }) },
  {
    weight: 2,
    arbitrary: fc.record({
      name: named('configure'),
      rules: anyRules,
      without: fc.constantFrom(null, null, 'justice', 'c1'),
      hours: fc.constantFrom(...ANY_HOURS),
      right: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ name: named('record'), person: fc.constantFrom('p1', 'p2') }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      name: named('team'),
      event: fc.constantFrom(...TEAM_EVENTS),
      nth: fc.nat(2),
      kiosk: fc.boolean(),
      instead: fc.constantFrom(null, null, 'officer-1', 'officer-2'),
      late: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      name: named('confirmClock'),
      shift: fc.constantFrom(0, -5 * MINUTE, -HOUR, -DAY, 25 * DAY),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      name: named('expire'),
      nth: fc.nat(3),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  },
];

const passes: fc.Arbitrary<Move['passes']> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 30 * SECOND }) },
  { weight: 9, arbitrary: fc.integer({ min: MINUTE, max: 10 * MINUTE }) },
  { weight: 1, arbitrary: fc.constant(45 * MINUTE) },
  { weight: 1, arbitrary: fc.constant<'midnight'>('midnight') },
);

const move: fc.Arbitrary<Move> = fc.record({
  wish: fc.oneof(...WISHES),
  passes,
  clock: fc.oneof(
    { weight: 60, arbitrary: fc.constant<'right'>('right') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('stepped', 'little-behind', 'far-behind', 'far-ahead'),
    },
  ),
  actor: fc.constantFrom('officer-1', 'officer-1', 'officer-1', 'officer-1', 'officer-2'),
  via: fc.constantFrom('staff', 'staff', 'staff', 'staff', 'kiosk', 'phone'),
  repeat: fc.record({
    kind: fc.oneof(
      { weight: 30, arbitrary: fc.constant<'no'>('no') },
      { weight: 1, arbitrary: fc.constant<'same'>('same') },
      { weight: 1, arbitrary: fc.constant<'other'>('other') },
    ),
    back: fc.nat(5),
  }),
});

/** A random program of moves, some length up to `most`; two thirds have the full length. */
export function anyProgram(most: number): fc.Arbitrary<Program> {
  return fc.record({
    rules: anyRules,
    moves: fc.oneof(
      { weight: 2, arbitrary: fc.array(move, { minLength: most, maxLength: most }) },
      { weight: 1, arbitrary: fc.array(move, { maxLength: most, size: 'max' }) },
    ),
  });
}
