/** The frame of the settings: where one can go, the section that is open, the version panel. */
import { type Child, h, need, patch } from '../shared/dom.js';
import { link } from './parts.js';
import type { AdminScene, Section, Told } from './section.js';
import type { Undoable } from './undo-offer.js';
import { type PanelState, versionPanel } from './version-panel.js';

export interface ShellState extends PanelState {
  sections: readonly Section[];
  open: Section;
  /** The address names no section: on a phone the list of sections is shown then. */
  atHome: boolean;
  told: Told | null;
  undoable: Undoable | null;
}

/** Sections that start a new part of the list of sections. */
const PARTS: ReadonlySet<string> = new Set(['people', 'checks', 'versions']);

export function drawShell(scene: AdminScene, state: ShellState): void {
  const { open } = state;
  const list = open.list?.(scene);
  const admin = need('#admin', HTMLElement);
  admin.dataset['level'] = state.atHome ? 'nav' : 'section';
  admin.classList.toggle('has-list', list !== undefined);
  admin.classList.toggle('has-own-side', open.side !== undefined);
  admin.classList.toggle('has-item', scene.chosen !== '');
  patch(need('#nav', HTMLElement), nav(scene, state));
  patch(need('#list', HTMLElement), list !== undefined && [home(scene), list]);
  patch(
    need('#middle', HTMLElement),
    back(scene, state, list !== undefined),
    undoLine(scene, state.undoable),
    toldLine(state.told),
    h('div', { class: 'section-view', id: `view-${open.id}-${scene.chosen}` }, open.view(scene)),
  );
  patch(
    need('#side', HTMLElement),
    open.side === undefined ? versionPanel(scene, state) : open.side(scene),
  );
  patch(need('#bar-draft', HTMLElement), draftMark(scene, state));
}

function nav(scene: AdminScene, { sections, open }: ShellState): Element {
  const { say } = scene.words;
  return h(
    'ul',
    { class: 'nav__list' },
    sections.map(({ id }) => {
      const flaws = scene.flaws.filter(({ section }) => section === id).length;
      return h(
        'li',
        { class: PARTS.has(id) ? 'nav__part' : undefined },
        link(
          scene,
          { section: id },
          {
            class: 'nav__link',
            id: `nav-${id}`,
            'aria-current': id === open.id ? 'page' : undefined,
          },
          say(`admin.nav.${id}`),
          flaws > 0 &&
            h(
              'span',
              { class: 'nav__flaws' },
              ` ▲ `,
              h('span', { class: 'unseen' }, say('admin.panel.flaws', { count: flaws })),
            ),
        ),
      );
    }),
    h(
      'li',
      { class: 'nav__part' },
      h('a', { class: 'nav__link', href: scene.root === '' ? '/' : scene.root }, say('admin.home')),
    ),
  );
}

/** Above the items of a section, where there is room for one column only: back to all sections. */
function home(scene: AdminScene): Element {
  const name = `← ${scene.words.say('admin.title')}`;
  return link(scene, { section: '' }, { class: 'back', id: 'back-home' }, name);
}

/** The way back from what is open, where there is room for one column only. */
function back(scene: AdminScene, { open }: ShellState, hasList: boolean): Element {
  const { say } = scene.words;
  const toList = hasList && scene.chosen !== '';
  const name = toList ? say(`admin.nav.${open.id}`) : say('admin.title');
  return link(
    scene,
    { section: toList ? open.id : '' },
    { class: 'back', id: 'back' },
    `← ${name}`,
  );
}

function toldLine(told: Told | null): Child {
  if (told === null) return null;
  const tone = told.tone === 'good' ? 'good' : told.tone;
  return h('p', { class: `note note--${tone} told`, id: 'told', role: 'status' }, told.text);
}

function undoLine(scene: AdminScene, undoable: Undoable | null): Child {
  if (undoable === null) return null;
  const { say } = scene.words;
  const seconds = Math.max(0, Math.ceil((undoable.until - performance.now()) / 1000));
  return h(
    'div',
    { class: 'undo', id: 'undo-line' },
    h('span', { class: 'undo__text', role: 'status' }, undoable.sentence),
    h(
      'button',
      { type: 'button', class: 'undo__button', 'data-do': 'shell.undo', id: 'undo' },
      h('b', {}, say('staff.undo.button')),
      ' ',
      h('span', { class: 'undo__seconds' }, say('staff.undo.seconds', { seconds })),
    ),
  );
}

/** In the header: there is a draft, wherever one is; without the panel it can still be found. */
function draftMark(scene: AdminScene, { open }: ShellState): Child {
  if (scene.used === scene.draft) return null;
  const { say } = scene.words;
  const text = say('admin.draftMark', { next: scene.used.version + 1 });
  if (open.side === undefined) return h('a', { class: 'tag tag--link', href: '#side' }, text);
  return link(scene, { section: 'versions' }, { class: 'tag tag--link' }, text);
}
