/** What the sections of the settings are put together from, beside fields. */
import { type Child, h } from '../shared/dom.js';
import { addressOf } from './address.js';
import type { AdminScene } from './section.js';

/** Title of a section or of the item that is open: where focus goes on opening it. */
export function heading(text: string, sign: Child = null): Element {
  return h('h2', { class: 'title', id: 'section-title', tabindex: -1 }, sign, h('span', {}, text));
}
/** Title of a part of a section. */
export function subheading(text: string, help?: string): Child {
  return [
    h('h3', { class: 'subtitle' }, text),
    help !== undefined && h('p', { class: 'subtitle__help' }, help),
  ];
}
/** Path, name and help of a field: its words stand under `settings.<pattern>`. */
export function about(
  scene: Pick<AdminScene, 'words'>,
  path: string,
  pattern: string = path,
  values: Readonly<Record<string, string | number>> = {},
): { path: string; label: string; help: string } {
  const { say } = scene.words;
  return {
    path,
    label: say(`settings.${pattern}.label`, values),
    help: say(`settings.${pattern}.help`, values),
  };
}

/** Fields under each other; those marked `half` stand in pairs where there is room. */
export function form(...children: Child[]): Element {
  return h('div', { class: 'form' }, ...children);
}
export function note(tone: 'hint' | 'warn' | 'stop' | 'worked', ...text: Child[]): Element {
  return h('p', { class: `note note--${tone}` }, ...text);
}

/** A link within the settings: no new page is asked for. */
export function link(
  scene: AdminScene,
  to: { section: string; chosen?: string; field?: string },
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: Child[]
): Element {
  const { section, chosen = '', field } = to;
  return h(
    'a',
    {
      ...attributes,
      href: addressOf(scene.root, { section, chosen }),
      'data-go': section,
      'data-chosen': chosen,
      'data-focus': field,
    },
    ...children,
  );
}

export interface ListItem {
  /** The item's `chosen`. */
  id: string;
  label: string;
  sign?: Child;
  note?: Child;
}

/** The second column: items of a section, those with flaws marked; `more` stands beneath. */
export function itemList(
  scene: AdminScene,
  section: string,
  items: readonly ListItem[],
  ...more: Child[]
): Child {
  return [
    h(
      'ul',
      { class: 'items' },
      items.map(({ id, label, sign, note: line }) => {
        const flaw = scene.flaws.find((one) => one.section === section && one.chosen === id);
        const open = scene.chosen === id;
        return h(
          'li',
          {},
          link(
            scene,
            { section, chosen: id },
            {
              class: 'item',
              id: `item-${section}-${id}`,
              'aria-current': open ? 'true' : undefined,
            },
            sign,
            h(
              'span',
              { class: 'item__text' },
              h('span', { class: 'item__label' }, label),
              flaw === undefined
                ? line !== undefined && h('span', { class: 'item__note' }, line)
                : h('span', { class: 'item__flaw' }, `▲ ${scene.words.say('admin.mustFix')}`),
            ),
          ),
        );
      }),
    ),
    ...more,
  ];
}

export interface Button {
  /** `<section>.<press>` */
  do: string;
  label: Child;
  tone?: 'main' | 'stop' | 'quiet';
  off?: boolean;
  /** Said instead of the label where several buttons share one. */
  name?: string;
  /** Further `data-*`, without the prefix. */
  data?: Readonly<Record<string, string | number>>;
  id?: string;
}
export function button({ do: what, label, tone, off, name, data = {}, id }: Button): Element {
  const kinds = { main: 'button button--main', stop: 'button button--stop', quiet: 'quiet' };
  return h(
    'button',
    {
      type: 'button',
      class: tone === undefined ? 'button' : kinds[tone],
      id,
      'data-do': what,
      'aria-disabled': off === true ? 'true' : undefined,
      'aria-label': name,
      ...Object.fromEntries(Object.entries(data).map(([key, value]) => [`data-${key}`, value])),
    },
    label,
  );
}

/** Up, down and away for one row of a list; names say which row. */
export function rowButtons(
  scene: AdminScene,
  section: string,
  list: string,
  index: number,
  count: number,
  name: string,
): Child {
  if (!scene.mayConfigure) return null;
  const say = scene.words.say;
  const one = (act: 'up' | 'down' | 'away', sign: string, off: boolean): Element =>
    button({
      do: `${section}.${act}`,
      label: sign,
      tone: 'quiet',
      off,
      name: say(`admin.row.${act}`, { name }),
      data: { list, index },
      id: `row-${list}-${index}-${act}`,
    });
  return h(
    'span',
    { class: 'row__buttons' },
    one('up', '↑', index === 0),
    one('down', '↓', index === count - 1),
    one('away', say('admin.row.remove'), false),
  );
}

/** Moves an item of a list by one place; out of bounds it stays. */
export function moved<T>(list: readonly T[], index: number, by: 1 | -1): T[] {
  const next = [...list];
  const [item] = next.splice(index, 1);
  if (item === undefined) return [...list];
  next.splice(Math.max(0, index + by), 0, item);
  return next;
}
