/** Settings of paper: what a slip carries, with its exact picture, and the printers. */
import { SLIP_LINES } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { about, form, heading, itemList } from './parts.js';
import { PrinterBench } from './printer-bench.js';
import { PRINTERS, printerPresses, printersView } from './printers-view.js';
import type { AdminScene, AdminTools, Section } from './section.js';
import { SlipPreview } from './slip-preview.js';

const LINES = 'lines';

export function slipSection(tools: AdminTools): Section {
  const preview = new SlipPreview(tools);
  const bench = new PrinterBench(tools);
  const openItem = ({ chosen }: AdminScene): string => (chosen === '' ? LINES : chosen);

  function linesView(scene: AdminScene): Child {
    const { fields } = tools;
    const { draft, words } = scene;
    const { say } = words;
    const { lines, footer } = draft.slip;
    return [
      heading(say('settings.slip.title')),
      h('p', { class: 'f__help' }, say('settings.slip.always')),
      h(
        'div',
        { class: 'slip' },
        form(
          SLIP_LINES.filter((line) => line !== 'footer').map((line) =>
            fields.toggle({
              path: `slip.lines.${line}`,
              half: true,
              label: say(`settings.slip.lines.options.${line}`),
              help: say(`settings.slip.lines.help.${line}`),
              value: lines.includes(line),
              set: (on) =>
                tools.edit(({ slip }) => {
                  const others = slip.lines.filter((one) => one !== line);
                  slip.lines = on ? [...others, line] : others;
                }),
            }),
          ),
          fields.toggle({
            path: 'slip.lines.footer',
            half: true,
            label: say('settings.slip.lines.options.footer'),
            help: say('settings.slip.lines.help.footer'),
            value: lines.includes('footer'),
            set: (on) =>
              tools.edit(({ slip }) => {
                const others = slip.lines.filter((one) => one !== 'footer');
                const text = say('settings.slip.newFooter');
                slip.lines = on ? [...others, 'footer'] : others;
                slip.footer = on ? (slip.footer ?? { vi: text, en: text }) : null;
              }),
          }),
          footer !== null &&
            fields.words({
              ...about(scene, 'slip.footer'),
              value: footer,
              set: (text) => tools.edit(({ slip }) => void (slip.footer = text)),
            }),
        ),
        preview.view(scene),
      ),
    ];
  }

  return {
    id: 'slip',
    open() {
      preview.look();
      bench.look();
    },
    list(scene) {
      const { say } = scene.words;
      return itemList({ ...scene, chosen: openItem(scene) }, 'slip', [
        { id: LINES, label: say('settings.slip.title') },
        {
          id: PRINTERS,
          label: say('settings.printers.title'),
          note: scene.draft.printers.map(({ name }) => name).join(', '),
        },
      ]);
    },
    view: (scene) =>
      openItem(scene) === PRINTERS ? printersView(tools, scene, bench) : linesView(scene),
    presses: {
      ...printerPresses(tools, bench),
      width: ({ value = '' }) => preview.choose(value === '384' ? 384 : 576),
    },
  };
}
