/** The buttons by which a number comes into a hand, and the question about paper that nobody proved. */
import type { HandOver } from '../../../server/protocol/team.js';
import { type Child, h } from '../../shared/dom.js';
import { message, secondsToUndo } from '../../shared/staff-parts.js';
import { printerName } from './paper.js';
import type { SlipModel } from './slip-model.js';

/** Paper, a picture of the screen, or a number by hand; and the way back. */
export function handOver(model: SlipModel, how: HandOver): Child[] {
  const { scene, ticket, last } = model;
  const { say } = scene.words;
  const seconds =
    last !== null && last.number === ticket.number ? secondsToUndo(last, scene.now) : 0;
  const paper = scene.site.printers.length > 0;
  return [
    h(
      'button',
      {
        type: 'button',
        class: 'button button--main button--hand',
        id: 'main-button',
        'data-do': 'handed',
        'data-value': how,
      },
      say(how === 'paper' ? 'door.slip.handed' : `numbers.hand.done.${how}`),
    ),
    h(
      'div',
      { class: 'slip__ways', role: 'group', 'aria-label': say('numbers.hand.ways') },
      paper &&
        h(
          'button',
          {
            type: 'button',
            class: 'button',
            'data-do': 'reprint',
            'data-value': ticket.id,
            'aria-disabled': model.printing || scene.link.kind !== 'live' ? 'true' : 'false',
          },
          say('door.slip.reprint'),
        ),
      way(model, 'screen', how),
      way(model, 'written', how),
    ),
    seconds > 0 &&
      h(
        'button',
        {
          type: 'button',
          class: 'quiet slip__undo',
          'data-do': 'undo',
          'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
        },
        say('door.slip.undo', { seconds }),
      ),
  ];
}

/** Another way to hand a number over; pressed again it is as before. */
function way({ scene, answer }: SlipModel, to: HandOver, how: HandOver): Element {
  const code = to === 'screen' && (answer?.link ?? null) !== null;
  return h(
    'button',
    {
      type: 'button',
      class: 'button',
      id: `way-${to}`,
      'data-do': 'hand-by',
      'data-value': to,
      'aria-pressed': how === to ? 'true' : 'false',
    },
    scene.words.say(code ? 'numbers.hand.byCode' : `numbers.hand.by.${to}`),
  );
}

/** Something was sent and no proof came: only a person can see. */
export function paperQuestion(model: SlipModel): Child[] {
  const { scene, ticket } = model;
  const { say } = scene.words;
  return [
    message(
      'warn',
      say('door.paper.question', { number: ticket.number }),
      say('staff.printer.look', { printer: printerName(scene, ticket) }),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button button--main',
        id: 'main-button',
        'data-do': 'slip-seen',
        'data-value': ticket.id,
      },
      say('door.paper.have'),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button button--large',
        'data-do': 'reprint',
        'data-value': ticket.id,
        'aria-disabled': model.printing || scene.link.kind !== 'live' ? 'true' : 'false',
      },
      say('door.paper.again'),
    ),
    h(
      'div',
      { class: 'slip__others' },
      (['screen', 'written'] as const).map((to) =>
        h(
          'button',
          { type: 'button', class: 'quiet', 'data-do': 'hand-by', 'data-value': to },
          say(
            to === 'screen' && (model.answer?.link ?? null) !== null
              ? 'numbers.hand.byCode'
              : `numbers.hand.by.${to}`,
          ),
        ),
      ),
    ),
  ];
}
