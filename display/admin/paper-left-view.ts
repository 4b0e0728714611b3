/** How a printer of the site is and how much paper it has; one press when its roll was changed. */
import { USUAL_ROLL_METRES } from '../../server/protocol/config-defaults.js';
import type { PrinterConfig } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { paperLeftWords } from '../shared/printer-view.js';
import { about, button } from './parts.js';
import type { PrinterBench } from './printer-bench.js';
import type { AdminScene, AdminTools } from './section.js';

/** Nothing of a printer of which nothing was heard. */
export function paperLeftView({ words }: AdminScene, bench: PrinterBench, id: string): Child {
  const condition = bench.condition(id);
  if (condition === null || !condition.heard) return null;
  const { trouble, since, left } = condition;
  const { say } = words;
  const press = (what: string, key: string): Element =>
    button({ do: `slip.${what}`, label: say(`staff.printer.${key}`), data: { value: id } });
  return h(
    'div',
    { class: 'printer-known' },
    h(
      'div',
      { role: 'status', class: 'printer-known__tells' },
      trouble !== null &&
        h(
          'p',
          { class: 'note note--warn' },
          say('settings.printers.since', {
            trouble: say(`staff.printer.cause.${trouble}`),
            time: words.time(since),
          }),
        ),
      left !== null && h('p', {}, paperLeftWords({ words }, left)),
    ),
    left !== null && press('changed', 'changed'),
    left?.asked === true && press('same', 'same'),
  );
}

/** Empty is what is usual for the width. */
export function rollField(
  { fields }: Pick<AdminTools, 'fields'>,
  scene: AdminScene,
  printer: PrinterConfig,
  index: number,
  change: (how: (one: PrinterConfig) => void) => void,
): Child {
  return fields.maybeNumber({
    ...about(scene, `printers.${index}.rollMetres`, 'printers.rollMetres'),
    ...{ value: printer.rollMetres ?? null, least: 5, most: 500 },
    unit: scene.words.say('settings.printers.metres'),
    empty: String(USUAL_ROLL_METRES[printer.dots]),
    set: (metres) =>
      change((one) => {
        if (metres === null) delete one.rollMetres;
        else one.rollMetres = metres;
      }),
  });
}
