/** Settings of paper: what a slip carries, with its exact picture, and the printers. */
import { completeLanguage } from '../../server/domain/citizen-words.js';
import { SLIP_LINES, type SlipLine } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { about, form, heading, itemList, subheading } from './parts.js';
import { PrinterBench } from './printer-bench.js';
import { PRINTERS, printerPresses, printersView } from './printers-view.js';
import type { AdminScene, AdminTools, Section } from './section.js';
import { SlipLogoPart } from './slip-logo.js';
import { SlipPreview } from './slip-preview.js';

const LINES = 'lines';
/** No second language. */
const NONE = 'none';

export function slipSection(tools: AdminTools): Section {
  const { fields } = tools;
  const preview = new SlipPreview(tools);
  const logo = new SlipLogoPart(tools);
  const bench = new PrinterBench(tools);
  const openItem = ({ chosen }: AdminScene): string => (chosen === '' ? LINES : chosen);

  function line(scene: AdminScene, which: SlipLine): Element {
    const { say } = scene.words;
    const { lines } = scene.draft.slip;
    return fields.toggle({
      path: `slip.lines.${which}`,
      half: true,
      label: say(`settings.slip.lines.options.${which}`),
      help: say(`settings.slip.lines.help.${which}`),
      value: lines.includes(which),
      set: (on) =>
        tools.edit(({ slip }) => {
          const others = slip.lines.filter((one) => one !== which);
          slip.lines = on ? [...others, which] : others;
          if (which !== 'footer') return;
          const text = say('settings.slip.newFooter');
          slip.footer = on ? (slip.footer ?? { vi: text, en: text }) : null;
        }),
    });
  }

  /** Languages in which all of a slip can be said, and the one that is chosen. */
  function second(scene: AdminScene): Element {
    const { draft, citizen, words } = scene;
    const { say } = words;
    const own = draft.languages.filter(
      ({ tag }) =>
        tag === draft.slip.second ||
        completeLanguage(draft.languages, tag, 'slip', citizen) !== null,
    );
    return fields.choice({
      ...about(scene, 'slip.second'),
      value: draft.slip.second ?? NONE,
      options: [
        { id: NONE, label: say('settings.slip.second.none') },
        { id: 'en', label: say('settings.slip.second.options.en') },
        ...own.map(({ tag, name }) => ({ id: tag, label: name })),
      ],
      set: (tag) => tools.edit(({ slip }) => void (slip.second = tag === NONE ? null : tag)),
    });
  }

  function linesView(scene: AdminScene): Child {
    const { say } = scene.words;
    const { footer, code } = scene.draft.slip;
    return [
      h(
        'div',
        { class: 'slip-work' },
        h(
          'div',
          {},
          heading(say('settings.slip.title')),
          h('p', { class: 'f__help' }, say('settings.slip.always')),
          form(
            SLIP_LINES.filter((each) => each !== 'footer').map((each) => line(scene, each)),
            fields.toggle({
              ...about(scene, 'slip.code'),
              half: true,
              value: code,
              set: (on) => tools.edit(({ slip }) => void (slip.code = on)),
            }),
            line(scene, 'footer'),
            footer !== null &&
              fields.words({
                ...about(scene, 'slip.footer'),
                value: footer,
                set: (text) => tools.edit(({ slip }) => void (slip.footer = text)),
              }),
            second(scene),
          ),
          subheading(say('settings.slip.logo.label'), say('settings.slip.logo.help')),
          logo.view(scene),
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
    leave: () => preview.leave(),
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
    presses: { ...printerPresses(tools, bench), ...preview.presses, ...logo.presses },
    files: { logo: (files) => void logo.take(files) },
  };
}
