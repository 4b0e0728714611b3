/** Takes back a whole command within a minute. */
import type { UndoAnswer } from '../protocol/answers.js';
import { undoAnswer } from '../protocol/schema/answers.js';
import { undoBody } from '../protocol/schema/requests.js';
import { runAt, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { keyDigest } from './request-key.js';
import { route, type Route, type RouteParts } from './route.js';
import { ticketAnswer } from './ticket-answer.js';

export interface UndoParts extends RouteParts, CommandParts {}

export function undoRoutes(parts: UndoParts): Route[] {
  const undo = route(
    parts,
    {
      method: 'post',
      path: '/api/v1/sites/{site}/undo',
      action: 'command.undo',
      summary: 'Takes back one of the own commands within 60 s, with all that it touched',
      tag: 'Tickets',
      body: undoBody,
      query: NOTHING,
      command: true,
      success: { status: 200, description: 'What was put back', schema: undoAnswer },
      errors: ['undo-expired', 'undo-foreign', 'superseded'],
    },
    async (call): Promise<UndoAnswer> => {
      const { tickets, counter } = await runAt(parts, call, 'undo', () => ({
        request: keyDigest(call.body.request),
      }));
      return {
        tickets: tickets.map((ticket) => ticketAnswer(call.site(), ticket, parts)),
        ...(counter && { counter }),
      };
    },
  );
  return [undo];
}
