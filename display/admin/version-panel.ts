/** The third column: what the draft changes, what must be put right in it, and putting it into use. */
import { configDifference } from '../../server/domain/config-difference.js';
import { type Child, h } from '../shared/dom.js';
import { differenceLines } from './difference-words.js';
import { button, link, note } from './parts.js';
import type { AdminScene, DraftFlaw } from './section.js';
import type { SiteConfig } from '../../server/protocol/config.js';

/** How the sending of the draft stands. */
export type Sending =
  | { kind: 'idle' }
  /** Sent and not answered yet; tried again by itself with the same key. */
  | { kind: 'sending'; late: boolean }
  | { kind: 'refused'; title: string; detail: string };

export interface PanelState {
  sending: Sending;
  /** What the draft started from, when something newer is in use by now. */
  behind: SiteConfig | null;
  /** Since when the version in use is in use, in words; '' while that is not known. */
  since: string;
  /** What was typed and is no value yet. */
  unreadable: readonly DraftFlaw[];
}

export function versionPanel(scene: AdminScene, state: PanelState): Child {
  const { used, draft, words } = scene;
  const { say } = words;
  if (used === draft) {
    return [
      h('h2', { class: 'side__title' }, say('admin.panel.used', { version: used.version })),
      state.since !== '' && h('p', { class: 'side__small' }, state.since),
      h(
        'p',
        { class: 'side__small' },
        say(scene.mayConfigure ? 'admin.panel.unchanged' : 'admin.panel.readOnly'),
      ),
    ];
  }
  if (state.behind !== null) return conflictPanel(scene, state.behind);
  const flaws = [...scene.flaws.filter(({ passing }) => passing !== true), ...state.unreadable];
  return [
    h(
      'h2',
      { class: 'side__title' },
      say('admin.panel.compare', { next: used.version + 1, version: used.version }),
    ),
    state.since !== '' && h('p', { class: 'side__small' }, state.since),
    differenceList(scene, used, draft),
    h(
      'div',
      { class: 'side__foot' },
      flaws.length > 0 && flawBox(scene, flaws),
      sendingNote(scene, state.sending),
      button({
        do: 'shell.use',
        label: say(state.sending.kind === 'sending' ? 'admin.panel.using' : 'admin.panel.use', {
          next: used.version + 1,
        }),
        tone: 'main',
        off: flaws.length > 0 || state.sending.kind === 'sending' || !scene.mayConfigure,
        id: 'use-draft',
      }),
      h('p', { class: 'side__promise' }, say('admin.panel.promise', { version: used.version })),
      button({
        do: 'shell.drop',
        label: say('admin.panel.drop'),
        off: state.sending.kind === 'sending',
        id: 'drop-draft',
      }),
    ),
  ];
}

/** One item a setting: place, old value struck → new value. */
export function differenceList(scene: AdminScene, before: SiteConfig, after: SiteConfig): Child {
  const { words, language } = scene;
  const lines = differenceLines(configDifference(before, after), {
    before,
    after,
    words,
    language,
  });
  if (lines.length === 0) {
    return h('p', { class: 'side__small' }, scene.words.say('admin.panel.same'));
  }
  return h(
    'ul',
    { class: 'changes' },
    lines.map(({ place, field, before: was, after: is }) =>
      h(
        'li',
        { class: 'change' },
        h('p', { class: 'change__place' }, h('b', {}, place), field === '' ? null : ` · ${field}`),
        h(
          'p',
          { class: 'change__values' },
          was !== null && [h('del', {}, was), is === null ? null : ' → '],
          is !== null && h('ins', {}, is),
        ),
      ),
    ),
  );
}

function flawBox(scene: AdminScene, flaws: readonly DraftFlaw[]): Element {
  const { say } = scene.words;
  return h(
    'div',
    { class: 'note note--stop', role: 'group', 'aria-label': say('admin.panel.flawsLabel') },
    h('p', {}, h('b', {}, say('admin.panel.flaws', { count: flaws.length }))),
    h(
      'ul',
      { class: 'flaws' },
      flaws.map(({ section, chosen, path, text }) =>
        h(
          'li',
          {},
          link(
            scene,
            { section, chosen, field: path },
            { class: 'flaw' },
            h('b', {}, `${placeName(scene, section, chosen)}: `),
            text,
          ),
        ),
      ),
    ),
  );
}

/** The item in which something must be put right, or the section where it has none. */
function placeName(
  { draft, language, words }: AdminScene,
  section: string,
  chosen: string,
): string {
  const isIt = ({ id }: { id: string }): boolean => id === chosen;
  const counter = section === 'counters' ? draft.counters.find(isIt) : undefined;
  if (counter) return words.say('staff.counter', { counter: counter.number });
  const list = { groups: draft.groups, procedures: draft.procedures }[section];
  return list?.find(isIt)?.name[language] ?? words.say(`admin.nav.${section}`);
}

function sendingNote({ words: { say } }: AdminScene, sending: Sending): Child {
  if (sending.kind === 'refused') {
    return note('stop', h('b', {}, sending.title), ' ', sending.detail);
  }
  if (sending.kind === 'sending' && sending.late) {
    return note('warn', h('b', {}, say('staff.noAnswer')), ' ', say('admin.panel.resending'));
  }
  return null;
}

/** Somebody else put another version into use since the draft was begun. */
function conflictPanel(scene: AdminScene, base: SiteConfig): Child {
  const { used, draft, words, mayConfigure } = scene;
  const { say } = words;
  return [
    h('h2', { class: 'side__title' }, say('admin.conflict.title', { version: used.version })),
    note('warn', say('admin.conflict.text', { base: base.version, version: used.version })),
    h('h3', { class: 'side__part' }, say('admin.conflict.theirs')),
    differenceList(scene, base, used),
    h('h3', { class: 'side__part' }, say('admin.conflict.mine')),
    differenceList(scene, base, draft),
    h(
      'div',
      { class: 'side__foot' },
      button({
        do: 'shell.catch-up',
        label: say('admin.conflict.catchUp', { version: used.version }),
        tone: 'main',
        off: !mayConfigure,
        id: 'catch-up',
      }),
      h('p', { class: 'side__promise' }, say('admin.conflict.promise', { version: used.version })),
      button({ do: 'shell.drop', label: say('admin.panel.drop'), id: 'drop-draft' }),
    ),
  ];
}
