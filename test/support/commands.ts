/** Makes commands of moves: looks at what is there and names it. */
import { recordOf } from '../../server/domain/record.js';
import type { CommandName, Commands } from '../../server/protocol/commands.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { CounterState } from '../../server/protocol/counter.js';
import type { Ticket, TicketState } from '../../server/protocol/ticket.js';
import type { HelpPlace } from '../../server/protocol/team.js';
import type { Context, Reply, Store } from '../../server/store/port.js';
import { configuring, MONDAY, siteConfig, TUESDAY } from './factories.js';
import type { AnyHours, Pick, Seat, Wish } from './wishes.js';

/** A command ready to be given to any store. */
export interface Given {
  name: CommandName;
  args: unknown;
  to(store: Store, context: Context): Promise<Reply>;
}

/** What the people in the hall can see when they make up their minds. */
export interface Sight {
  /** Every ticket ever issued, by id. */
  tickets: Ticket[];
  /** Business day of now. */
  day: string;
  /** Days that were open, oldest first. */
  days: string[];
  /** Today's counters that somebody touched. */
  counters: { id: string; state: CounterState }[];
  /** Keys of the commands given, newest first, and of those that were accepted. */
  keys: string[];
  accepted: string[];
  /** Version of the configuration. */
  version: number;
  /** Ids of assists and of calls for help, newest first. */
  assists: string[];
  helps: string[];
}

function given<N extends CommandName>(name: N, args: Commands[N]): Given {
  return { name, args, to: (store, context) => store.command(name, args, context) };
}

/** The states that each command is meant for. */
const MEANT_FOR: { [name: string]: readonly TicketState[] } = {
  call: ['waiting', 'parked', 'missed'],
  reroute: ['waiting', 'called', 'serving', 'parked', 'missed'],
  finish: ['called', 'serving'],
  park: ['waiting', 'called', 'serving', 'parked'],
  recall: ['called'],
  start: ['called'],
  miss: ['called'],
  return: ['missed'],
  resume: ['parked'],
  cancel: ['waiting', 'called', 'parked', 'missed'],
  reopen: ['cancelled', 'done'],
};

/** What somebody does beside the queue, with what there is, and sometimes with what is not. */
function teamRecord(sight: Sight, wish: Wish & { name: 'team' }): Commands['record'] {
  const { event, nth, kiosk, instead, late } = wish;
  const help = sight.helps[nth] ?? '0';
  const called = sight.tickets.filter(({ state, day }) => state === 'called' && day === sight.day);
  const ticket = called[nth % Math.max(1, called.length)] ?? sight.tickets.at(-1 - nth);
  const about = ticket?.id ?? NOBODY;
  switch (event) {
    case 'assist.given':
      return recordOf(event, { type: 'form', ticket: late ? null : about });
    case 'assist.undone':
      return recordOf(event, { assist: sight.assists[nth] ?? '0' });
    case 'help.asked': {
      const place = kiosk ? { kind: 'kiosk', id: 'k1' } : { kind: 'counter', id: 'c1' };
      return recordOf(event, { place: place as HelpPlace, cause: kiosk ? 'unsure' : 'counter' });
    }
    case 'help.taken':
      return recordOf(event, { help, instead });
    case 'help.ended':
      return recordOf(event, { help });
    case 'escort.taken': {
      const calledAt = (ticket?.calledAt ?? 0) - (late ? 1 : 0);
      return recordOf(event, { ticket: about, calledAt, instead });
    }
    case 'slip.handed':
      return recordOf(event, { ticket: about, copy: nth, how: kiosk ? 'screen' : 'paper' });
    case 'sound.taken':
      return recordOf(event, { zone: 'ground', since: late ? 1 : 0, instead });
  }
}

const NOBODY = '0000009999';

function picked(sight: Sight, wish: { name: string; pick: Pick }): Commands['start'] {
  const { nth, fitting, rev } = wish.pick;
  const meant = MEANT_FOR[wish.name] ?? [];
  const today = sight.tickets.filter(({ day }) => day === sight.day);
  const fit = today.filter(({ state }) => meant.includes(state));
  const near = fit.length > 0 ? fit : today;
  const from = fitting && near.length > 0 ? near : sight.tickets;
  const ticket = from[nth % Math.max(1, from.length)];
  if (!ticket) return { ticket: NOBODY };
  if (rev === 'none') return { ticket: ticket.id };
  return { ticket: ticket.id, ifRev: rev === 'right' ? ticket.rev : ticket.rev - 1 };
}

const COUNTERS = ['c1', 'c2', 'c3'];

/** A counter in one of the states; any, even one that is not there, when none fits. */
function seated(sight: Sight, { nth, fitting }: Seat, meant: readonly CounterState[]): string {
  const stateOf = (counter: string): CounterState =>
    sight.counters.find(({ id }) => id === counter)?.state ?? 'closed';
  const fit = COUNTERS.filter((counter) => meant.includes(stateOf(counter)));
  const from = fitting && fit.length > 0 ? fit : [...COUNTERS, 'c9'];
  return from[nth % from.length] ?? 'c9';
}

function issuing(wish: Extract<Wish, { name: 'issue' }>): Commands['issue'] {
  return {
    group: wish.group,
    ...(wish.priority && { priority: 'elder' }),
    ...(wish.stops.length > 0 && { stops: wish.stops }),
    ...(wish.device !== null && { device: wish.device }),
    ...(wish.more && {
      procedure: 'birth',
      language: 'bru',
      escort: true,
      note: 'ghi chú "riêng"\n',
      mark: 'L',
      printer: 'door',
    }),
  };
}

function callingNext(
  sight: Sight,
  wish: Extract<Wish, { name: 'callNext' }>,
): Commands['callNext'] {
  const { seat, then, as, outcome } = wish;
  const counter = seated(sight, seat, ['open']);
  const held = sight.tickets.find(
    (ticket) =>
      ticket.day === sight.day &&
      ticket.counter === counter &&
      (ticket.state === 'called' || ticket.state === 'serving'),
  );
  const named = as === 'wrong' ? sight.tickets[0] : held;
  if (as === 'none' || !named) return { counter };
  const result = then === 'finish' && outcome !== null ? { outcome, resultDate: '2026-12-01' } : {};
  const reason = then === 'park' && outcome !== null ? { reason: 'scan' as const } : {};
  return { counter, current: { ticket: named.id, rev: named.rev, then, ...result, ...reason } };
}

function configuration(
  sight: Sight,
  wish: Extract<Wish, { name: 'configure' }>,
): Commands['configure'] {
  const config = siteConfig(wish.rules);
  const stays = ({ id }: { id: string }) => id !== wish.without;
  config.groups = config.groups.filter(stays);
  config.counters = config.counters.filter(stays).map((counter) => ({
    ...counter,
    profile: counter.profile.filter(({ group }) => group !== wish.without),
  }));
  setHours(config, wish.hours);
  return configuring(config, sight.version - (wish.right ? 0 : 1));
}

/** Other hours than the weekdays': of a group, of some special days, of none, or that bind nobody. */
function setHours({ site, groups }: SiteConfig, hours: AnyHours): void {
  if (hours === 'trial') site.trial = true;
  if (hours === 'group' && groups[0]) {
    groups[0].hours = [
      { from: 7 * 60, until: 8 * 60 + 5 },
      { from: 9 * 60, until: 12 * 60 },
    ];
  }
  if (hours !== 'special' && hours !== 'closed') return;
  const morning = { from: 8 * 60, issueFrom: 7 * 60 + 50, issueUntil: 8 * 60 + 10, to: 12 * 60 };
  const sessions = hours === 'closed' ? [] : [morning];
  site.specialDays = [MONDAY, TUESDAY].map((date) => {
    return { date, name: { vi: 'Ngày khác', en: 'Another day' }, sessions };
  });
}

/** The command that a wish comes to in this situation. */
export function commandOf(wish: Wish, sight: Sight): Given {
  switch (wish.name) {
    case 'issue':
      return given('issue', issuing(wish));
    case 'callNext':
      // Who wants to call and finds every counter closed opens one first.
      return wish.seat.fitting && !sight.counters.some(({ state }) => state === 'open')
        ? given('openCounter', { counter: seated(sight, wish.seat, ['closed', 'paused']) })
        : given('callNext', callingNext(sight, wish));
    case 'call':
      return given('call', { ...picked(sight, wish), counter: seated(sight, wish.seat, ['open']) });
    case 'reroute': {
      const counter = seated(sight, wish.seat, ['open', 'paused']);
      const to = wish.toCounter ? { counter } : { group: wish.group };
      const how = { place: wish.place, reason: 'wish' } as const;
      // Who returned may stand in line by a time to come: a counter's own lane should meet some.
      const returned = sight.tickets.filter(({ readyAt, issuedAt }) => readyAt > issuedAt);
      const some = wish.toCounter && returned.length > 0 ? { ...sight, tickets: returned } : sight;
      return given('reroute', { ...picked(some, wish), ...to, ...how });
    }
    case 'callMany': {
      const any = { name: 'resume', fitting: true, rev: 'none' } as const;
      const tickets = wish.nths.map(
        (nth) => picked(sight, { ...any, pick: { ...any, nth } }).ticket,
      );
      return given('callMany', { counter: seated(sight, wish.seat, ['open']), tickets });
    }
    case 'finish': {
      const result = wish.outcome === null ? {} : { outcome: wish.outcome };
      return given('finish', { ...picked(sight, wish), ...result });
    }
    case 'park': {
      const minutes = wish.minutes === null ? {} : { minutes: wish.minutes };
      return given('park', { ...picked(sight, wish), reason: wish.reason, ...minutes });
    }
    case 'cancel':
      return given('cancel', { ...picked(sight, wish), reason: 'left' });
    case 'note':
      return given('note', { ...picked(sight, wish), note: wish.pick.fitting ? 'nghe kém' : '' });
    case 'reopen':
      return given('reopen', {
        ...picked(sight, wish),
        reason: 'mistake',
        ...(wish.from && { from: wish.from }),
      });
    case 'reprint':
      return given('reprint', { ticket: picked(sight, wish).ticket, printer: 'hall' });
    case 'endPrint': {
      const { ticket } = picked(sight, wish);
      const number = sight.tickets.find(({ id }) => id === ticket)?.number ?? 'A001';
      const slip = { ticket, number, printer: 'hall', copy: 1 + (wish.pick.nth % 2) };
      const cause = wish.pick.fitting ? null : 'paper-out';
      if (wish.pick.nth % 3 === 2) {
        const moved = { outcome: 'failed', cause: 'moved', elsewhere: 'door' } as const;
        return given('endPrint', { ...slip, ...moved });
      }
      return given('endPrint', { ...slip, outcome: cause ? 'unknown' : 'printed', cause });
    }
    case 'recall':
    case 'start':
    case 'miss':
    case 'return':
    case 'resume':
      return given(wish.name, picked(sight, wish));
    case 'undo':
      return given('undo', {
        request: (wish.fitting ? sight.accepted : sight.keys)[wish.back] ?? 'never-given-never',
      });
    case 'openCounter':
      return given('openCounter', { counter: seated(sight, wish.seat, ['closed', 'paused']) });
    case 'closeCounter':
      return given('closeCounter', { counter: seated(sight, wish.seat, ['open', 'paused']) });
    case 'pauseCounter': {
      const counter = seated(sight, wish.seat, ['open', 'paused']);
      const { nth } = wish.seat;
      const minutes = nth % 3 === 0 ? {} : { minutes: nth % 3 === 1 ? 10 : 0 };
      return given('pauseCounter', { counter, reason: 'lunch', ...minutes });
    }
    case 'setProfile': {
      const counter = seated(sight, wish.seat, ['open', 'paused', 'closed']);
      return given('setProfile', { counter, profile: wish.profile });
    }
    case 'configure':
      return given('configure', configuration(sight, wish));
    case 'record': {
      const data = JSON.stringify({ person: wish.person, role: 'officer' });
      return given('record', { type: 'person.added', data });
    }
    case 'team':
      return given('record', teamRecord(sight, wish));
    case 'confirmClock':
      return given('confirmClock', { offset: wish.shift });
    case 'expire': {
      const day = sight.days[wish.nth % Math.max(1, sight.days.length)] ?? '2020-01-01';
      return given('expire', { day, limit: wish.limit });
    }
  }
}
