/**
 * The page that is turned towards the citizen: the number in the doorway, where, how many before
 * them, about when. Nothing on it that only staff may see.
 */
import type { Slip } from '../../server/protocol/board.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { type Child, h } from '../shared/dom.js';
import {
  type LastDone,
  doorway,
  message,
  number,
  plate,
  secondsToUndo,
} from '../shared/staff-parts.js';
import { type Scene, counterOf, groupFacts, groupOf, rich } from '../shared/staff-site.js';

export interface SlipModel {
  scene: Scene;
  ticket: Ticket;
  /** What the server said when it gave the number; `null` after a reload. */
  answer: TicketAnswer | null;
  last: LastDone | null;
  seenSlips: ReadonlySet<string>;
  /** Whether a slip is being asked for again right now. */
  printing: boolean;
}

/** A printer that says nothing for this long (site time) is doubted aloud. */
const SILENT_PRINTER_MS = 12_000;
/** Clock times are said in steps of 5 min, outwards, so that the promise never narrows. */
const STEP_MS = 5 * 60_000;

export function slipView(model: SlipModel): { body: Child[]; foot: Child[] } {
  const { scene, ticket } = model;
  const { say } = scene.words;
  const group = groupOf(scene.site, ticket.group);
  const slip = scene.board.slips[ticket.id];
  const asked = slip !== undefined && mustAsk(slip, ticket, model.seenSlips);
  return {
    body: [
      h('p', { class: 'slip__lead' }, say(asked ? 'door.slip.look' : 'door.slip.yours')),
      doorway(
        'slip',
        h('h1', { class: 'slip__number' }, number(ticket.number, 'hero')),
        h('p', { class: 'slip__group' }, plate(group), ' ', group?.name ?? ticket.group),
      ),
      h('div', { class: 'slip__say' }, sentences(model)),
      slip !== undefined && !asked && paperStatus(model, slip),
      slip === undefined && h('p', { class: 'paper' }, say('door.paper.none')),
    ],
    foot: asked && slip !== undefined ? paperQuestion(model, slip) : handOver(model),
  };
}

/** What a volunteer reads aloud: in full, polite words. */
function sentences(model: SlipModel): Child[] {
  const { scene, ticket, answer } = model;
  const { words, site } = scene;
  if (ticket.state === 'called' || ticket.state === 'serving') {
    const counter = counterOf(site, ticket.counter)?.number ?? '';
    return [h('p', {}, rich(words, 'door.slip.comeTo', { counter: h('b', {}, counter) }))];
  }
  const group = groupOf(site, ticket.group);
  const counters = group === undefined ? [] : groupFacts(scene, group).counters;
  const ahead = answer?.ahead ?? null;
  const estimate = answer?.estimate ?? null;
  return [
    h(
      'p',
      {},
      counters.length === 0
        ? words.say('door.slip.sitUncovered')
        : rich(words, 'door.slip.sit', { counters: either(scene, counters) }, counters.length),
    ),
    ahead !== null &&
      h(
        'p',
        {},
        ahead === 0
          ? words.say('door.slip.next')
          : rich(words, 'door.slip.ahead', { people: h('b', {}, ahead) }, ahead),
      ),
    estimate !== null &&
      h(
        'p',
        {},
        h(
          'b',
          {},
          // With nobody before them there is no span to name.
          estimate.low === estimate.high
            ? words.say('door.slip.soon')
            : words.say('door.slip.about', {
                low: words.spokenTime(Math.floor(estimate.low / STEP_MS) * STEP_MS),
                high: words.spokenTime(Math.ceil(estimate.high / STEP_MS) * STEP_MS),
              }),
        ),
      ),
  ];
}

/** `3`, `3 hoặc 4`, `3, 4 hoặc 5`. */
function either(scene: Scene, counters: readonly number[]): Child[] {
  return counters.map((counter, at) => [
    at === 0 ? '' : at === counters.length - 1 ? scene.words.say('door.slip.or') : ', ',
    h('b', {}, counter),
  ]);
}

function printerName(scene: Scene, slip: Slip): string {
  return scene.site.printers.find((printer) => printer.id === slip.printer)?.name ?? slip.printer;
}

function mustAsk(slip: Slip, ticket: Ticket, seen: ReadonlySet<string>): boolean {
  return slip.outcome === 'unknown' && !seen.has(`${ticket.id}:${slip.copy}`);
}

function paperStatus(model: SlipModel, slip: Slip): Element {
  const { scene, ticket } = model;
  const { say } = scene.words;
  const line = (tone: string, words: string): Element =>
    h(
      'p',
      { class: `paper paper--${tone}`, 'data-paper': slip.outcome },
      h('b', {}, words),
      h('span', {}, printerName(scene, slip)),
    );
  switch (slip.outcome) {
    case 'asked':
      return scene.now - slip.at > SILENT_PRINTER_MS
        ? message('warn', say('door.paper.silent'), say('door.paper.valid'))
        : line('asked', say('door.paper.asked'));
    case 'printed':
      return line('good', say('door.paper.printed'));
    case 'sent':
      return line('good', say('door.paper.sent'));
    case 'unknown':
      return line('good', say('door.paper.seen'));
    case 'failed':
      return message(
        'stop',
        say(slip.cause === 'paper-out' ? 'door.paper.out' : 'door.paper.failed'),
        say('door.paper.handwrite', { number: ticket.number }),
      );
  }
}

function handOver(model: SlipModel): Child[] {
  const { scene, ticket, last } = model;
  const { say } = scene.words;
  const seconds =
    last !== null && last.number === ticket.number ? secondsToUndo(last, scene.now) : 0;
  return [
    h(
      'button',
      {
        type: 'button',
        class: 'button button--main button--hand',
        id: 'main-button',
        'data-do': 'handed',
      },
      say('door.slip.handed'),
    ),
    scene.site.printers.length > 0 &&
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

/** Something was sent and no proof came: only a person can see (design §9). */
function paperQuestion(model: SlipModel, slip: Slip): Child[] {
  const { scene, ticket } = model;
  const { say } = scene.words;
  return [
    message(
      'warn',
      say('door.paper.question', { number: ticket.number }),
      say('door.paper.questionDetail'),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button button--main',
        id: 'main-button',
        'data-do': 'slip-seen',
        'data-value': `${ticket.id}:${slip.copy}`,
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
  ];
}
