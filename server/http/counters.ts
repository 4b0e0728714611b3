/** Counters: calling the next, opening, pausing, closing, today's profile. */
import type { z } from 'zod';
import type { Action } from '../access/rights.js';
import { AppError, type ErrorCode } from '../errors.js';
import type { CallManyAnswer, CallNextAnswer } from '../protocol/answers.js';
import type { CommandName, Commands } from '../protocol/commands.js';
import { callManyAnswer, callNextAnswer } from '../protocol/schema/answers.js';
import { counterAnswer } from '../protocol/schema/board.js';
import { SLUG } from '../protocol/schema/ids.js';
import {
  callManyBody,
  callNextBody,
  emptyBody,
  pauseBody,
  profileBody,
} from '../protocol/schema/requests.js';
import type { Accepted } from '../store/port.js';
import type { Present } from './body.js';
import { answeredBefore, runAt, touched, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { route, type Call, type Route, type RouteParts } from './route.js';
import { ticketAnswer } from './ticket-answer.js';
import { kindOfCounter } from './ticket-actions.js';

export interface CounterParts extends RouteParts, CommandParts {}

interface CounterSpec<N extends CommandName, Body extends z.ZodType> {
  method: 'post' | 'put';
  /** Last part of the path. */
  name: string;
  command: N;
  action: Action;
  summary: string;
  body: Body;
  /** Of the answer. */
  schema: z.ZodType;
  description: string;
  errors: readonly ErrorCode[];
  args: (counter: string, body: Present<z.output<Body>>) => Commands[N];
  answer: (reply: Accepted, parts: CounterParts, call: Call<Present<z.output<Body>>>) => unknown;
}

function counterRoute<N extends CommandName, B extends z.ZodType>(
  spec: CounterSpec<N, B>,
): (parts: CounterParts) => Route {
  const { method, action, summary, body, schema, description } = spec;
  return (parts) =>
    route(
      parts,
      {
        method,
        path: `/api/v1/sites/{site}/counters/{counter}/${spec.name}`,
        action,
        summary,
        tag: 'Counters',
        body,
        query: NOTHING,
        command: true,
        success: { status: 200, description, schema },
        errors: ['counter-unknown', ...spec.errors],
      },
      async (call) => {
        const counter = counterIdOf(call);
        const args = (): Commands[N] => spec.args(counter, call.body);
        return spec.answer(await runAt(parts, call, spec.command, args), parts, call);
      },
      {
        kindOf: (call, view) => kindOfCounter(view, call.parameter('counter')),
        answeredBefore: (call) => answeredBefore(parts, call),
      },
    );
}

/** The id in the path; one of another shape cannot exist. @throws AppError `counter-unknown` */
function counterIdOf(call: Call): string {
  const id = call.parameter('counter');
  if (!SLUG.test(id)) throw new AppError('counter-unknown');
  return id;
}

/** Answers with how the counter stands afterwards. */
function afterwards({ counter }: Accepted): unknown {
  if (counter === undefined) throw new Error('the store did not give back the counter');
  return counter;
}

const STANDING = {
  schema: counterAnswer,
  description: 'The counter afterwards',
  answer: afterwards,
};

const ROUTES = [
  counterRoute({
    method: 'post',
    name: 'call-next',
    command: 'callNext',
    action: 'counter.call-next',
    summary: 'Calls whoever is next by the calling rule, and first ends what the counter holds',
    body: callNextBody,
    schema: callNextAnswer,
    description: 'Whom it called, and the ticket that `current` named',
    errors: [
      'counter-closed',
      'counter-paused',
      'changed',
      'wrong-state',
      'outcome-needed',
      'outcome-unknown',
      'clock-wrong',
    ],
    args: (counter, body) => ({ counter, ...body }),
    answer: (reply, parts, call): CallNextAnswer => {
      const view = call.site();
      const { current } = call.body;
      const { called = null } = reply;
      return {
        ...(current && { finished: ticketAnswer(view, touched(reply, current.ticket), parts) }),
        called: called === null ? null : ticketAnswer(view, touched(reply, called), parts),
      };
    },
  }),
  counterRoute({
    method: 'post',
    name: 'call-many',
    command: 'callMany',
    action: 'ticket.call-many',
    summary: 'Calls up to ten parked tickets together',
    body: callManyBody,
    schema: callManyAnswer,
    description: 'The tickets called, in the order given',
    errors: [
      'counter-closed',
      'counter-paused',
      'counter-busy',
      'ticket-unknown',
      'wrong-state',
      'clock-wrong',
    ],
    args: (counter, { tickets }) => ({ counter, tickets }),
    answer: ({ tickets }, parts, call): CallManyAnswer => ({
      called: tickets.map((ticket) => ticketAnswer(call.site(), ticket, parts)),
    }),
  }),
  counterRoute({
    ...STANDING,
    method: 'post',
    name: 'open',
    command: 'openCounter',
    action: 'counter.state',
    summary: 'Opens it',
    body: emptyBody,
    errors: ['wrong-state'],
    args: (counter) => ({ counter }),
  }),
  counterRoute({
    ...STANDING,
    method: 'post',
    name: 'pause',
    command: 'pauseCounter',
    action: 'counter.state',
    summary: 'Pauses it; with someone there, after this one',
    body: pauseBody,
    errors: ['wrong-state'],
    args: (counter, { reason, minutes }) => ({
      counter,
      reason,
      ...(minutes === undefined ? {} : { minutes }),
    }),
  }),
  counterRoute({
    ...STANDING,
    method: 'post',
    name: 'close',
    command: 'closeCounter',
    action: 'counter.state',
    summary: 'Closes it; tickets addressed to it go back to their groups',
    body: emptyBody,
    errors: ['wrong-state', 'counter-busy'],
    args: (counter) => ({ counter }),
  }),
  counterRoute({
    ...STANDING,
    method: 'put',
    name: 'profile',
    command: 'setProfile',
    action: 'counter.profile',
    summary: 'Which groups it serves today; the configuration holds the default',
    body: profileBody,
    errors: ['group-unknown'],
    args: (counter, { profile }) => ({ counter, profile }),
  }),
];

export function counterRoutes(parts: CounterParts): Route[] {
  return ROUTES.map((make) => make(parts));
}
