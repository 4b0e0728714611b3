/** The list of procedures by group, and the page from which one adds, imports and exports. */
import { foundIn } from '../../server/domain/fold-text.js';
import { platesOf } from '../../server/domain/plate.js';
import type { ProcedureConfig } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { plate } from '../shared/staff-parts.js';
import type { Fields } from './fields.js';
import { button, form, heading, itemList, link, subheading } from './parts.js';
import { IMPORT, isStale, LIBRARY, type ProceduresState } from './procedures-state.js';
import { mainButton } from './records-parts.js';
import type { AdminScene } from './section.js';

export function drawProcedureList(scene: AdminScene, { query }: ProceduresState): Child {
  const { draft, words, language } = scene;
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const plates = platesOf(draft.groups);
  const found = draft.procedures.filter((each) => isFound(each, query));
  return [
    h('input', {
      ...{ class: 'record-search record-search--list', type: 'search', id: 'procedures-query' },
      ...{ 'data-input': 'procedures.query', value: query, autocomplete: 'off' },
      placeholder: say('find'),
      'aria-label': say('find'),
    }),
    found.length === 0 && h('p', { class: 'empty' }, say('nothing')),
    draft.groups.map(({ id, letter, name }) => {
      const those = found.filter(({ group }) => group === id);
      if (those.length === 0) return null;
      return [
        h(
          'h3',
          { class: 'list__head' },
          plate({ letter, plate: plates[id] ?? 'plain' }),
          h('span', {}, name[language]),
        ),
        itemList(
          scene,
          'procedures',
          those.map((each) => ({
            id: each.id,
            label: each.name[language],
            note: isStale(each, scene.now) ? staleNote(scene, each) : undefined,
          })),
        ),
      ];
    }),
  ];
}

/** By its name in either language, what people really say, or its official code. */
function isFound({ name, aliases, code }: ProcedureConfig, query: string): boolean {
  return [name.vi, name.en, code, ...aliases].some((text) => foundIn(text, query));
}

export function staleNote({ words }: AdminScene, { checkedOn }: ProcedureConfig): string {
  if (checkedOn === null) return words.say('procedures.neverChecked');
  return words.say('procedures.stale', { date: dated(checkedOn) });
}

/** `2026-11-19` → `19/11/2026` */
function dated(day: string): string {
  return day.split('-').reverse().join('/');
}

export function drawProcedures(scene: AdminScene, state: ProceduresState, fields: Fields): Child {
  const { draft, words, language, mayConfigure } = scene;
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const stale = draft.procedures.filter((each) => isStale(each, scene.now)).length;
  const { added } = state;
  return [
    heading(say('title')),
    h('p', {}, say('count', { count: draft.procedures.length })),
    stale > 0 && h('p', { class: 'record-note' }, say('staleCount', { count: stale })),
    h(
      'div',
      { class: 'record-tools' },
      mayConfigure &&
        link(scene, { section: 'procedures', chosen: IMPORT }, { class: 'button' }, say('import')),
      button({ do: 'procedures.export', label: say('export') }),
      mayConfigure &&
        link(
          scene,
          { section: 'procedures', chosen: LIBRARY },
          { class: 'button' },
          say('library'),
        ),
    ),
    mayConfigure && [
      subheading(say('addTitle'), say('addHelp')),
      form(
        fields.text({
          ...{ path: 'procedures.added', label: say('name'), free: true, value: added.name },
          set: (name) => {
            added.name = name;
          },
        }),
        fields.select({
          ...{ path: 'procedures.addedGroup', label: say('field.group'), free: true },
          value: added.group || (draft.groups[0]?.id ?? ''),
          options: draft.groups.map(({ id, letter, name }) => ({
            id,
            label: `${letter} · ${name[language]}`,
          })),
          set: (group) => {
            added.group = group;
          },
        }),
        mainButton(
          'procedures.add',
          say(added.name.trim() === '' ? 'nameNeeded' : 'add'),
          added.name.trim() === '',
        ),
      ),
    ],
  ];
}
