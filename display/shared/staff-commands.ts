/**
 * What both staff screens do with commands: give them, remember the last one for the undo line, keep
 * the refusal that must be read, and take back what a person gave up while nobody answered.
 */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Answer, type ApiRequest, type Refusal, isRecord, isTicket } from './api.js';
import type { Outbox, Pending } from './outbox.js';
import type { LastDone } from './staff-parts.js';

/** What a press says about itself, in the words of the page, so that it outlives a reload. */
export interface About {
  /** The wish: `Cấp số Hộ tịch`. Shown while there is no answer. */
  wish: string;
  /** What the undo line says once it is done; '' where there is nothing to take back. */
  sentence: string;
  /** Number of the ticket that it is about; '' before it has one. */
  number: string;
  /** Group asked for, or id of the ticket. */
  subject: string;
  /** The strip of numbers that it is one of; absent for a single one. */
  strip?: string;
}

export interface StaffCommandsOptions {
  /** Site time, ms. */
  now(): number;
  /** A command was carried out; called after `last` is set. */
  onAccepted(pending: Pending, body: unknown): void;
  /** What the undo line says; `null` where there is nothing to take back. */
  said(pending: Pending, body: unknown): Pick<LastDone, 'number' | 'sentence'> | null;
  onRefused(pending: Pending, problem: Refusal): void;
}

/** The kinds that the screens share; each screen adds its own. */
const TAKE_BACK = 'take-back';
const CLEAN_UP = 'clean-up';
const UNDO = 'undo';

export class StaffCommands {
  /** What can be undone from this device. */
  last: LastDone | null = null;
  /** The refusal to read, until it is put away or a later command is carried out. */
  problem: Refusal | null = null;

  constructor(
    private readonly outbox: Outbox,
    private readonly options: StaffCommandsOptions,
  ) {}

  /** Gives a command unless the same press is on its way already. */
  give(kind: string, about: About, request: ApiRequest): void {
    if (this.outbox.underWay(kind, { subject: about.subject })) return;
    this.problem = null;
    this.outbox.put(kind, { ...about }, request);
  }

  /** Takes the last command back. */
  undo(wish: string): void {
    const { last } = this;
    if (last === null) return;
    const about = { wish, sentence: '', number: last.number, subject: last.request };
    this.give(UNDO, about, undoRequest(last.request));
  }

  settle(pending: Pending, answer: Answer): void {
    if (pending.dropped) this.settleDropped(pending, answer);
    else if (answer.ok) this.accepted(pending, answer.body);
    else this.refused(pending, answer.problem);
  }

  private accepted(pending: Pending, body: unknown): void {
    const { key, kind } = pending;
    this.problem = null;
    if (kind === UNDO || kind === TAKE_BACK || kind === CLEAN_UP) this.last = null;
    else {
      const said = this.options.said(pending, body);
      if (said !== null) this.last = { request: key, at: this.options.now(), ...said };
    }
    this.options.onAccepted(pending, body);
  }

  private refused(pending: Pending, problem: Refusal): void {
    if (pending.kind === TAKE_BACK) {
      this.cancelInstead(pending, problem);
      return;
    }
    if (pending.kind === UNDO) this.last = null;
    this.problem = problem;
    this.options.onRefused(pending, problem);
  }

  /** A press that was given up was carried out after all: take it back. */
  private settleDropped(pending: Pending, answer: Answer): void {
    if (!answer.ok) return;
    const ticket = ticketIn(answer.body);
    this.outbox.put(
      TAKE_BACK,
      {
        wish: pending.about['wish'] ?? '',
        sentence: '',
        number: ticket?.number ?? '',
        subject: ticket?.id ?? '',
        rev: String(ticket?.rev ?? 0),
        issued: pending.kind === 'issue' ? 'yes' : '',
      },
      undoRequest(pending.key),
    );
  }

  /** Too late to undo: a number that nobody holds is cancelled, so that nobody waits for it. */
  private cancelInstead(pending: Pending, problem: Refusal): void {
    const { about } = pending;
    if (problem.code !== 'undo-expired' || about['issued'] !== 'yes') {
      this.problem = problem;
      this.options.onRefused(pending, problem);
      return;
    }
    this.outbox.put(
      CLEAN_UP,
      { wish: about['wish'] ?? '', sentence: '', number: about['number'] ?? '', subject: '' },
      {
        method: 'POST',
        path: `/tickets/${about['subject'] ?? ''}/cancel`,
        body: { reason: 'mistaken', ifRev: Number(about['rev']) },
      },
    );
  }
}

function undoRequest(request: string): ApiRequest {
  return { method: 'POST', path: '/undo', body: { request } };
}

/** A command on one ticket, with the `rev` that the screen knew. */
export function ticketRequest(
  ticket: Ticket,
  action: string,
  body: Readonly<Record<string, unknown>> = {},
): ApiRequest {
  return {
    method: 'POST',
    path: `/tickets/${ticket.id}/${action}`,
    body: { ...body, ifRev: ticket.rev },
  };
}

/** The ticket that an answer is about: itself, or the one that was called. */
function ticketIn(body: unknown): Ticket | null {
  if (isTicket(body)) return body;
  if (isRecord(body) && isTicket(body['called'])) return body['called'];
  if (isRecord(body) && isTicket(body['finished'])) return body['finished'];
  return null;
}

/** The undo line as the press itself worded it; the number may be news of the answer. */
export function saidByPress(
  { about }: Pending,
  body: unknown,
): Pick<LastDone, 'number' | 'sentence'> | null {
  const sentence = about['sentence'] ?? '';
  if (sentence === '') return null;
  return { number: ticketIn(body)?.number ?? about['number'] ?? '', sentence };
}
