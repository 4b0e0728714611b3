/**
 * The page that is turned towards the citizen: the number in the doorway, where, how many before
 * them, about when. Nothing on it that only staff may see.
 */
import type { Ticket } from '../../server/protocol/ticket.js';
import { HAND_OVERS, type HandOver } from '../../server/protocol/team.js';
import { type Child, h } from '../shared/dom.js';
import { qrCode } from '../shared/qr.js';
import { doorway, message, number, plate } from '../shared/staff-parts.js';
import { type Scene, counterOf, groupFacts, groupOf, rich } from '../shared/staff-site.js';
import { opensLater } from './numbers/opens.js';
import { handOver, paperQuestion } from './numbers/hand-view.js';
import { hereButton, hereStatus, mayPrintHere } from './numbers/here-view.js';
import { hasMoved, mustLook, paperOf, printerName } from './numbers/paper.js';
import type { SlipModel } from './numbers/slip-model.js';

/** Clock times are said in steps of 5 min, outwards, so that the promise never narrows. */
const STEP_MS = 5 * 60_000;

export function slipView(model: SlipModel): { body: Child[]; foot: Child[] } {
  const { scene, ticket } = model;
  const { say } = scene.words;
  const group = groupOf(scene.site, ticket.group);
  const asked = mustLook(scene, ticket, model.pending) && model.how === null;
  const how = handOf(model);
  const lead = asked
    ? 'door.slip.look'
    : how === 'screen'
      ? 'numbers.hand.photo'
      : 'door.slip.yours';
  const moved = how === 'paper' && hasMoved(scene, ticket);
  const link = model.answer?.link ?? null;
  const here = how === 'screen' || asked ? null : model.here;
  return {
    body: [
      moved
        ? h(
            'p',
            { class: 'slip__lead slip__lead--moved' },
            say('numbers.moved.where', { printer: printerName(scene, ticket) }),
          )
        : h('p', { class: 'slip__lead' }, say(lead)),
      doorway(
        'slip',
        h('h1', { class: 'slip__number' }, number(ticket.number, 'hero')),
        h('p', { class: 'slip__group' }, plate(group), ' ', group?.name ?? ticket.group),
      ),
      how === 'screen' &&
        !asked &&
        link !== null &&
        qrCode(link, say('numbers.hand.code', { number: ticket.number }), 'slip__code'),
      h('div', { class: 'slip__say' }, sentences(model)),
      here !== null && hereStatus(scene, ticket, here),
      !asked && how === 'paper' && here?.told !== 'sent' && paperStatus(model),
      !asked && how === 'written' && written(model),
    ],
    foot: asked ? paperQuestion(model) : handOver(model, how),
  };
}

/** What is handed over unless somebody chose: a number by hand where no paper comes out. */
function handOf({ scene, ticket, how }: SlipModel): HandOver {
  if (how !== null) return how;
  const paper = paperOf(scene, ticket);
  const given = HAND_OVERS.find((known) => known === paper);
  return given ?? (['none', 'out', 'failed'].includes(paper) ? 'written' : 'paper');
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
  const opens = opensLater(scene, group);
  const ahead = answer?.ahead ?? null;
  const estimate = answer?.estimate ?? null;
  return [
    h(
      'p',
      {},
      opens !== null
        ? rich(words, 'numbers.hand.opens', { time: h('b', {}, words.spokenTime(opens)) })
        : counters.length === 0
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

function paperStatus({ scene, ticket }: SlipModel): Child {
  const { say } = scene.words;
  const paper = paperOf(scene, ticket);
  const line = (tone: string, words: string): Element =>
    h(
      'p',
      { class: `paper paper--${tone}`, 'data-paper': paper },
      h('b', {}, words),
      h('span', {}, printerName(scene, ticket)),
    );
  switch (paper) {
    case 'asked':
      return line('asked', say('door.paper.asked'));
    case 'silent':
      return message('warn', say('door.paper.silent'), say('door.paper.valid'));
    case 'printed':
    case 'sent':
      return line('good', say(`door.paper.${paper}`));
    case 'unknown':
      return line('good', say('door.paper.seen'));
    case 'out':
    case 'failed':
      return trouble(scene, ticket, paper);
    case 'none':
      return false;
    case 'paper':
    case 'screen':
    case 'written':
      return h(
        'p',
        { class: 'paper paper--good', 'data-paper': paper },
        h('b', {}, said(scene, paper)),
      );
  }
}

function said(scene: Scene, paper: HandOver): string {
  const words = scene.words.say(`numbers.paper.${paper}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function trouble(scene: Scene, ticket: Ticket, paper: 'out' | 'failed'): Element {
  const { say } = scene.words;
  return message(
    'stop',
    say(`door.paper.${paper}`),
    say('door.paper.handwrite', { number: ticket.number }),
  );
}

/** What belongs on a number by hand; without a printer, or when it gives no paper. */
function written(model: SlipModel): Child[] {
  const { scene, ticket } = model;
  const { say, time } = scene.words;
  const paper = paperOf(scene, ticket);
  return [
    paper === 'out' || paper === 'failed' ? trouble(scene, ticket, paper) : false,
    paper === 'none' &&
      scene.site.printers.length === 0 &&
      h('p', { class: 'paper' }, say('door.paper.none')),
    h(
      'p',
      { class: 'paper slip__write' },
      say('numbers.hand.write', {
        number: ticket.number,
        group: groupOf(scene.site, ticket.group)?.short ?? '',
        time: time(ticket.issuedAt),
      }),
    ),
    model.here?.told !== 'failed' && mayPrintHere(scene, paper) && hereButton(scene, ticket),
  ];
}
