/**
 * Work that volunteers take from: parked numbers whose papers must be scanned or whose form must be filled
 * in. Taking one is an assist of that kind for that number, so everybody sees who is with them, and the
 * help counts once.
 */
import { type ParkReason, type Ticket } from '../../../server/protocol/ticket.js';
import type { Assist, AssistType } from '../../../server/protocol/team.js';
import { type Child, h } from '../../shared/dom.js';
import { number } from '../../shared/staff-parts.js';
import { waitedFor } from '../../shared/staff-rows.js';
import { type Scene, groupOf } from '../../shared/staff-site.js';

/** Reasons of the pool, each with the kind of help that it is. */
const POOL = { scan: 'scan', form: 'form' } as const satisfies Partial<
  Record<ParkReason, AssistType>
>;
type PoolReason = keyof typeof POOL;
const REASONS = Object.keys(POOL) as PoolReason[];

export interface PoolModel {
  scene: Scene;
  /** Id of whoever works here. */
  me: string;
  nameOf(person: string): string;
}

/** The kind of help that a parked number wants; `null` when it is not of the pool. */
export function helpFor({ state, reason }: Ticket): AssistType | null {
  if (state !== 'parked') return null;
  return REASONS.find((known) => known === reason) ?? null;
}

/** Those who were parked first come first. */
export function poolOf({ board }: Scene): Ticket[] {
  const since = ({ id }: Ticket): number => board.parkedAt[id] ?? 0;
  return Object.values(board.tickets)
    .filter((ticket) => helpFor(ticket) !== null)
    .sort((one, other) => since(one) - since(other));
}

/** Who is with the citizen of a number of the pool: whoever took it since it was parked. */
export function helperOf({ board }: Scene, ticket: Ticket): Assist | undefined {
  const since = board.parkedAt[ticket.id] ?? 0;
  const type = helpFor(ticket);
  return Object.values(board.team.assists).find(
    (assist) => assist.ticket === ticket.id && assist.type === type && assist.at >= since,
  );
}

export function poolView(model: PoolModel): Child[] {
  const { scene } = model;
  const { say } = scene.words;
  const pool = poolOf(scene);
  return [
    h('h1', { class: 'question' }, say('numbers.pool.title')),
    pool.length === 0 && h('p', { class: 'empty' }, say('numbers.pool.empty')),
    REASONS.map((reason) => {
      const tickets = pool.filter((ticket) => ticket.reason === reason);
      return (
        tickets.length > 0 && [
          h('h2', { class: 'list-head', id: `pool-${reason}` }, say(`numbers.pool.${reason}`)),
          h(
            'ul',
            { class: 'tickets', 'aria-labelledby': `pool-${reason}` },
            tickets.map((ticket) => row(model, ticket)),
          ),
        ]
      );
    }),
  ];
}

function row({ scene, me, nameOf }: PoolModel, ticket: Ticket): Element {
  const { say } = scene.words;
  const helper = helperOf(scene, ticket);
  const mine = helper?.by === me;
  const press = (what: string, value: string, style: string): Element =>
    h(
      'button',
      {
        type: 'button',
        class: style,
        'data-do': what,
        'data-value': value,
        'aria-label': `${say(`numbers.pool.act.${what}`)} ${ticket.number}`,
        'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
      },
      say(`numbers.pool.act.${what}`),
    );
  return h(
    'li',
    { class: 'pool__row', id: `pool-${ticket.id}` },
    h(
      'button',
      { type: 'button', class: 'ticket', 'data-do': 'ticket', 'data-value': ticket.id },
      number(ticket.number),
      h(
        'span',
        { class: 'ticket__state' },
        h('b', {}, groupOf(scene.site, ticket.group)?.short ?? ticket.group),
        helper !== undefined &&
          h(
            'span',
            { class: 'pool__who' },
            mine
              ? say('numbers.pool.mine')
              : say('numbers.pool.taken', {
                  name: nameOf(helper.by) || say('numbers.pool.somebody'),
                }),
          ),
      ),
      h(
        'span',
        { class: 'ticket__time' },
        waitedFor(scene, scene.board.parkedAt[ticket.id] ?? ticket.issuedAt),
      ),
    ),
    h(
      'div',
      { class: 'pool__acts' },
      helper === undefined && press('pool-take', ticket.id, 'button'),
      mine && press('pool-leave', helper.id, 'button'),
      (mine || helper === undefined) && press('pool-done', ticket.id, 'button'),
    ),
  );
}
