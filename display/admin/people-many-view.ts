/** Many people at once: the list as it was pasted, and what would be made of each row. */
import { type Child, h } from '../shared/dom.js';
import { filePicker } from './language-view.js';
import { languageName } from './people-languages.js';
import type { ListedPerson } from './people-list.js';
import type { PeopleState } from './people-state.js';
import { heading } from './parts.js';
import { flawLine, mainButton } from './records-parts.js';
import type { AdminScene } from './section.js';

export function drawMany(scene: AdminScene, state: PeopleState): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`people.many.${key}`, values);
  const wrong = state.listed.filter(({ problems }) => problems.length > 0).length;
  const count = state.listed.length;
  return [
    heading(say('title')),
    h(
      'div',
      { class: 'f' },
      h('label', { class: 'f__label', for: 'people-typed' }, say('paste')),
      h('p', { class: 'f__help', id: 'people-typed-help' }, say('pasteHelp')),
      h(
        'textarea',
        {
          id: 'people-typed',
          class: 'f__input f__input--tall record-paste',
          rows: 6,
          'data-input': 'people.typed',
          'aria-describedby': 'people-typed-help',
          spellcheck: 'false',
        },
        state.typed,
      ),
    ),
    h(
      'p',
      { class: 'record-file' },
      filePicker('people.file', say('file'), '.csv,.txt,text/csv,text/plain'),
    ),
    state.foreign && flawLine(say('foreign')),
    state.brokenAt !== null && flawLine(say('broken', { line: state.brokenAt })),
    count > 0 && preview(scene, state.listed),
    count > 0 &&
      h(
        'div',
        { class: 'record-foot' },
        wrong > 0 && flawLine(say('wrong', { count: wrong })),
        mainButton(
          'people.makeMany',
          state.sending
            ? words.say('people.sending')
            : wrong > 0
              ? say('makeOff', { count: wrong })
              : say('make', { count }),
          state.sending || wrong > 0,
        ),
      ),
  ];
}

function preview(scene: AdminScene, listed: readonly ListedPerson[]): Element {
  const say = (key: string, values = {}): string => scene.words.say(`people.many.${key}`, values);
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
          ['line', 'name', 'role', 'languages', 'result'].map((head) =>
            h('th', { scope: 'col' }, say(`head.${head}`)),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        listed.map((row) => line(scene, row)),
      ),
    ),
  );
}

function line(scene: AdminScene, row: ListedPerson): Element {
  const { words } = scene;
  const languages = [...row.languages.map((tag) => languageName(scene, tag)), ...row.unknown];
  return h(
    'tr',
    { id: `people-line-${row.line}`, class: row.problems.length > 0 ? 'is-wrong' : '' },
    h('td', {}, row.line),
    h('th', { scope: 'row' }, row.name === '' ? '—' : row.name),
    h('td', {}, row.role === null ? row.roleWord : words.say(`people.role.${row.role}`)),
    h('td', {}, languages.join(', ')),
    h(
      'td',
      {},
      row.problems.length === 0
        ? h('span', { class: 'record__good' }, words.say('people.many.good'))
        : row.problems.map((problem) => flawLine(words.say(`people.problem.${problem}`))),
    ),
  );
}
