/** The rush: one group pinned, one tap a number, so that a line of people moves as fast as its feet. */
import type { Ticket } from '../../../server/protocol/ticket.js';
import { type Child, h } from '../../shared/dom.js';
import {
  type LastDone,
  doorway,
  message,
  number,
  plate,
  secondsToUndo,
} from '../../shared/staff-parts.js';
import { loadLine } from '../../shared/staff-rows.js';
import type { Scene, StaffGroup } from '../../shared/staff-site.js';
import { type KeptModel, keptCards } from './kept-view.js';
import { opensLater } from './opens.js';
import { hasMoved, isTrouble, mustLook, paperLine, paperOf, printerName } from './paper.js';
import { type StripModel, stripBar, stripButtons } from './strip-view.js';

export interface RushModel extends KeptModel, StripModel {
  group: StaffGroup;
  /** Numbers that this device gave for the group, newest first. */
  mine: readonly Ticket[];
  last: LastDone | null;
  /** The tap was a while ago. */
  slow: boolean;
}

/** Which group, before there is one. */
export function pinView(scene: Scene): Child[] {
  const { say } = scene.words;
  return [
    h('h1', { class: 'question' }, say('numbers.rush.which')),
    h('p', { class: 'list-head' }, say('numbers.rush.whichHelp')),
    h(
      'ul',
      { class: 'groups' },
      scene.site.groups.map((group) =>
        h(
          'li',
          { class: 'group', id: `pin-${group.id}` },
          h(
            'button',
            { type: 'button', class: 'pin', 'data-do': 'pin', 'data-value': group.id },
            plate(group),
            h(
              'span',
              { class: 'pin__name' },
              h('b', {}, group.short),
              loadLine(scene, group, true),
            ),
          ),
        ),
      ),
    ),
  ];
}

export function rushView(model: RushModel): { body: Child[]; foot: Child[] } {
  const { scene, group, mine } = model;
  const { say } = scene.words;
  const hero = mine.find(({ state }) => state !== 'cancelled');
  const before = mine.filter((ticket) => ticket !== hero).slice(0, 3);
  return {
    body: [
      pinned(scene, group),
      keptCards(model),
      h(
        'p',
        { class: 'rush__lead' },
        say(hero === undefined ? 'numbers.rush.none' : 'numbers.rush.last'),
      ),
      hero === undefined
        ? doorway(
            'free',
            h('p', { class: 'rush__empty' }, say('numbers.rush.tap', { letter: group.letter })),
          )
        : doorway(
            'slip',
            h(
              'h1',
              { class: 'slip__number' },
              h(
                'button',
                {
                  type: 'button',
                  class: 'rush__number',
                  'data-do': 'show-slip',
                  'data-value': hero.id,
                  'aria-label': say('numbers.rush.show', { number: hero.number }),
                },
                number(hero.number, 'hero'),
              ),
            ),
          ),
      hero !== undefined && status(model, hero),
      before.length > 0 &&
        h(
          'ul',
          { class: 'rush__before', 'aria-label': say('numbers.rush.before') },
          before.map((ticket) => earlier(scene, ticket)),
        ),
    ],
    foot: [
      ...stripBar(model),
      h(
        'button',
        {
          type: 'button',
          class: 'button button--main button--rush',
          id: 'main-button',
          'data-do': 'rush',
          'data-value': group.id,
        },
        h('b', {}, say('numbers.rush.give', { letter: group.letter })),
        h('span', {}, say(model.slow ? 'staff.sending' : 'numbers.rush.each')),
      ),
      stripButtons(model),
    ],
  };
}

function pinned(scene: Scene, group: StaffGroup): Element {
  const { say, time } = scene.words;
  const opens = opensLater(scene, group);
  return h(
    'div',
    { class: 'head rush__head' },
    plate(group),
    h(
      'div',
      { class: 'rush__group' },
      h('h2', { class: 'section' }, group.name),
      opens === null
        ? loadLine(scene, group, true)
        : h('p', {}, say('numbers.rush.early', { time: time(opens) })),
    ),
    h('button', { type: 'button', class: 'quiet', 'data-do': 'unpin' }, say('numbers.rush.change')),
  );
}

/** Paper and mark of the last number, and the way back; or what a person must look at. */
function status(model: RushModel, ticket: Ticket): Child {
  const { scene, last } = model;
  const { say } = scene.words;
  if (mustLook(scene, ticket, model.pending)) return question(scene, ticket);
  const paper = paperOf(scene, ticket);
  const seconds =
    last !== null && last.number === ticket.number ? secondsToUndo(last, scene.now) : 0;
  const words = paperLine(scene, ticket);
  const mark = ticket.mark === null ? '' : ` · ${say('numbers.rush.mark', { mark: ticket.mark })}`;
  return h(
    'div',
    { class: 'rush__status' },
    h(
      'p',
      {
        class: isTrouble(paper) ? 'late' : `rush__paper rush__paper--${paper}`,
        'data-paper': paper,
      },
      words.charAt(0).toUpperCase() + words.slice(1),
      mark,
    ),
    isTrouble(paper) && again(scene, ticket),
    seconds > 0 &&
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-do': 'undo',
          'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
        },
        say('numbers.rush.undo', { seconds }),
      ),
  );
}

function question(scene: Scene, ticket: Ticket): Element {
  const { say } = scene.words;
  return message(
    'warn',
    say('door.paper.question', { number: ticket.number }),
    printerName(scene, ticket),
    h(
      'button',
      { type: 'button', class: 'button', 'data-do': 'slip-seen', 'data-value': ticket.id },
      say('door.paper.have'),
    ),
    again(scene, ticket),
  );
}

function again(scene: Scene, ticket: Ticket): Element {
  return h(
    'button',
    {
      type: 'button',
      class: 'button',
      'data-do': 'reprint',
      'data-value': ticket.id,
      'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
    },
    scene.words.say('door.slip.reprint'),
  );
}

/** A number before the last one, with what became of it; it leads to its page. */
function earlier(scene: Scene, ticket: Ticket): Element {
  const { say } = scene.words;
  const paper = paperOf(scene, ticket);
  const gone = ticket.state === 'cancelled';
  const short = gone ? 'undone' : hasMoved(scene, ticket) ? 'moved' : paper;
  return h(
    'li',
    { id: `before-${ticket.id}` },
    h(
      'button',
      { type: 'button', class: 'rush__earlier', 'data-do': 'show-slip', 'data-value': ticket.id },
      number(ticket.number),
      h('span', { class: !gone && isTrouble(paper) ? 'late' : '' }, say(`numbers.short.${short}`)),
    ),
  );
}
