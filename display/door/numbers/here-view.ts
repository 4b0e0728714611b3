/** A number printed by this computer's own browser: the button, and what became of it. */
import type { Ticket } from '../../../server/protocol/ticket.js';
import { h } from '../../shared/dom.js';
import { message } from '../../shared/staff-parts.js';
import type { Scene } from '../../shared/staff-site.js';
import type { PaperState } from './paper.js';

/** `sent`: the browser's way to print was opened and closed, and no browser says more; `failed`: it never opened. */
export interface PrintedHere {
  ticket: string;
  told: 'sent' | 'failed';
}

/**
 * A computer may have a printer of its own; tablets and phones hardly ever do. Only where no slip of the number
 * can be on paper, so that none is there twice without a mark.
 */
export function mayPrintHere({ link }: Scene, paper: PaperState): boolean {
  const nothing = paper === 'none' || paper === 'out';
  return nothing && link.kind === 'live' && window.matchMedia('(pointer: fine)').matches;
}

export function hereButton({ words }: Scene, ticket: Ticket): Element {
  return h(
    'button',
    {
      type: 'button',
      class: 'button slip__here',
      'data-do': 'print-here',
      'data-value': ticket.id,
    },
    words.say('numbers.hand.here'),
  );
}

/** What came of it, and what to do where no paper is there. */
export function hereStatus(scene: Scene, ticket: Ticket, { told }: PrintedHere): Element {
  const { say } = scene.words;
  const { number } = ticket;
  const failed = told === 'failed';
  const status = message(
    failed ? 'stop' : 'hint',
    say(`numbers.here.${told}`, { number }),
    say(`numbers.here.${told}Todo`, { number }),
    ...(failed ? [hereButton(scene, ticket)] : []),
  );
  status.setAttribute('role', 'status');
  return status;
}
