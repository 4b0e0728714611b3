/** The papers of a case, to be ticked while somebody shows them. */
import { type Child, h } from '../../shared/dom.js';
import type { StaffProcedure } from '../../shared/staff-procedures.js';
import type { Scene } from '../../shared/staff-site.js';

export type Documents = StaffProcedure['cases'][number]['documents'];

/**
 * How many are there never blocks giving a number.
 * @param seen places of those that were seen
 * @param id tells the lists of several cases apart
 */
export function checklist(
  scene: Scene,
  documents: Documents,
  seen: ReadonlySet<number>,
  id: string,
): Child {
  const { say } = scene.words;
  if (documents.length === 0) return h('p', { class: 'empty' }, say('door.need.noPapers'));
  const have = documents.filter((_, at) => seen.has(at)).length;
  const tone = have === documents.length ? 'all' : have > 0 ? 'some' : 'none';
  return [
    h(
      'div',
      { class: 'papers-head' },
      h('h2', { class: 'label', id: 'papers' }, say('door.need.papers')),
      h(
        'span',
        { class: `papers-head__have papers-head__have--${tone}`, role: 'status' },
        say('door.need.have', { have, all: documents.length }),
      ),
    ),
    h(
      'ul',
      { class: 'checklist', 'aria-labelledby': 'papers' },
      documents.map(({ name, form }, at) =>
        h(
          'li',
          { id: `paper-${id}-${at}` },
          h(
            'button',
            {
              type: 'button',
              class: 'check',
              role: 'checkbox',
              'data-do': 'seen',
              'data-value': at,
              'aria-checked': seen.has(at) ? 'true' : 'false',
            },
            h('span', { class: 'check__box', 'aria-hidden': 'true' }),
            h(
              'span',
              { class: 'check__text' },
              h('b', {}, name),
              form !== '' && h('span', {}, form),
            ),
          ),
        ),
      ),
    ),
  ];
}
