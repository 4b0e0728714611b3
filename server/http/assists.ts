/** Help without a number, counted with one tap. */
import { businessDay } from '../domain/day.js';
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import { ENTRY_ID } from '../protocol/schema/ids.js';
import { emptyBody } from '../protocol/schema/requests.js';
import { assistAnswer, assistBody } from '../protocol/schema/team.js';
import type { Assist } from '../protocol/team.js';
import type { CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { route, type Call, type Route, type RouteParts } from './route.js';
import { writeDown } from './team-command.js';

export interface AssistParts extends RouteParts, CommandParts {}

const ASSISTS = '/api/v1/sites/{site}/assists';
const COMMON = {
  method: 'post',
  action: 'assist.give',
  tag: 'Team',
  query: NOTHING,
  command: true,
} as const;

export function assistRoutes(parts: AssistParts): Route[] {
  return [give(parts), undo(parts)];
}

function give(parts: AssistParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: ASSISTS,
      summary: 'Counts help that was given without a number, or beside one',
      body: assistBody,
      success: { status: 201, description: 'The assist', schema: assistAnswer },
      errors: ['ticket-unknown'],
    },
    async (call): Promise<Assist> => {
      const { type, ticket = null } = call.body;
      const { id, at } = await writeDown(parts, call, 'assist.given', ({ board }) => {
        if (ticket === null) return { type, ticket };
        const known = board.tickets[ticket];
        if (known === undefined) throw new AppError('ticket-unknown');
        return { type, ticket, number: known.number };
      });
      return { id, type, ticket, by: call.subject.actor, at };
    },
  );
}

function undo(parts: AssistParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: `${ASSISTS}/{assist}/undo`,
      summary: 'Takes back an own assist of today',
      body: emptyBody,
      success: {
        status: 200,
        description: 'The assist that is counted no more',
        schema: assistAnswer,
      },
      errors: ['assist-unknown', 'undo-foreign', 'undo-expired'],
    },
    async (call): Promise<Assist> => {
      const written = await assistOf(parts, call);
      await writeDown(parts, call, 'assist.undone', (view) => {
        refuse(view, call, written, businessDay(parts.clock.now(), view.config.site.timeZone));
        return { assist: written.id, type: written.type };
      });
      return assistOnly(written);
    },
  );
}

type WrittenAssist = Assist & { day: string; seq: number };

/** The assist in the path, as the journal has it. @throws AppError `assist-unknown` */
async function assistOf({ store }: AssistParts, call: Call): Promise<WrittenAssist> {
  const id = call.parameter('assist');
  const seq = Number(id);
  const [entry] = ENTRY_ID.test(id) ? await store.entries(call.site().id, seq - 1, 1) : [];
  if (entry?.type !== 'assist.given' || entry.seq !== seq) throw new AppError('assist-unknown');
  const { data, actor, at, day } = entry;
  const { type, ticket } = data;
  return { id, type, ticket, by: actor, at, day, seq };
}

function assistOnly({ id, type, ticket, by, at }: WrittenAssist): Assist {
  return { id, type, ticket, by, at };
}

/** @throws AppError where this one may not be taken back */
function refuse(
  { board }: SiteView,
  call: Call,
  { id, by, day, seq }: WrittenAssist,
  today: string,
) {
  if (by !== call.subject.actor) throw new AppError('undo-foreign');
  if (day !== today) throw new AppError('undo-expired');
  if (seq <= board.seq && !board.team.assists[id]) throw new AppError('assist-unknown');
}
