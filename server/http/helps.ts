/** Calls for a volunteer: from a kiosk or a counter, until somebody was there. */
import { openHelpAt } from '../domain/team.js';
import { AppError, TooMany } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import { ENTRY_ID } from '../protocol/schema/ids.js';
import { emptyBody } from '../protocol/schema/requests.js';
import { helpAnswer, helpBody, takeBody } from '../protocol/schema/team.js';
import {
  HELP_GAP_SECONDS,
  type HelpBody,
  type HelpCall,
  type HelpPlace,
  type TeamBoard,
} from '../protocol/team.js';
import type { CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { BadRequest } from './problem.js';
import { route, type Call, type Route, type RouteParts } from './route.js';
import { teamAt, writeDown } from './team-command.js';

export interface HelpParts extends RouteParts, CommandParts {}

const HELP = '/api/v1/sites/{site}/help';
const COMMON = { method: 'post', tag: 'Team', query: NOTHING, command: true } as const;

export function helpRoutes(parts: HelpParts): Route[] {
  return [ask(parts), take(parts), end(parts)];
}

function ask(parts: HelpParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: HELP,
      action: 'help.ask',
      summary: 'Calls a volunteer; a place that waits for one already is told so',
      body: helpBody,
      success: { status: 201, description: 'The open call of the place', schema: helpAnswer },
      errors: ['counter-unknown', 'too-many'],
    },
    async (call): Promise<HelpCall> => {
      const view = call.site();
      const place = placeOf(view, call);
      const open = openHelpAt(view.board.team, place);
      if (open) return open;
      const { cause } = call.body;
      const written = await writeDown(parts, call, 'help.asked', ({ board }) => {
        mayRingAgain(board.team, place, parts.clock.now());
        return { place, cause };
      });
      const { team } = view.board;
      const asked = team.helps[written.id] ?? openHelpAt(team, place);
      if (asked) return asked;
      // It is over already.
      const then = await teamAt(parts.store, view, written);
      const over = then.helps[written.id] ?? openHelpAt(then, place);
      if (over === undefined) throw new AppError('help-unknown');
      return over;
    },
  );
}

/** @throws AppError `counter-unknown`; BadRequest where it is not for the one that asks */
function placeOf({ config }: SiteView, { subject, body }: Call<HelpBody>): HelpPlace {
  const { counter } = body;
  const isKiosk = subject.roles.includes('kiosk');
  if (isKiosk !== (counter === undefined)) {
    const message = isKiosk ? 'a kiosk is the place itself' : 'the counter is missing';
    throw new BadRequest([{ path: 'counter', message }]);
  }
  if (counter === undefined) return { kind: 'kiosk', id: subject.actor };
  if (!config.counters.some(({ id }) => id === counter)) throw new AppError('counter-unknown');
  return { kind: 'counter', id: counter };
}

/** @throws TooMany where a kiosk rang a moment ago: children find the button too */
function mayRingAgain({ helpedAt }: TeamBoard, { kind, id }: HelpPlace, now: number): void {
  const since = kind === 'kiosk' ? helpedAt[id] : undefined;
  if (since === undefined) return;
  const left = HELP_GAP_SECONDS - (now - since) / 1_000;
  if (left > 0 && left <= HELP_GAP_SECONDS) throw new TooMany(Math.ceil(left));
}

function take(parts: HelpParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: `${HELP}/{help}/take`,
      action: 'help.answer',
      summary: 'Goes there, instead of whoever was going',
      body: takeBody,
      success: { status: 200, description: 'The call and who goes', schema: helpAnswer },
      errors: ['help-unknown', 'taken'],
    },
    async (call): Promise<HelpCall> => {
      const view = call.site();
      const id = helpIdOf(call);
      const { actor } = call.subject;
      const { instead } = call.body;
      const known = view.board.team.helps[id];
      if (known?.takenBy === actor) return known;
      const written = await writeDown(parts, call, 'help.taken', ({ board }) => {
        const help = helpOf(board.team, id);
        if (help.takenBy !== instead) throw new AppError('taken');
        return { help: id, place: help.place, instead };
      });
      const now = view.board.team.helps[id];
      if (now?.takenBy === actor) return now;
      const then = helpOf(await teamAt(parts.store, view, written), id);
      if (then.takenBy !== actor) throw new AppError('taken');
      return then;
    },
  );
}

function end(parts: HelpParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: `${HELP}/{help}/end`,
      action: 'help.answer',
      summary: 'Somebody was there; the place may call again',
      body: emptyBody,
      success: { status: 200, description: 'The call that is over', schema: helpAnswer },
      errors: ['help-unknown'],
    },
    async (call): Promise<HelpCall> => {
      const view = call.site();
      const id = helpIdOf(call);
      let known: HelpCall | undefined;
      const { seq, at } = await writeDown(parts, call, 'help.ended', ({ board }) => {
        known = helpOf(board.team, id);
        return { help: id, place: known.place };
      });
      return known ?? helpOf(await teamAt(parts.store, view, { seq: seq - 1, at }), id);
    },
  );
}

/** @throws AppError `help-unknown` */
function helpOf({ helps }: TeamBoard, id: string): HelpCall {
  const help = helps[id];
  if (help === undefined) throw new AppError('help-unknown');
  return help;
}

/** The id in the path; one of another shape cannot exist. @throws AppError `help-unknown` */
function helpIdOf(call: Call): string {
  const id = call.parameter('help');
  if (!ENTRY_ID.test(id)) throw new AppError('help-unknown');
  return id;
}
