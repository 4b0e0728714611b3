/** The printers of a site: where each is reached and how wide its paper is. */
import { idFrom } from '../../server/domain/id-from.js';
import type { PrinterConfig } from '../../server/protocol/config.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { paperLeftView, rollField } from './paper-left-view.js';
import type { PrinterBench } from './printer-bench.js';
import { listPresses } from './list-presses.js';
import { about, button, form, heading, rowButtons } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

/** Item of the slip's list that opens the printers. */
export const PRINTERS = 'printers';
const KINDS = ['virtual', 'tcp', 'usb', 'remote', 'browser'] as const;
/** What a network address starts as; most printers listen at port 9100. */
const NETWORK = 'tcp://192.168.1.50:9100';
/** The lasting name that the installation gives a printer on USB (`server/install`). */
const USB = 'device:/dev/motcua-printer';
const WIDTHS = [576, 512, 384] as const;

export function printersView(tools: AdminTools, scene: AdminScene, bench: PrinterBench): Child {
  const { draft, words, mayConfigure } = scene;
  const { say } = words;
  return [
    heading(say('settings.printers.title')),
    h('p', { class: 'f__help' }, say('settings.printers.help')),
    draft.printers.map((printer, index) => printerCard(tools, scene, bench, printer, index)),
    mayConfigure && bench.view(scene),
    mayConfigure &&
      button({
        do: 'slip.add',
        label: say('settings.printers.add'),
        off: draft.printers.length >= 20,
        id: 'add-printer',
      }),
  ];
}

function printerCard(
  tools: AdminTools,
  scene: AdminScene,
  bench: PrinterBench,
  printer: PrinterConfig,
  index: number,
): Element {
  const { fields } = tools;
  const { say } = scene.words;
  const { id, name, address, dots } = printer;
  const field = (what: string): { path: string; label: string; help: string } =>
    about(scene, `printers.${index}.${what}`, `printers.${what}`);
  const change = (how: (one: PrinterConfig) => void): void =>
    tools.edit(({ printers }) => {
      const found = printers.find((one) => one.id === id);
      if (found !== undefined) how(found);
    });
  const kind = kindOf(address);
  return h(
    'section',
    { class: 'card', id: `printer-${id}` },
    form(
      fields.text({
        ...field('name'),
        most: 100,
        value: name,
        set: (text) => change((one) => (one.name = text)),
      }),
      fields.choice({
        ...field('kind'),
        value: kind,
        options: KINDS.map((one) => ({
          id: one,
          label: say(`settings.printers.kind.options.${one}`),
        })),
        set: (value) =>
          change((one) => {
            one.address = value === 'tcp' ? NETWORK : value === 'usb' ? USB : value;
          }),
      }),
      h('p', { class: 'note note--worked' }, say(`settings.printers.kind.meaning.${kind}`)),
      (kind === 'tcp' || kind === 'usb') &&
        fields.text({
          ...about(scene, `printers.${index}.address`, `printers.address.${kind}`),
          value: address,
          set: (text) => change((one) => (one.address = text.trim())),
        }),
      fields.choice({
        ...field('dots'),
        value: String(dots),
        options: WIDTHS.map((one) => ({
          id: String(one),
          label: say(`settings.printers.dots.options.${one}`),
        })),
        set: (value) =>
          change((one) => {
            one.dots = WIDTHS.find((each) => String(each) === value) ?? one.dots;
          }),
      }),
      rollField(tools, scene, printer, index, change),
      paperLeftView(scene, bench, id),
      bench.about(scene, printer),
      rowButtons(scene, 'slip', PRINTERS, index, scene.draft.printers.length, name),
    ),
  );
}

function kindOf(address: string): (typeof KINDS)[number] {
  if (address.startsWith('device:')) return 'usb';
  return KINDS.find((one) => one === address) ?? 'tcp';
}

/** Presses of the cards, for the section of the slip. */
export function printerPresses(
  tools: AdminTools,
  bench: PrinterBench,
): Readonly<Record<string, (press: Press) => void>> {
  const add = (address: string, named: string | null = null): void =>
    tools.edit(({ printers }) => {
      const { say } = tools.scene().words;
      const name = named ?? say('settings.printers.newName', { n: printers.length + 1 });
      const id = idFrom(name, new Set(printers.map((one) => one.id)), 'may-in');
      printers.push({ id, name, address, dots: 576 });
    });
  return {
    ...listPresses(tools, (draft) => draft.printers, 'settings.printers.removed'),
    add: () => add(NETWORK),
    find: () => void bench.finder.find(),
    try({ value = '' }) {
      const { printers } = tools.scene().draft;
      const dots = printers.find(({ address }) => address === value)?.dots ?? 576;
      void bench.finder.try({ address: value, dots });
    },
    use: ({ value = '' }) => add(value, bench.nameOf(value)),
    test: ({ value = '' }) => void bench.test(value),
    changed: ({ value = '' }) => void bench.roll(value, true),
    same: ({ value = '' }) => void bench.roll(value, false),
  };
}
