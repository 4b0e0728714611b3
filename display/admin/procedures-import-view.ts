/** A file of procedures before it enters the draft: what each row would do, and what stands against it. */
import { type Child, h } from '../shared/dom.js';
import { filePicker } from './language-view.js';
import { heading, link, note } from './parts.js';
import { compareProcedures, type IncomingProcedure } from './procedures-compare.js';
import type { ProceduresState } from './procedures-state.js';
import { flawLine, mainButton } from './records-parts.js';
import type { AdminScene } from './section.js';

export function drawImport(scene: AdminScene, { file }: ProceduresState): Child {
  const { words, draft } = scene;
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const incoming =
    file === null || file === 'foreign' || 'brokenAt' in file
      ? []
      : compareProcedures(file.given, draft);
  return [
    heading(say('importTitle')),
    note('hint', say('importHelp')),
    h(
      'p',
      { class: 'record-file' },
      filePicker('procedures.file', say('chooseFile'), '.csv,.json,text/csv,application/json'),
    ),
    file === 'foreign' && flawLine(words.say('people.many.foreign')),
    file !== null &&
      file !== 'foreign' &&
      'brokenAt' in file &&
      flawLine(say('broken', { line: file.brokenAt })),
    incoming.length > 0 && preview(scene, incoming),
    incoming.length > 0 && foot(scene, incoming),
    link(scene, { section: 'procedures' }, { class: 'record-more' }, say('backToList')),
  ];
}

function foot({ words }: AdminScene, incoming: readonly IncomingProcedure[]): Element {
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const wrong = incoming.filter(({ problems }) => problems.length > 0).length;
  const useful = incoming.filter(
    ({ procedure, before, changed }) =>
      procedure !== null && (before === null || changed.length > 0),
  ).length;
  return h(
    'div',
    { class: 'record-foot record-foot--white' },
    wrong > 0 && flawLine(say('wrong', { count: wrong })),
    mainButton(
      'procedures.takeUp',
      useful === 0 ? say('takeNothing') : say('take', { count: useful }),
      useful === 0,
    ),
    h('p', { class: 'record-note' }, say('takeHelp')),
  );
}

function preview({ words }: AdminScene, incoming: readonly IncomingProcedure[]): Element {
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const result = ({ problems, before, changed }: IncomingProcedure): Child => {
    if (problems.length > 0) {
      return problems.map((problem) => flawLine(say(`problem.${problem}`)));
    }
    if (before === null) return h('span', { class: 'record__good' }, say('isNew'));
    if (changed.length === 0) return say('isSame');
    const parts = changed.map((part) => say(`field.${part}`)).join(', ');
    return say('isChanged', { parts });
  };
  return h(
    'div',
    { class: 'record-scroll', tabindex: 0, role: 'group', 'aria-label': say('preview') },
    h(
      'table',
      { class: 'record-table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['line', 'name', 'result'].map((head) => h('th', { scope: 'col' }, say(`head.${head}`))),
        ),
      ),
      h(
        'tbody',
        {},
        incoming.map((row) =>
          h(
            'tr',
            { class: row.problems.length > 0 ? 'is-wrong' : '' },
            h('td', {}, row.line),
            h('th', { scope: 'row' }, row.name === '' ? '—' : row.name),
            h('td', {}, result(row)),
          ),
        ),
      ),
    ),
  );
}
