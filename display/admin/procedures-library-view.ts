/** Procedures of a usual ward that this site does not have yet. */
import type { LibraryAnswer } from '../../server/protocol/answers.js';
import type { ProcedureConfig, SiteConfig } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import type { Fields } from './fields.js';
import { heading, link, note } from './parts.js';
import type { ProceduresState } from './procedures-state.js';
import { mainButton } from './records-parts.js';
import type { AdminScene } from './section.js';

/** The ticked ones as they would stand in the draft. */
export function wantedFrom(state: ProceduresState, draft: SiteConfig): ProcedureConfig[] {
  return missingFrom(state.library, draft)
    .filter(({ id }) => state.ticked.has(id))
    .map((procedure) => ({ ...procedure, group: targetOf(procedure.group, state, draft) }));
}

function missingFrom(library: LibraryAnswer | null, { procedures }: SiteConfig): ProcedureConfig[] {
  const have = new Set(procedures.map(({ id }) => id));
  return (library?.procedures ?? []).filter(({ id }) => !have.has(id));
}

/** The group of this site that takes procedures of a group of the library. */
function targetOf(group: string, { into }: ProceduresState, { groups }: SiteConfig): string {
  const same = groups.find(({ id }) => id === group)?.id;
  return same ?? into[group] ?? groups[0]?.id ?? '';
}

export function drawLibrary(scene: AdminScene, state: ProceduresState, fields: Fields): Child {
  const { words, draft, language } = scene;
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const { library } = state;
  const missing = missingFrom(library, draft);
  const count = missing.filter(({ id }) => state.ticked.has(id)).length;
  return [
    heading(say('libraryTitle')),
    note('hint', say('libraryHelp')),
    library === null && h('p', { class: 'empty' }, words.say('shared.connecting')),
    library !== null && missing.length === 0 && h('p', { class: 'empty' }, say('libraryAll')),
    library?.groups.map(({ id: group, name }) => {
      const those = missing.filter((each) => each.group === group);
      if (those.length === 0) return null;
      const known = draft.groups.some(({ id }) => id === group);
      return [
        h('h3', { class: 'subtitle' }, name[language]),
        !known &&
          fields.select({
            ...{ path: `procedures.into.${group}`, label: say('into'), free: true },
            value: targetOf(group, state, draft),
            options: draft.groups.map(({ id, letter, name: own }) => ({
              id,
              label: `${letter} · ${own[language]}`,
            })),
            set: (id) => {
              state.into = { ...state.into, [group]: id };
            },
          }),
        h(
          'div',
          { class: 'chips library' },
          those.map(({ id, name: procedure }) =>
            h(
              'button',
              {
                ...{
                  type: 'button',
                  class: 'chip',
                  'data-do': 'procedures.tick',
                  'data-value': id,
                },
                'aria-pressed': String(state.ticked.has(id)),
              },
              procedure[language],
            ),
          ),
        ),
      ];
    }),
    missing.length > 0 &&
      h(
        'div',
        { class: 'record-foot record-foot--white' },
        mainButton(
          'procedures.takeFromLibrary',
          count === 0 ? say('tickNothing') : say('take', { count }),
          count === 0,
        ),
      ),
    link(scene, { section: 'procedures' }, { class: 'record-more' }, say('backToList')),
  ];
}
