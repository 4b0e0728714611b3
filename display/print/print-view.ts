/** What the page of a browser that prints shows: how things are, the slip under way, what its driver is like. */
import type { Speaker } from '../../server/domain/wording.js';
import type { PictureOrder } from '../../server/protocol/printing.js';
import { type Child, h } from '../shared/dom.js';
import { paperWidth } from '../shared/print-picture.js';
import { message } from '../shared/staff-parts.js';
import type { LinkState } from './link-words.js';
import type { Choices } from './print-choices.js';

export interface PrintScene extends Choices {
  words: Speaker;
  /** Of the configured paper. */
  dots: number;
  link: LinkState;
  /** Site time (ms) since when the server is not heard. */
  since: number | null;
  /** The slip under way. */
  order: PictureOrder | null;
  step: 'idle' | 'printing' | 'asking';
  /** `dialog`: it was to print without asking, and stood still; `nothing`: it did not print at all. */
  trouble: 'dialog' | 'nothing' | null;
  /** Slips since the page was opened, and site time (ms) of the last. */
  count: number;
  last: number | null;
}

/** What Chromium is started with so that it prints without a dialog. */
const SWITCH = '--kiosk-printing';

export function drawStage(scene: PrintScene): Child {
  const { words, order, trouble } = scene;
  const state = stateOf(scene);
  const time = scene.since === null ? '' : words.spokenTime(scene.since);
  return h(
    'div',
    { class: 'now', 'data-state': state },
    h(
      'div',
      { class: 'now__say' },
      h('h2', { class: 'now__title' }, words.say(`print.state.${state}`, { time })),
      h('p', { class: 'now__detail' }, words.say(`print.detail.${detailOf(scene, state)}`)),
      state === 'asking' && [
        press('came', 'print.came', 'button button--main', 'main-button'),
        press('missing', 'print.missing', 'button button--large'),
      ],
      state === 'elsewhere' && press('again', 'print.again', 'button button--main', 'main-button'),
      trouble === 'dialog' &&
        message(
          'warn',
          words.say('print.dialog'),
          words.say('print.dialogDetail', { switch: SWITCH }),
        ),
      h('p', { class: 'now__count' }, counted(scene)),
    ),
    order !== null &&
      h('img', { class: 'now__slip', src: order.picture.src, alt: words.say('print.slip') }),
  );

  function press(what: string, key: string, look: string, id?: string): Element {
    return h('button', { type: 'button', class: look, id, 'data-do': what }, words.say(key));
  }
}

type Shown = 'ready' | 'stopped' | 'printing' | 'asking' | Exclude<LinkState, 'live' | 'revoked'>;

function stateOf({ link, step, trouble }: PrintScene): Shown {
  // Whoever stands before a slip answers for it, also while the server is away.
  if (step !== 'idle') return step;
  if (link === 'live') return trouble === 'nothing' ? 'stopped' : 'ready';
  return link === 'revoked' ? 'connecting' : link;
}

function detailOf({ asks }: PrintScene, state: Shown): string {
  return state === 'printing' && asks ? 'printingAsks' : state;
}

function counted({ words, count, last }: PrintScene): string {
  if (last === null) return words.say('print.none');
  return words.say('print.count', { count, time: words.time(last) });
}

export function drawWays(scene: PrintScene): Child {
  const { words, asks, paper, dots } = scene;
  const widths = (['full', 'head'] as const).map((value) => ({
    value,
    text: words.say('print.mm', { mm: paperWidth(dots, value) }),
  }));
  return [
    h('h2', { class: 'section' }, words.say('print.ways')),
    group('asks', words.say('print.how'), asks ? 'asks' : 'straight', [
      { value: 'straight', text: words.say('print.straight') },
      { value: 'asks', text: words.say('print.asks') },
    ]),
    h(
      'p',
      { class: 'help' },
      words.say(asks ? 'print.asksHelp' : 'print.straightHelp', { switch: SWITCH }),
    ),
    group('paper', words.say('print.paper'), paper, widths),
    h('p', { class: 'help' }, words.say('print.paperHelp')),
    h('p', { class: 'help' }, words.say('print.honest')),
  ];
}

function group(
  what: string,
  label: string,
  chosen: string,
  of: readonly { value: string; text: string }[],
): Element {
  return h(
    'div',
    { class: 'chips', role: 'group', 'aria-label': label },
    h('span', { class: 'chips__lead' }, label),
    of.map(({ value, text }) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-do': what,
          'data-value': value,
          'aria-pressed': value === chosen ? 'true' : 'false',
        },
        text,
      ),
    ),
  );
}
