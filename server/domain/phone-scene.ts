/**
 * Everything that a citizen's phone shows at one moment, as texts and flags: the server's page, which is
 * whole without a script, and the phone's own script make the same picture from it.
 */
import type { PhoneState } from '../protocol/phone.js';
import { isWorthTelling } from './told-wait.js';
import type { Speaker } from './wording.js';

export type PhoneKind =
  | 'waiting'
  | 'nearly'
  | 'called'
  | 'serving'
  | 'parked'
  | 'later'
  | 'missed'
  | 'done'
  | 'cancelled';

/** Texts by their place on the page; what is '' is not there. */
export type PhoneTexts = Readonly<Record<(typeof PHONE_TEXTS)[number], string>>;
export const PHONE_TEXTS = [
  'updated',
  'lost',
  'head',
  'sub',
  'sub2',
  'yours',
  'number',
  'group',
  'go',
  'label',
  'fact',
  'more',
  'whenLabel',
  'when',
  'detail',
  'missed',
] as const;

export interface PhoneScene {
  kind: PhoneKind;
  /** Of the page: what a phone shows in its list of open pages. */
  title: string;
  texts: PhoneTexts;
  letter: string;
  plate: string;
  /** People ahead as rings, at most ten; `null` where no line is drawn. */
  rings: number | null;
  /** The counter's number for the drawn door; '' where none is. */
  door: string;
  /** What is to be brought is still of use. */
  papers: boolean;
  /** What its holder may do. */
  may: { ring: boolean; defer: boolean; resume: boolean; cancel: boolean };
}

export interface PhoneSceneInput {
  state: PhoneState;
  /** Since when nothing was heard from the server (site time, ms); `null` while it is heard. */
  lostSince: number | null;
  voice: Speaker;
}

/** So few calls before one's own are soon. */
const NEAR = 2;
const USUAL_LENGTH = 4;
/** Rings that fit a phone. */
export const MOST_RINGS = 10;

/** Five characters (A1000) stand smaller. */
export function isLong(number: string): boolean {
  return number.length > USUAL_LENGTH;
}

export function phoneKind({ state, ahead, estimate, until }: PhoneState): PhoneKind {
  if (state === 'parked') return until === null ? 'parked' : 'later';
  // While no counter takes it, nobody is nearly there.
  const near = state === 'waiting' && ahead !== null && ahead <= NEAR && estimate !== null;
  return near ? 'nearly' : state;
}

export function phoneScene(input: PhoneSceneInput): PhoneScene {
  const { state, lostSince, voice } = input;
  const kind = phoneKind(state);
  const { ahead } = state;
  const waits = kind === 'waiting' || kind === 'nearly';
  return {
    kind,
    title: titleOf(input, kind),
    texts: {
      ...NOTHING,
      ...(waits && waitingTexts(input, kind)),
      ...(kind === 'called' && calledTexts(input)),
      ...(!waits && kind !== 'called' && otherTexts(input, kind)),
      updated: updatedText(input, kind),
      number: state.number,
      lost: lostSince === null ? '' : voice.say('ticket.lost', { time: timeOf(input, lostSince) }),
    },
    letter: state.letter,
    plate: state.plate,
    rings: waits && ahead !== null ? Math.min(ahead, MOST_RINGS) : null,
    door: kind === 'called' ? String(state.counter ?? '') : '',
    papers: waits,
    may: {
      ring: waits || kind === 'parked' || kind === 'later',
      defer: waits && state.mayDefer,
      resume: kind === 'later',
      cancel: waits || kind === 'parked' || kind === 'later' || kind === 'missed',
    },
  };
}

const NOTHING: PhoneTexts = Object.freeze({
  ...{ updated: '', lost: '', head: '', sub: '', sub2: '', yours: '', number: '', group: '' },
  ...{ go: '', label: '', fact: '', more: '', whenLabel: '', when: '', detail: '', missed: '' },
});

function titleOf({ state, voice: { say } }: PhoneSceneInput, kind: PhoneKind): string {
  const { number, counter } = state;
  if (kind === 'called') return say('ticket.titleCalled', { number, counter: counter ?? '' });
  if (kind === 'nearly') return say('ticket.titleNear', { number });
  if (kind === 'waiting' && state.ahead === 0) return `${say('ticket.first')} · ${number}`;
  if (kind === 'waiting') return say('ticket.titleAhead', { number, count: state.ahead ?? 0 });
  const name = kind === 'later' ? say('ticket.later') : say(`ticket.state.${kind}`);
  return `${name} · ${number}`;
}

/** A call is of now; everything else is as old as it is. */
function updatedText({ state, voice }: PhoneSceneInput, kind: PhoneKind): string {
  if (state.clockWrong) return '';
  if (kind === 'done') return `${state.number} · ${voice.say('ticket.state.done')}`;
  const time = voice.time(state.at);
  return kind === 'called' ? time : voice.say('ticket.updated', { time });
}

function waitingTexts({ state, voice }: PhoneSceneInput, kind: PhoneKind): Partial<PhoneTexts> {
  const { say } = voice;
  const { ahead, estimate, zone, group, stop } = state;
  const count = ahead ?? 0;
  const told = !state.clockWrong && estimate !== null && isWorthTelling(estimate);
  const when = told ? rangeText(estimate, voice) : '';
  return {
    yours: say(stop > 1 ? 'ticket.nextStop' : 'ticket.yours'),
    group,
    ...(kind === 'nearly' ? nearTexts(count, zone, voice) : aheadTexts(count, voice)),
    more: count > MOST_RINGS ? say('ticket.more', { count: count - MOST_RINGS }) : '',
    whenLabel: when === '' ? '' : say('ticket.expected'),
    when,
    detail: detailText(state, voice),
  };
}

function nearTexts(count: number, zone: string, { say }: Speaker): Partial<PhoneTexts> {
  return {
    head: say('ticket.near'),
    sub: count === 0 ? say('ticket.nearNext') : say('ticket.nearAhead', { count }),
    sub2: zone === '' ? say('ticket.sit') : say('ticket.sitZone', { zone }),
  };
}

function aheadTexts(count: number, { say }: Speaker): Partial<PhoneTexts> {
  if (count === 0) return { fact: say('ticket.first') };
  return { label: say('ticket.aheadLabel'), fact: say('ticket.ahead', { count }) };
}

/** Why there is no time. */
function detailText(
  { clockWrong, estimate, paused, opens, over }: PhoneState,
  { say, spokenTime }: Speaker,
): string {
  if (clockWrong) return say('ticket.clockWrong');
  if (estimate !== null) return '';
  if (paused) return say('ticket.paused');
  if (over) return say('ticket.over');
  return opens === null
    ? say('ticket.noEstimate')
    : say('ticket.opens', { time: spokenTime(opens) });
}

function rangeText(
  { low, high }: { low: number; high: number },
  { say, spokenTime }: Speaker,
): string {
  const [from, to] = [spokenTime(low), spokenTime(high)];
  return from === to ? from : say('ticket.range', { from, to });
}

function calledTexts(input: PhoneSceneInput): Partial<PhoneTexts> {
  const { state, lostSince, voice } = input;
  const { counter, zone, calledAt } = state;
  const values = { counter: counter ?? '', zone };
  const old = lostSince !== null && calledAt !== null;
  return {
    // A call that may be over does not look like one.
    yours: old
      ? voice.say('ticket.calledAt', { time: timeOf(input, calledAt) })
      : voice.say('ticket.invite'),
    go: voice.say(zone === '' ? 'ticket.go' : 'ticket.goZone', values),
    missed: voice.say('ticket.missed'),
  };
}

function otherTexts(input: PhoneSceneInput, kind: PhoneKind): Partial<PhoneTexts> {
  const { state, voice } = input;
  const { group, counter, until, clockWrong } = state;
  const common = { yours: voice.say('ticket.yours'), group };
  if (kind !== 'later') {
    return {
      ...common,
      head: voice.say(`ticket.state.${kind}`),
      sub: voice.say(`ticket.state.${kind}Detail`, { counter: counter ?? '' }),
    };
  }
  const sub =
    until === null || clockWrong
      ? voice.say('ticket.laterOpen')
      : voice.say('ticket.laterUntil', { time: voice.spokenTime(until) });
  return { ...common, head: voice.say('ticket.later'), sub };
}

function timeOf({ voice }: PhoneSceneInput, at: number): string {
  return voice.spokenTime(at);
}
