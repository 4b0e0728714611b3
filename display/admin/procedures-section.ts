/** Procedures of the site, part of the draft: found, edited, taken from a file or from the library. */
import { idFrom } from '../../server/domain/id-from.js';
import type { LibraryAnswer } from '../../server/protocol/answers.js';
import type { ProcedureConfig, SiteConfig, Words } from '../../server/protocol/config.js';
import type { Press } from '../shared/dom.js';
import { moved } from './parts.js';
import { compareProcedures } from './procedures-compare.js';
import { drawEditor } from './procedures-editor.js';
import { drawImport } from './procedures-import-view.js';
import { readProceduresJson } from './procedures-json.js';
import { drawLibrary, wantedFrom } from './procedures-library-view.js';
import { drawProcedureList, drawProcedures } from './procedures-view.js';
import { IMPORT, LIBRARY, startProcedures, today } from './procedures-state.js';
import { readProcedures, writeProcedures } from './procedures-table.js';
import type { AdminTools, Section } from './section.js';
import { saveFile } from './text-file.js';

const NOTHING: Words = { vi: '', en: '' };
/** What nobody said anything about yet. */
const BLANK: Omit<ProcedureConfig, 'id' | 'group' | 'name'> = {
  aliases: [],
  minutes: 10,
  cases: [],
  code: '',
  fee: null,
  timeLimit: null,
  online: 'none',
  link: '',
  source: '',
  checkedOn: null,
};

export function proceduresSection(tools: AdminTools): Section {
  const state = startProcedures();
  const say = (key: string, values = {}): string =>
    tools.scene().words.say(`procedures.${key}`, values);

  /** Changes the procedure of this id, wherever it stands in the draft by then. */
  function change(id: string, how: (procedure: ProcedureConfig) => void, undo?: string): void {
    tools.edit((draft) => {
      const procedure = draft.procedures.find((each) => each.id === id);
      if (procedure) how(procedure);
    }, undo);
  }

  function add(): void {
    const { draft } = tools.scene();
    const name = state.added.name.trim();
    const group = state.added.group || (draft.groups[0]?.id ?? '');
    if (name === '') return;
    const id = idFrom(name, new Set(ids(draft)), 'thu-tuc');
    tools.edit(({ procedures }) => {
      procedures.push({ ...BLANK, id, group, name: { vi: name, en: name } });
    });
    state.added = { name: '', group };
    tools.go('procedures', id);
  }

  function remove({ value = '' }: Press): void {
    const { draft, language } = tools.scene();
    const name = draft.procedures.find(({ id }) => id === value)?.name[language] ?? '';
    tools.go('procedures');
    tools.edit(
      (next) => {
        next.procedures = next.procedures.filter(({ id }) => id !== value);
      },
      say('removed', { name }),
    );
  }

  function takeFile(text: string, name: string): void {
    if (text.includes('\ufffd')) state.file = 'foreign';
    else {
      const read = /^\s*[[{]/.test(text.replace(/^\ufeff/, ''))
        ? readProceduresJson(text)
        : readProcedures(text);
      state.file = 'given' in read ? { name, given: read.given } : read;
    }
  }

  /** Puts what the file gives into the draft; rows with a problem stay out. */
  function takeUp(): void {
    const { file } = state;
    if (file === null || file === 'foreign' || 'brokenAt' in file) return;
    const incoming = compareProcedures(file.given, tools.scene().draft).flatMap(
      ({ procedure, before, changed }) =>
        procedure !== null && (before === null || changed.length > 0) ? [procedure] : [],
    );
    if (incoming.length === 0) return;
    state.file = null;
    tools.go('procedures');
    tools.edit(
      (draft) => {
        for (const procedure of incoming) {
          const at = draft.procedures.findIndex(({ id }) => id === procedure.id);
          if (at < 0) draft.procedures.push(procedure);
          else draft.procedures[at] = procedure;
        }
      },
      say('taken', { count: incoming.length }),
    );
  }

  async function readLibrary(): Promise<void> {
    const reply = await tools.send<LibraryAnswer>('GET', '/library');
    if (reply.ok) state.library = reply.body;
    else tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
    tools.redraw();
  }

  function takeFromLibrary(): void {
    const wanted = wantedFrom(state, tools.scene().draft);
    if (wanted.length === 0) return;
    state.ticked = new Set();
    tools.go('procedures');
    tools.edit(
      ({ procedures }) => {
        procedures.push(...wanted);
      },
      say('taken', { count: wanted.length }),
    );
  }

  function tick({ value = '' }: Press): void {
    const ticked = new Set(state.ticked);
    if (!ticked.delete(value)) ticked.add(value);
    state.ticked = ticked;
  }

  /** A press within the cases of one procedure: `value` is its id, `data-case` and `data-document` which. */
  function within(press: Press, how: (procedure: ProcedureConfig, at: Place) => void): void {
    const at = { one: Number(press['case']), document: Number(press['document']) };
    change(press['value'] ?? '', (procedure) => how(procedure, at), press['undo']);
  }

  return {
    id: 'procedures',
    open() {
      state.aliases = null;
      if (tools.scene().chosen === LIBRARY && state.library === null) void readLibrary();
    },
    list: (scene) => drawProcedureList(scene, state),
    view(scene) {
      if (scene.chosen === '') return drawProcedures(scene, state, tools.fields);
      if (scene.chosen === IMPORT) return drawImport(scene, state);
      if (scene.chosen === LIBRARY) return drawLibrary(scene, state, tools.fields);
      return drawEditor(scene, state, tools.fields, change);
    },
    presses: {
      add,
      remove,
      tick,
      takeUp,
      takeFromLibrary,
      export() {
        const { draft, site, now, offset } = tools.scene();
        const text = writeProcedures(draft.procedures, draft.groups);
        saveFile(`${say('file')}-${site}-${today(now, offset)}.csv`, text, 'text/csv');
      },
      checkedToday: ({ value = '' }) => {
        const { now, offset } = tools.scene();
        change(value, (procedure) => {
          procedure.checkedOn = today(now, offset);
        });
      },
      addCase: (press) =>
        within(press, ({ cases }) => cases.push({ name: usual(say('usualCase')), documents: [] })),
      removeCase: (press) => within(press, ({ cases }, { one }) => cases.splice(one, 1)),
      addDocument: (press) =>
        within(press, ({ cases }, { one }) =>
          cases[one]?.documents.push({ name: NOTHING, form: usual(say('usualForm')) }),
        ),
      removeDocument: (press) =>
        within(press, ({ cases }, { one, document }) => cases[one]?.documents.splice(document, 1)),
      documentUp: (press) =>
        within(press, ({ cases }, { one, document }) => {
          const inside = cases[one];
          if (inside) inside.documents = moved(inside.documents, document, -1);
        }),
    },
    inputs: {
      query: (value) => {
        state.query = value;
      },
      file: (value, { file = '' }) => takeFile(value, file),
    },
  };
}

interface Place {
  one: number;
  document: number;
}

function ids({ procedures }: SiteConfig): string[] {
  return procedures.map(({ id }) => id);
}
function usual(text: string): Words {
  return { vi: text, en: text };
}
