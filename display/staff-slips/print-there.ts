/** Slips on a printer of the site, one after the other: the server draws each and keeps nothing of it. */
import type { PinSlipBody } from '../../server/protocol/people.js';
import { isRecord } from '../shared/api.js';
import { ask } from '../shared/ask.js';
import type { SlipPerson } from './slips-box.js';

/** How far it got: `unknown` and `stopped` are of the person of this name. */
export interface PrintRun {
  state: 'printing' | 'done' | 'unknown' | 'stopped';
  done: number;
  all: number;
  name: string;
  /** Key of `people.slips.why`; '' where nothing stands in the way. */
  why: string;
}

export interface PrintThere {
  site: string;
  language: string;
  printer: string;
  address: string | null;
  people: readonly SlipPerson[];
  tell(run: PrintRun): void;
  /** The slip of this person was printed. */
  came(person: SlipPerson): void;
}

/** ms between two questions what became of a slip, and how often one is asked after. */
const LOOK_MS = 700;
const LOOKS = 120;
const KNOWN = ['paper-out', 'cover-open', 'agent-offline'];

type Fate = 'came' | 'unknown' | { why: string };

/** Ends with the first that did not come out for certain: it is looked at before the next one. */
export async function printSlips(wish: PrintThere): Promise<void> {
  const all = wish.people.length;
  let done = 0;
  const tell = (state: PrintRun['state'], name: string, why = ''): void =>
    wish.tell({ state, done, all, name, why });
  for (const person of wish.people) {
    tell('printing', person.name);
    const fate = await printOne(wish, person);
    if (fate === 'unknown') return tell('unknown', person.name);
    if (fate !== 'came') return tell('stopped', person.name, fate.why);
    done += 1;
    wish.came(person);
  }
  tell('done', '');
}

async function printOne(
  { site, language, printer, address }: PrintThere,
  { id, pin, join }: SlipPerson,
): Promise<Fate> {
  const path = `/sites/${encodeURIComponent(site)}/people/${encodeURIComponent(id)}/slip`;
  const body: PinSlipBody = { pin, join, printer, address };
  let answer = await ask('POST', path, language, body);
  if (answer.kind === 'refused') return { why: 'refused' };
  // Whether it began is not known, and what is told of later may be an older slip of the same person.
  if (answer.kind === 'unanswered') return 'unknown';
  for (let left = LOOKS; left > 0; left -= 1) {
    const fate = answer.kind === 'done' ? fateOf(answer.body) : null;
    if (fate !== null) return fate;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    answer = await ask('GET', path, language);
  }
  return 'unknown';
}

/** `null` while it is being printed. */
function fateOf(body: unknown): Fate | null {
  if (!isRecord(body) || body['printing'] === true || !isRecord(body['result'])) return null;
  const { outcome, cause } = body['result'];
  if (outcome === 'printed' || outcome === 'sent') return 'came';
  if (outcome === 'unknown') return 'unknown';
  return { why: typeof cause === 'string' && KNOWN.includes(cause) ? cause : 'other' };
}
