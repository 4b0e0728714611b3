/**
 * Everything that a hall screen shows at one moment, as texts and flags: the server's first paint
 * and the screen's own script make the same picture from it.
 */
import { backAround } from './back-at.js';
import type { HallBoard } from '../protocol/board.js';
import type { Estimate, Load } from '../protocol/live.js';
import type { HallConfig, HallMedia } from '../protocol/page.js';
import { closedText, type ClosedText } from './hall-closed.js';
import { footLine, isShownOn, type FootLine } from './hall-line.js';
import { callsOf, type Call, type Stage, type Tile } from './hall-stage.js';
import { clockIsWrong, lostSince, troubleText, type NoticeText } from './hall-trouble.js';
import { isWorthTelling } from './told-wait.js';
import type { Speaker } from './wording.js';

export interface SceneInput {
  config: HallConfig;
  /** Zone whose calls are shown; `null` for all. */
  zone: string | null;
  /** `null` while nothing is known. */
  board: HallBoard | null;
  load: Load | null;
  stage: Stage;
  /** Site time, ms, and minutes east of UTC. */
  now: number;
  offset: number;
  /** Since when nothing was heard from the server (site time, ms); `null` while it is heard. */
  staleSince: number | null;
  voice: Speaker;
  /** Which turn of the waiting groups and of the foot's lines is shown, counted up every 10 s. */
  turn: number;
}

interface PlateText {
  letter: string;
  plate: string;
}
/** A ticket's number and the counter's, and whether they are too wide for the usual size. */
interface CallText {
  number: string;
  long: boolean;
  counter: string;
  two: boolean;
}
interface TileText extends PlateText, CallText {
  group: string;
  longGroup: boolean;
  /** The zone to go to, where a site has several and the screen shows them all; else empty. */
  zone: string;
  /** Read in place of "Mời số" once the server is lost: when it was called. */
  was: string;
  badge: boolean;
  /** Site time of the call (ms): a new value is a new call. */
  at: number;
}
interface WaitingText extends PlateText {
  waiting: string;
  wait: string;
}
export interface Scene {
  /** What stands in the middle. */
  main: 'none' | 'calls' | 'quiet' | 'closed';
  stale: boolean;
  name: string;
  /** Set smaller where a set stands. */
  longName: boolean;
  /** `null` while the clock is known to be wrong. */
  clock: { time: string; weekday: string; date: string } | null;
  tiles: TileText[];
  last: CallText[];
  waiting: WaitingText[];
  notice: NoticeText | null;
  line: FootLine;
  /** Sentence and, for a single counter, its number for the drawn door. */
  paused: { text: string; number: string } | null;
  closed: ClosedText | null;
  /** Size of the last calls, as `domain/viewing.ts` has it. */
  row: string;
  /** Pictures of today for while nobody is called. */
  media: readonly HallMedia[];
}

const MINUTE = 60_000;
/** Rows of last calls: four lying (six standing). */
export const LAST_ROWS = 6;
/** Letters of a name that one row beside the clock has room for. */
const LONG_NAME = 20;
/** Letters of a group's name beside its plate. */
const LONG_GROUP = 19;
/** Groups in the waiting strip at one time. */
const STRIP_CELLS = 7;

/** Calls at the counters of this screen, newest first. */
export function sceneCalls(input: Pick<SceneInput, 'config' | 'zone' | 'board'>): Call[] {
  if (input.board === null) return [];
  const { config, zone } = input;
  return callsOf(
    input.board,
    (id) => zone === null || config.counters.some((each) => each.id === id && each.zone === zone),
  );
}

export function sceneOf(input: SceneInput): Scene {
  const { config, board, stage, now, voice } = input;
  const lost = lostSince(input) !== null;
  const wrong = clockIsWrong(input);
  const calls = sceneCalls(input);
  const onStage = (call: Call) => stage.tiles.some((tile) => tile.number === call.number);
  const last = calls.filter((call) => !onStage(call)).slice(0, LAST_ROWS);
  const closed = board !== null && !lost && !wrong ? closedText(input, board) : null;
  return {
    main: mainOf(stage, calls.length, closed),
    stale: lost,
    name: config.name,
    longName: config.name.length > LONG_NAME,
    clock: wrong
      ? null
      : { time: voice.time(now), weekday: voice.weekday(now), date: voice.date(now) },
    tiles: stage.tiles.map((tile) => tileText(input, tile)),
    last: last.map((call) => callText(config, call)),
    waiting: board === null ? [] : waitingText(input, board),
    notice: troubleText(input),
    line: footLine(input),
    paused: board === null ? null : pausedText(input, board),
    closed,
    row: config.row,
    media: config.media.filter((each) => isShownOn(each, input)),
  };
}

function mainOf(stage: Stage, calls: number, closed: ClosedText | null): Scene['main'] {
  if (stage.tiles.length > 0) return 'calls';
  if (closed !== null) return 'closed';
  return calls === 0 ? 'none' : 'quiet';
}

/** `A1000` has five places; M and W are half as wide again as the other letters. */
function callText(config: HallConfig, { number, counter: id }: Call): CallText {
  const counter = config.counters.find((each) => each.id === id);
  const door = counter ? String(counter.number) : '';
  return {
    number,
    long: number.length > 4 || /^[MW]/.test(number),
    counter: door,
    two: door.length > 1,
  };
}

function tileText({ config, zone, voice }: SceneInput, tile: Tile): TileText {
  const group = config.groups.find((each) => each.id === tile.group);
  const counter = config.counters.find((each) => each.id === tile.counter);
  const place =
    zone === null && config.zones.length > 1
      ? config.zones.find((each) => counter !== undefined && each.id === counter.zone)
      : undefined;
  return {
    ...callText(config, tile),
    letter: group ? group.letter : '',
    plate: group ? group.plate : 'plain',
    group: group ? group.name : '',
    longGroup: group !== undefined && group.name.length > LONG_GROUP,
    zone: place ? place.name : '',
    was: voice.say('hall.calledAt', { time: voice.time(tile.at) }),
    badge: tile.badge,
    at: tile.at,
  };
}

/** Groups that nobody waits for and that no open counter serves drop out; more than fit take turns. */
function waitingText(input: SceneInput, board: HallBoard): WaitingText[] {
  const { config, zone, load, voice } = input;
  const counts: Record<string, number> = {};
  for (const number of Object.keys(board.tickets)) {
    const ticket = board.tickets[number];
    if (ticket && ticket.state === 'waiting') {
      counts[ticket.group] = (counts[ticket.group] || 0) + 1;
    }
  }
  const here = config.groups.filter(({ id }) => {
    const served = config.counters.some(
      (each) => (zone === null || each.zone === zone) && each.groups.indexOf(id) >= 0,
    );
    const figures = load ? load.groups[id] : undefined;
    return served && ((counts[id] || 0) > 0 || (figures ? figures.counters.length > 0 : false));
  });
  const turns = Math.max(1, Math.ceil(here.length / STRIP_CELLS));
  const size = Math.ceil(here.length / turns);
  const from = (input.turn % turns) * size;
  return here.slice(from, from + size).map(({ id, letter, plate }) => {
    const figures = load ? load.groups[id] : undefined;
    const estimate = figures ? figures.estimate : null;
    return {
      letter,
      plate,
      waiting: String(counts[id] || 0),
      wait: estimate ? aboutWait(estimate, voice) : voice.say('hall.unknownWait'),
    };
  });
}

/** One round figure for a range: five minutes at least, whole hours where minutes need three digits. */
function aboutWait({ low, high }: Estimate, voice: Speaker): string {
  if (!isWorthTelling({ low: low * MINUTE, high: high * MINUTE })) {
    return voice.say('hall.unknownWait');
  }
  const minutes = Math.max(5, Math.round((low + high) / 2 / 5) * 5);
  if (minutes < 100) return voice.say('shared.minutes', { count: minutes });
  return voice.say('shared.hours', { count: Math.round(minutes / 60) });
}

function pausedText(input: SceneInput, board: HallBoard): Scene['paused'] {
  const { config, zone, now, voice } = input;
  const paused = config.counters.filter((each) => {
    const counter = board.counters[each.id];
    return (
      (zone === null || each.zone === zone) && counter !== undefined && counter.state === 'paused'
    );
  });
  if (paused.length === 0) return null;
  const wrong = clockIsWrong(input);
  const backs = paused.map(({ id }) =>
    wrong ? null : backAround(board.counters[id]?.backAt, now),
  );
  const times = backs
    .filter((back): back is number => back !== null)
    .filter((back, i, all) => all.indexOf(back) === i)
    .sort((a, b) => a - b);
  // One time of all stands with them. Else there is no room for all at once: first who rests, then who is back when.
  const shared = times.length === 1 && backs.indexOf(null) < 0;
  const back = times[shared ? 0 : (input.turn % (times.length + 1)) - 1] || null;
  const named = back === null ? paused : paused.filter((_, i) => backs[i] === back);
  const counters = named.map(({ number }) => number).join(', ');
  const values = { counters, count: named.length, time: back === null ? '' : voice.time(back) };
  const text = voice.say(back === null || shared ? 'hall.paused' : 'hall.back', values);
  return {
    text:
      back !== null && shared ? voice.say('hall.pausedBack', { text, time: values.time }) : text,
    number: named.length === 1 && named[0] ? String(named[0].number) : '',
  };
}
