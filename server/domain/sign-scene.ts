/**
 * What the sign above a counter says at one moment, as texts and flags: the server's first paint and the
 * sign's own script make the same picture from it.
 */
import type { HallBoard, HallTicket } from '../protocol/board.js';
import type { SignConfig } from '../protocol/page.js';
import { backAround } from './back-at.js';
import { closedText } from './hall-closed.js';
import { lostSince, troubleText, type NoticeText, type TroubleInput } from './hall-trouble.js';

export interface SignInput extends TroubleInput {
  config: SignConfig;
  /** `null` while nothing is known. */
  board: HallBoard | null;
  /** Site time, ms, its speed, and minutes east of UTC. */
  now: number;
  speed: number;
  offset: number;
}

/**
 * `call` is the only one in yellow; `free`: open and nobody called; `shut`: nobody works here now;
 * `closed`: outside hours.
 */
export type SignState = 'call' | 'serving' | 'paused' | 'free' | 'shut' | 'closed';

export interface SignScene {
  state: SignState;
  stale: boolean;
  title: string;
  /** Read in its place once the server is lost: when the number was called; else ''. */
  was: string;
  /** '' where nobody is called or served. */
  number: string;
  long: boolean;
  /** A holiday's name: so much to say that it is set smaller. */
  longTitle: boolean;
  /** One or two smaller lines under it; may be empty. */
  detail: string;
  more: string;
  notice: NoticeText | null;
  /** Languages spoken here. */
  foot: string;
  /** Site time of the call (ms): a new value is a new call. */
  at: number;
}

/** Where nobody confirms who came, a call is told in yellow for so long (real ms), then it is served. */
const CALL_MS = 60_000;

/** Letters of a title that stand large. */
const LONG_TITLE = 30;

const calledAt = ({ lastCallAt, calledAt: first }: HallTicket) => lastCallAt || first || 0;

/** Who is called or served here, the newest call first. */
function ticketsHere({ board, config }: SignInput, state: 'called' | 'serving'): HallTicket[] {
  if (board === null) return [];
  const found: HallTicket[] = [];
  for (const number of Object.keys(board.tickets)) {
    const ticket = board.tickets[number];
    if (ticket && ticket.counter === config.counter.id && ticket.state === state) {
      found.push(ticket);
    }
  }
  return found.sort((a, b) => calledAt(b) - calledAt(a) || (a.number < b.number ? -1 : 1));
}

export function signScene(input: SignInput): SignScene {
  const { config, voice } = input;
  const notice = troubleText(input);
  const common = {
    stale: lostSince(input) !== null,
    notice,
    foot: config.languages.join(' · '),
    number: '',
    long: false,
    longTitle: false,
    was: '',
    detail: '',
    more: '',
    at: 0,
  };
  const called = ticketsHere(input, 'called');
  const [shown] = called.concat(ticketsHere(input, 'serving'));
  if (shown) return { ...common, ...numberText(input, shown, called) };
  const closed = closedHere(input, notice);
  if (closed) return { ...common, ...closed };
  const state = idleState(input);
  const title = voice.say(`sign.${state}`);
  const detail = voice.say(`sign.${state}Detail`);
  const back = state === 'paused' ? backHere(input) : null;
  if (back === null) return { ...common, state, title, detail };
  return {
    ...common,
    ...{ state, title, detail: voice.say('sign.pausedBack') },
    more: voice.spokenTime(back),
    foot: detail,
  };
}

/** Several are called together where results are handed out: the newest large, the others named. */
function numberText(
  input: SignInput,
  ticket: HallTicket,
  called: readonly HallTicket[],
): Pick<SignScene, 'state' | 'title' | 'was' | 'number' | 'long' | 'detail' | 'at'> {
  const { config, speed, voice } = input;
  const { number } = ticket;
  const at = calledAt(ticket);
  // Without the server nobody knows whether somebody came meanwhile: a call stays one, with its time.
  const known = lostSince(input) ?? input.now;
  const stands = config.needsStart || (known - at) / speed < CALL_MS;
  const state = ticket.state === 'called' && stands ? 'call' : 'serving';
  const others = called.slice(1).map((each) => each.number);
  return {
    state,
    title: voice.say(`sign.${state}`),
    was: state === 'call' ? voice.say('hall.calledAt', { time: voice.time(at) }) : '',
    number,
    long: number.length > 4 || /^[MW]/.test(number),
    detail: others.length === 0 ? '' : voice.say('sign.others', { numbers: others.join(', ') }),
    at: state === 'call' ? at : 0,
  };
}

/** Outside hours, unless this counter still works. */
function closedHere(
  input: SignInput,
  notice: NoticeText | null,
): Pick<SignScene, 'state' | 'title' | 'longTitle' | 'detail' | 'more'> | null {
  const { board, config, now, offset, voice } = input;
  if (board === null || notice !== null || idleState(input) !== 'shut') return null;
  const hours = { config: { ...config, phone: '' }, now, offset, voice };
  const closed = closedText(hours, { ...board, tickets: {} });
  if (closed === null) return null;
  const detail = `${closed.opens} ${closed.time}`;
  const { title, day: more } = closed;
  return { state: 'closed', title, longTitle: title.length > LONG_TITLE, detail, more };
}

function backHere({ board, config, now }: SignInput): number | null {
  const counter = board === null ? undefined : board.counters[config.counter.id];
  return backAround(counter && counter.backAt, now);
}

function idleState({ board, config }: SignInput): 'free' | 'paused' | 'shut' {
  const counter = board === null ? undefined : board.counters[config.counter.id];
  if (counter === undefined || counter.state === 'closed') return 'shut';
  return counter.state === 'open' ? 'free' : 'paused';
}
