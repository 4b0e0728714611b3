/** The step of the printer: found and tried, or typed, or none yet. */
import { draftAddress } from '../../server/domain/set-up-draft.js';
import { DRAFT_PRINTERS } from '../../server/protocol/set-up.js';
import { type Child, h } from '../shared/dom.js';
import { finderView, isBusy, trialView } from '../shared/printer-finder-view.js';
import { chip } from '../shared/staff-parts.js';
import { field, heading } from './parts.js';
import { flawsAt, type SetUpScene } from './scene.js';

const PAPERS = [576, 384] as const;

export function printerStep(scene: SetUpScene): Child {
  const { words, finder, draft } = scene;
  const { say } = words;
  const { kind, dots } = draft.printer;
  const address = draftAddress(draft.printer);
  const foundAny = (finder.search?.found.length ?? 0) > 0;
  return [
    heading(say('setUp.printer.title')),
    // A test slip is drawn for it, so it is chosen before one is tried.
    (kind !== 'virtual' || foundAny) &&
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': say('setUp.printer.width') },
        h('p', { class: 'chips__lead' }, say('setUp.printer.width')),
        PAPERS.map((each) =>
          chip('dots', String(each), say(`setUp.printer.dots.${each}`), each === dots),
        ),
      ),
    finderView({
      ...{ words, state: finder, presses: '' },
      chosen: (each) => each === address,
    }),
    h(
      'div',
      { class: 'kinds kinds--printer', role: 'group', 'aria-label': say('setUp.printer.or') },
      h('p', { class: 'kinds__lead' }, say('setUp.printer.or')),
      DRAFT_PRINTERS.map((each) =>
        h(
          'button',
          {
            type: 'button',
            class: 'target kind',
            id: `kind-${each}`,
            'data-do': 'printer-kind',
            'data-value': each,
            'aria-pressed': each === kind ? 'true' : 'false',
          },
          h('b', {}, say(`setUp.printer.kind.${each}`)),
          h('span', {}, say(`setUp.printer.kindText.${each}`)),
        ),
      ),
    ),
    (kind === 'network' || kind === 'usb') && addressField(scene, kind, address),
  ];
}

function addressField(scene: SetUpScene, kind: 'network' | 'usb', address: string | null): Child {
  const { words, finder, draft } = scene;
  const { say } = words;
  const word = kind === 'usb' ? 'device' : 'address';
  const found = finder.search?.found.some((printer) => printer.address === address) === true;
  const trying = address !== null && finder.tried === address;
  const busy = trying && isBusy(finder);
  return [
    field({
      id: 'printer-address',
      label: say(`setUp.printer.${word}`),
      help: say(`setUp.printer.${word}Help`),
      value: draft.printer.address,
      flaws: flawsAt(scene, 'printer.address'),
      attributes: { maxlength: 200, spellcheck: 'false' },
      // One that was found has the button in its row.
      after:
        !found &&
        h(
          'button',
          {
            type: 'button',
            class: 'button',
            id: 'try-typed',
            'data-do': 'try',
            'data-value': '',
            'aria-disabled': busy ? 'true' : 'false',
          },
          say('finder.try'),
        ),
    }),
    !found && trying && trialView({ words, state: finder }),
  ];
}
