/** The line at the foot of a hall screen: the rule of order and the site's notices take turns. */
import type { HallBoard } from '../protocol/board.js';
import type { HallConfig } from '../protocol/page.js';
import { anyoneLeft, dateOf, openingNow } from './hall-closed.js';
import { localTime } from './local-time.js';
import type { Speaker } from './wording.js';

interface LineInput {
  config: HallConfig;
  board: HallBoard | null;
  /** Site time, ms, and minutes east of UTC. */
  now: number;
  offset: number;
  voice: Speaker;
  /** Counted up every 10 s: so long each line stands. */
  turn: number;
}

/** From here on a line is set smaller, over two rows. */
const LONG = 64;

/** Two rows beside the paused counters: what is longer is told in parts, one after the other. */
const MOST = 120;

/** A notice cut between words into parts that the line has room for. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > MOST) {
    const even = Math.ceil(rest.length / Math.ceil(rest.length / MOST));
    const space = rest.lastIndexOf(' ', even);
    if (space <= 0) break;
    parts.push(`${rest.slice(0, space)} …`);
    rest = `… ${rest.slice(space + 1)}`;
  }
  return parts.concat(rest);
}

export interface FootLine {
  text: string;
  long: boolean;
}

/** Whether something with a first and a last day is shown today. */
export function isShownOn(
  { from, until }: { from: string | null; until: string | null },
  { now, offset }: Pick<LineInput, 'now' | 'offset'>,
): boolean {
  const today = dateOf(localTime(now, offset));
  return (!from || from <= today) && (!until || today <= until);
}

export function footLine(input: LineInput): FootLine {
  const { config, board, voice, turn } = input;
  const notices = config.notices
    .filter((each) => isShownOn(each, input))
    .reduce<string[]>((all, { text }) => all.concat(partsOf(text)), []);
  const over = board !== null && openingNow(input).kind === 'after' && anyoneLeft(board);
  // After hours nobody new comes: who still waits reads what becomes of them.
  const lines = [over ? voice.say(`hall.leftover.${config.leftover}`) : ruleText(config, voice)];
  const text = lines.concat(notices)[turn % (notices.length + 1)] || '';
  return { text, long: text.length > LONG };
}

function ruleText({ rule }: HallConfig, voice: Speaker): string {
  switch (rule.policy) {
    case 'interleave':
      return voice.say('hall.ruleInterleave', { count: rule.normalAfterPriority });
    case 'first':
      return voice.say('hall.ruleFirst');
    case 'credit':
      return voice.say('hall.ruleCredit', { count: rule.creditMinutes });
  }
}
