/** A further language of citizens: every sentence that they read beside its translation. */
import type { LanguageConfig } from '../../server/protocol/config.js';
import type { Sentences } from '../../server/domain/wording.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { chip } from '../shared/staff-parts.js';
import { languageName, languageTags } from './people-languages.js';
import { about, button, form, heading, note } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';
import { readTable, writeTable } from './table-text.js';
import { saveFile } from './text-file.js';

/** Item of the list under which a language is chosen to be added. */
export const ADD_LANGUAGE = 'add-language';
/** Languages of the product itself, and one that is not written. */
const NOT_OFFERED = ['vi', 'en', 'sgn'];

export class LanguageView {
  private missingOnly = false;
  /** Sentences that were missing when the filter was set: they stay in view while being filled in. */
  private shown: ReadonlySet<string> = new Set();

  constructor(private readonly tools: AdminTools) {}

  private get citizen(): Sentences {
    return this.tools.scene().citizen;
  }

  /** "12 / 80 câu" */
  completeness({ words }: AdminScene, strings: LanguageConfig['strings']): string {
    const all = Object.keys(this.citizen);
    const done = all.filter((key) => (strings[key] ?? '') !== '').length;
    return words.say('settings.languages.complete', { done, all: all.length });
  }

  view(scene: AdminScene): Child {
    const index = scene.draft.languages.findIndex(({ tag }) => tag === scene.chosen);
    const language = scene.draft.languages[index];
    return language === undefined ? this.adding(scene) : this.strings(scene, language, index);
  }

  readonly presses: Readonly<Record<string, (press: Press) => void>> = {
    'add-tag': ({ value = '' }) => {
      const scene = this.tools.scene();
      const name = languageName(scene, value);
      this.tools.edit(({ languages }) => void languages.push({ tag: value, name, strings: {} }));
      this.tools.go('words', value);
    },
    'remove-language': ({ tag = '' }) => {
      this.tools.edit((draft) => {
        draft.languages = draft.languages.filter((one) => one.tag !== tag);
      }, this.tools.scene().words.say('settings.languages.removed'));
      this.tools.go('words');
    },
    filter: ({ value = '' }) => {
      this.missingOnly = value === 'missing';
      const strings = this.open()?.strings ?? {};
      this.shown = new Set(Object.keys(this.citizen).filter((key) => !strings[key]));
      this.tools.redraw();
    },
    export: () => {
      const language = this.open();
      if (language === undefined) return;
      const { say } = this.tools.scene().words;
      const rows = Object.entries(this.citizen).map(([key, text]) => [
        key,
        text,
        language.strings[key] ?? '',
      ]);
      const head = ['key', say('admin.tongue.vi'), language.name];
      saveFile(`${language.tag}.csv`, writeTable([head, ...rows]), 'text/csv;charset=utf-8');
    },
  };

  /** A CSV with keys in the first column and translations in the last. */
  take(text: string): void {
    const { tools } = this;
    const { say } = tools.scene().words;
    const tag = this.open()?.tag;
    const table = readTable(text);
    if ('brokenAt' in table) {
      tools.tell({
        tone: 'stop',
        text: say('settings.languages.broken', { line: table.brokenAt }),
      });
      return;
    }
    const known = table.rows.filter(({ cells }) => (cells[0] ?? '') in this.citizen);
    const given = known.filter(({ cells }) => cells.length > 1 && cells.at(-1) !== '');
    const strange = table.rows.length - known.length - (table.rows[0]?.cells[0] === 'key' ? 1 : 0);
    tools.edit(
      ({ languages }) => {
        const language = languages.find((one) => one.tag === tag);
        for (const { cells } of given) {
          if (language) language.strings[cells[0] ?? ''] = cells.at(-1) ?? '';
        }
      },
      say('settings.languages.taken', { count: given.length, strange }),
    );
  }

  private open(): LanguageConfig | undefined {
    const { draft, chosen } = this.tools.scene();
    return draft.languages.find(({ tag }) => tag === chosen);
  }

  private adding(scene: AdminScene): Child {
    const { draft, words, mayConfigure } = scene;
    const { say } = words;
    const taken = draft.languages.map(({ tag }) => tag);
    return [
      heading(say('settings.languages.add')),
      h('p', { class: 'f__help' }, say('settings.languages.help')),
      mayConfigure &&
        h(
          'div',
          { class: 'chips' },
          languageTags(draft)
            .filter((tag) => !taken.includes(tag) && !NOT_OFFERED.includes(tag))
            .map((tag) => chip('words.add-tag', tag, languageName(scene, tag), false)),
        ),
    ];
  }

  private strings(scene: AdminScene, language: LanguageConfig, index: number): Child {
    const { fields } = this.tools;
    const { words, mayConfigure } = scene;
    const { say } = words;
    const { tag, name, strings } = language;
    const change = (how: (one: LanguageConfig) => void): void =>
      this.tools.edit(({ languages }) => {
        const found = languages.find((one) => one.tag === tag);
        if (found !== undefined) how(found);
      });
    const keys = Object.keys(this.citizen).filter(
      (key) => !this.missingOnly || this.shown.has(key),
    );
    return [
      heading(name === '' ? languageName(scene, tag) : name),
      h('p', { class: 'f__help' }, this.completeness(scene, strings)),
      form(
        fields.text({
          ...about(scene, `languages.${index}.name`, 'languages.name'),
          most: 60,
          lang: tag,
          value: name,
          set: (value) => change((one) => (one.name = value)),
        }),
        h(
          'div',
          { class: 'f__row' },
          button({
            do: 'words.export',
            label: say('settings.languages.export'),
            id: 'export-strings',
          }),
          mayConfigure && filePicker('words.file', say('settings.languages.import'), '.csv,.txt'),
          mayConfigure &&
            button({
              do: 'words.remove-language',
              label: say('settings.languages.remove'),
              tone: 'stop',
              data: { tag },
              id: 'remove-language',
            }),
        ),
        note('hint', say('settings.languages.placeholders')),
        h(
          'div',
          { class: 'chips' },
          (['all', 'missing'] as const).map((which) =>
            chip(
              'words.filter',
              which,
              say(`settings.languages.filter.${which}`),
              (which === 'missing') === this.missingOnly,
            ),
          ),
        ),
        keys.map((key) =>
          fields.text({
            path: `languages.${index}.strings.${key}`,
            label: this.citizen[key] ?? key,
            most: 300,
            lang: tag,
            value: strings[key] ?? '',
            set: (value) =>
              change((one) => {
                if (value.trim() === '') delete one.strings[key];
                else one.strings[key] = value;
              }),
          }),
        ),
      ),
    ];
  }
}

/** A button that opens a file; its text comes as the value of the input `what`. */
export function filePicker(what: string, label: string, accept: string): Element {
  return h(
    'label',
    { class: 'button file' },
    h('span', {}, label),
    h('input', {
      type: 'file',
      class: 'file__input',
      id: `file-${what.replace('.', '-')}`,
      accept,
      'data-input': what,
    }),
  );
}
