/** The list of printers that were found, each to be tried and taken. Words: the locale `finder`. */
import type { Speaker } from '../../server/domain/wording.js';
import type { FoundPrinter, PrinterSearch } from '../../server/protocol/printers.js';
import { h } from './dom.js';
import type { FinderState } from './printer-finder.js';
import { trialTells } from './printer-tells.js';

export interface FinderView {
  words: Speaker;
  state: FinderState;
  /** Whether this is the one that is chosen. */
  chosen: (address: string) => boolean;
  /** Before the names of its presses, such as `slip.`. */
  presses: string;
}

export function finderView(view: FinderView): Element {
  const { say } = view.words;
  const { search, unanswered } = view.state;
  const searching = search?.searching === true;
  return h(
    'section',
    { class: 'finder', 'aria-labelledby': 'finder-find' },
    h(
      'div',
      { class: 'finder__head' },
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          id: 'finder-find',
          'data-do': `${view.presses}find`,
          'aria-disabled': searching ? 'true' : 'false',
        },
        say(search === null || searching ? 'finder.find' : 'finder.again'),
      ),
      h(
        'p',
        { class: 'finder__state', role: 'status', id: 'finder-state' },
        unanswered ? say('finder.unanswered') : search === null ? '' : searchTold(search, say),
      ),
    ),
    search === null && h('p', { class: 'finder__help' }, say('finder.help')),
    search?.cut === true && h('p', { class: 'finder__help' }, say('finder.cut')),
    search !== null &&
      search.found.length > 0 &&
      h(
        'ul',
        { class: 'finder__list', 'aria-label': say('finder.title') },
        search.found.map((printer, index) => row(view, printer, index)),
      ),
  );
}

function searchTold({ searching, asked, of, found, networks }: PrinterSearch, say: Speaker['say']) {
  if (searching) return say('finder.finding', { asked, of });
  if (found.length > 1) return say('finder.foundMany', { count: found.length });
  if (found.length === 1) return say('finder.foundOne');
  if (networks.length === 0) return say('finder.noneUsb');
  return say('finder.none', { networks: networks.join(', ') });
}

function row(view: FinderView, printer: FoundPrinter, index: number): Element {
  const { say } = view.words;
  const { address, way, kind, rights, used } = printer;
  const name = printer.name ?? say(`finder.unnamed.${way}`);
  const usable = rights && !used && kind !== 'office';
  const chosen = view.chosen(address);
  const about = used ? 'finder.used' : rights ? `finder.kind.${kind}` : 'finder.locked';
  const press = (what: string, label: string, off: boolean): Element =>
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        id: `finder-${what}-${index}`,
        'data-do': `${view.presses}${what}`,
        'data-value': address,
        'aria-label': `${label}: ${name}, ${address}`,
        'aria-disabled': off ? 'true' : 'false',
        ...(what === 'use' && { 'aria-pressed': chosen ? 'true' : 'false' }),
      },
      label,
    );
  const trying = view.state.tried === address;
  return h(
    'li',
    { class: `finder__row${chosen ? ' is-chosen' : ''}`, id: `finder-row-${index}` },
    h(
      'div',
      { class: 'finder__what' },
      h('b', {}, name),
      h('code', { class: 'finder__address' }, address),
      h('span', { class: 'finder__kind' }, say(about)),
    ),
    usable &&
      h(
        'div',
        { class: 'finder__acts' },
        press('try', say('finder.try'), trying && isBusy(view.state)),
        press('use', say(chosen ? 'finder.using' : 'finder.use'), chosen),
      ),
    trying && trialView(view),
  );
}

/** Whether a slip is on its way: another press would change nothing. */
export function isBusy({ trial }: FinderState): boolean {
  return trial === null || (trial !== 'unanswered' && trial.stage === 'printing');
}

/** What became of the trial, in words. */
export function trialView({ words, state }: Pick<FinderView, 'words' | 'state'>): Element {
  const { tone, sentences } = trialTells((key, values) => words.say(key, values), state.trial);
  return h(
    'div',
    { class: `finder__told finder__told--${tone}`, role: 'status', id: 'finder-told' },
    sentences.map((sentence) => h('p', {}, sentence)),
  );
}
