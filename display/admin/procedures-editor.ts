/** All fields of one procedure, its cases and their documents. */
import { ONLINE_REACHES, type ProcedureConfig, type Words } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import type { Fields } from './fields.js';
import { button, form, heading, subheading } from './parts.js';
import { isStale, type ProceduresState } from './procedures-state.js';
import { staleNote } from './procedures-view.js';
import type { AdminScene } from './section.js';

/** Changes the procedure of this id in the draft. */
export type Change = (id: string, how: (procedure: ProcedureConfig) => void) => void;

const NONE: Words = { vi: '', en: '' };

export function drawEditor(
  scene: AdminScene,
  state: ProceduresState,
  fields: Fields,
  change: Change,
): Child {
  const { draft, words, language, mayConfigure } = scene;
  const index = draft.procedures.findIndex(({ id }) => id === scene.chosen);
  const procedure = draft.procedures[index];
  if (procedure === undefined) {
    return [
      heading(words.say('procedures.title')),
      h('p', { class: 'empty' }, words.say('admin.gone')),
    ];
  }
  const { id } = procedure;
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const of = (name: string): { path: string; label: string; help: string } => ({
    path: `procedures.${index}.${name}`,
    label: say(`field.${name}`),
    help: say(`help.${name}`),
  });
  const set = (how: (one: ProcedureConfig) => void): void => change(id, how);
  const maybe = (said: Words): Words | null => (said.vi.trim() === '' ? null : said);
  return [
    heading(procedure.name[language]),
    form(
      fields.words({
        ...of('name'),
        value: procedure.name,
        set: (name) => set((one) => (one.name = name)),
      }),
      fields.select({
        ...of('group'),
        value: procedure.group,
        options: draft.groups.map(({ id: group, letter, name }) => ({
          id: group,
          label: `${letter} · ${name[language]}`,
        })),
        set: (group) => set((one) => (one.group = group)),
      }),
      fields.text({
        ...of('aliases'),
        tall: true,
        most: 4_000,
        value: aliasesTyped(state, procedure),
        set: (typed) => {
          state.aliases = { id, typed };
          set((one) => (one.aliases = linesOf(typed)));
        },
      }),
      fields.number({
        ...of('minutes'),
        ...{
          half: true,
          least: 0.5,
          most: 480,
          whole: false,
          unit: words.say('admin.units.minutes'),
        },
        value: procedure.minutes,
        set: (minutes) => set((one) => (one.minutes = minutes)),
      }),
      fields.text({
        ...of('code'),
        ...{ half: true, most: 40, value: procedure.code },
        set: (code) => set((one) => (one.code = code)),
      }),
      fields.words({
        ...of('fee'),
        value: procedure.fee ?? NONE,
        set: (fee) => set((one) => (one.fee = maybe(fee))),
      }),
      fields.words({
        ...of('timeLimit'),
        value: procedure.timeLimit ?? NONE,
        set: (limit) => set((one) => (one.timeLimit = maybe(limit))),
      }),
      fields.choice({
        ...of('online'),
        value: procedure.online,
        options: ONLINE_REACHES.map((reach) => ({ id: reach, label: say(`online.${reach}`) })),
        set: (reach) =>
          set((one) => (one.online = ONLINE_REACHES.find((each) => each === reach) ?? one.online)),
      }),
      fields.text({
        ...of('link'),
        ...{ type: 'url', most: 500, value: procedure.link },
        set: (address) => set((one) => (one.link = address.trim())),
      }),
    ),
    subheading(say('casesTitle'), say('casesHelp')),
    procedure.cases.map((_case, at) => drawCase(scene, fields, index, at, change)),
    mayConfigure &&
      button({
        do: 'procedures.addCase',
        label: say('addCase'),
        tone: 'quiet',
        data: { value: id },
      }),
    subheading(say('sourceTitle')),
    form(
      isStale(procedure, scene.now) &&
        h('p', { class: 'note note--warn' }, staleNote(scene, procedure)),
      fields.text({
        ...of('source'),
        value: procedure.source,
        set: (source) => set((one) => (one.source = source)),
      }),
      fields.date({
        ...of('checkedOn'),
        value: procedure.checkedOn,
        set: (day) => set((one) => (one.checkedOn = day)),
      }),
      mayConfigure &&
        h(
          'div',
          { class: 'record__acts' },
          button({
            do: 'procedures.checkedToday',
            label: say('checkedToday'),
            data: { value: id },
          }),
          button({
            ...{ do: 'procedures.remove', label: say('remove'), tone: 'stop' },
            data: { value: id },
          }),
        ),
    ),
  ];
}

function drawCase(
  scene: AdminScene,
  fields: Fields,
  index: number,
  at: number,
  change: Change,
): Child {
  const { words, mayConfigure } = scene;
  const procedure = scene.draft.procedures[index];
  const one = procedure?.cases[at];
  if (procedure === undefined || one === undefined) return null;
  const { id } = procedure;
  const say = (key: string, values = {}): string => words.say(`procedures.${key}`, values);
  const data = { value: id, case: at };
  const path = `procedures.${index}.cases.${at}`;
  return h(
    'section',
    {
      class: 'case',
      id: `case-${id}-${at}`,
      'aria-label': say('caseNamed', { name: one.name.vi }),
    },
    fields.words({
      ...{ path: `${path}.name`, label: say('caseName'), help: say('caseNameHelp') },
      value: one.name,
      set: (name) =>
        change(id, ({ cases }) => {
          const same = cases[at];
          if (same) same.name = name;
        }),
    }),
    h(
      'ol',
      { class: 'case__documents' },
      one.documents.map((document, place) => {
        const name = document.name.vi || say('documentBlank');
        const which = { ...data, document: place };
        const part = (key: 'name' | 'form'): Element =>
          fields.words({
            path: `${path}.documents.${place}.${key}`,
            label: say(key === 'name' ? 'documentName' : 'documentForm', { number: place + 1 }),
            value: document[key],
            set: (said) =>
              change(id, ({ cases }) => {
                const same = cases[at]?.documents[place];
                if (same) same[key] = said;
              }),
          });
        return h(
          'li',
          { class: 'case__document' },
          part('name'),
          part('form'),
          mayConfigure &&
            h(
              'div',
              { class: 'record__acts' },
              button({
                ...{ do: 'procedures.documentUp', label: '↑', tone: 'quiet', data: which },
                ...{ off: place === 0, name: words.say('admin.row.up', { name }) },
              }),
              button({
                ...{ do: 'procedures.removeDocument', label: words.say('admin.row.remove') },
                ...{ tone: 'quiet', data: which, name: words.say('admin.row.away', { name }) },
              }),
            ),
        );
      }),
    ),
    mayConfigure &&
      h(
        'div',
        { class: 'record__acts' },
        button({ do: 'procedures.addDocument', label: say('addDocument'), tone: 'quiet', data }),
        button({
          ...{ do: 'procedures.removeCase', label: say('removeCase'), tone: 'quiet' },
          data: { ...data, undo: say('caseRemoved', { name: one.name.vi }) },
        }),
      ),
  );
}

/** What is being typed, as long as it still says what the draft has. */
function aliasesTyped({ aliases }: ProceduresState, procedure: ProcedureConfig): string {
  const kept = procedure.aliases.join('\n');
  if (aliases?.id !== procedure.id) return kept;
  return linesOf(aliases.typed).join('\n') === kept ? aliases.typed : kept;
}
function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
