/** Calling together those whose papers are signed: who, and what the speaker will say, before it is said. */
import { spokenCounter, spokenTicket } from '../../server/domain/spoken-number.js';
import { type Desk, type DeskState, batchable, parkedSince } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { number } from '../shared/staff-parts.js';
import { waitedFor } from '../shared/staff-rows.js';

/** People that one call can name before the first has forgotten it (the store takes no more). */
export const BATCH_MOST = 10;

export function batchView(desk: Desk, state: DeskState): Child[] {
  const { scene, counter } = desk;
  const { say } = scene.words;
  const people = batchable(scene, counter.id);
  const chosen = people.filter(({ id }) => state.batch.includes(id));
  const full = state.batch.length >= BATCH_MOST;
  return [
    h(
      'div',
      { class: 'batch__head' },
      h('h1', { class: 'batch__title' }, say('desk.batchTitle')),
      h('span', {}, say('desk.batchMost', { count: BATCH_MOST })),
    ),
    h(
      'div',
      { class: 'batch', id: 'panel', role: 'group', 'aria-label': say('desk.batchTitle') },
      h(
        'div',
        { class: 'batch__bar' },
        h('b', {}, say('desk.batchWaiting')),
        h(
          'button',
          { type: 'button', class: 'quiet', 'data-do': 'batch-all', 'data-key': '*' },
          say('desk.batchAll'),
          ' ',
          h('kbd', {}, '*'),
        ),
      ),
      people.map((ticket) => {
        const on = state.batch.includes(ticket.id);
        const ready = ticket.reason === 'ready';
        return h(
          'div',
          { class: `batch__row${on ? ' is-chosen' : ''}`, id: `batch-${ticket.id}` },
          h(
            'button',
            {
              type: 'button',
              class: 'batch__person',
              'data-do': 'batch',
              'data-value': ticket.id,
              role: 'checkbox',
              'aria-checked': on ? 'true' : 'false',
              'aria-disabled': !on && full ? 'true' : 'false',
            },
            h('span', { class: 'batch__box', 'aria-hidden': 'true' }),
            number(ticket.number),
            h(
              'span',
              { class: ready ? 'batch__ready' : '' },
              say(ready ? 'staff.park.ready' : 'staff.park.signature'),
            ),
            h('span', { class: 'row__time' }, waitedFor(scene, parkedSince(scene, ticket))),
          ),
          !ready &&
            h(
              'button',
              {
                type: 'button',
                class: 'button',
                'data-do': 'signed',
                'data-value': ticket.id,
                'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
                'aria-label': say('desk.signedOne', { number: ticket.number }),
              },
              say('desk.signed'),
            ),
        );
      }),
    ),
    chosen.length > 0 &&
      h(
        'div',
        { class: 'note' },
        h('span', {}, say('desk.batchSays')),
        h(
          'p',
          {},
          sentence(
            desk,
            chosen.map((ticket) => ticket.number),
          ),
        ),
      ),
  ];
}

function sentence({ scene, counter }: Desk, numbers: readonly string[]): string {
  const { say } = scene.words;
  return say('desk.batchSentence', {
    numbers: numbers.map((each) => spokenTicket(each, say)).join('; '),
    counter: spokenCounter(counter.number, say),
  });
}
