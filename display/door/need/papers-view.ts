/** A checklist with its code: for the volunteer who ticks, and turned towards the citizen. */
import type { Papers } from '../../../server/protocol/papers.js';
import { type Child, h } from '../../shared/dom.js';
import { message } from '../../shared/staff-parts.js';
import type { StaffProcedure } from '../../shared/staff-procedures.js';
import type { Scene, StaffGroup } from '../../shared/staff-site.js';
import { type Documents, checklist } from './checklist.js';
import { errandHead } from './procedure-view.js';

export interface PapersModel {
  scene: Scene;
  papers: Papers;
  procedure: StaffProcedure;
  group: StaffGroup;
  /** Places of the documents that are there by now. */
  seen: ReadonlySet<number>;
  /** What became of the last print; `null` before the first. */
  printed: string | null;
  printing: boolean;
}

function documentsOf({ papers, procedure }: PapersModel): Documents {
  return procedure.cases[papers.case]?.documents ?? [];
}

export function papersBody(model: PapersModel): Child[] {
  const { scene, papers, procedure, group, seen } = model;
  const { cases } = procedure;
  const name = cases.length > 1 ? (cases[papers.case]?.name ?? '') : '';
  return [
    errandHead(procedure.name, group, name === '' ? group.name : `${group.short} · ${name}`),
    codeBox(scene, papers.code),
    printStatus(model),
    checklist(scene, documentsOf(model), seen, papers.code),
  ];
}

/** The code as it is read aloud: four letters that sound apart. */
function codeBox(scene: Scene, code: string): Element {
  const { say } = scene.words;
  return h(
    'div',
    { class: 'code' },
    h('p', { class: 'code__lead' }, say('door.papers.code')),
    h('p', { class: 'code__letters' }, code),
  );
}

function printStatus({ scene, printed, papers }: PapersModel): Child {
  const { say } = scene.words;
  switch (printed) {
    case null:
      return null;
    case 'asked':
      return h('p', { class: 'paper' }, h('b', {}, say('door.papers.asked')));
    case 'printed':
    case 'sent':
      return h('p', { class: 'paper paper--good' }, h('b', {}, say(`door.papers.${printed}`)));
    case 'unknown':
      return message('warn', say('door.papers.unsure'), say('door.papers.look'));
    default:
      return message(
        'warn',
        say('door.papers.failed'),
        say('door.papers.write', { code: papers.code }),
      );
  }
}

/** While the person still stands here: paper first, or the screen where there is none. */
export function papersFoot({ scene, printing, printed }: PapersModel): Child[] {
  const { say } = scene.words;
  const printers = scene.site.printers.length > 0;
  const off = scene.link.kind !== 'live' || printing || printed === 'asked' ? 'true' : 'false';
  const button = (what: string, main: boolean, disabled = 'false'): Element =>
    h(
      'button',
      {
        type: 'button',
        class: main ? 'button button--main' : 'button',
        id: main ? 'main-button' : `papers-${what}`,
        'data-do': `papers-${what}`,
        'aria-disabled': disabled,
      },
      say(`door.papers.${what}`),
    );
  return [
    printers && button('print', true, off),
    h('div', { class: 'errand-acts' }, button('show', !printers), button('done', false)),
  ];
}

/** Turned towards the citizen: what to bring, and what to say when they are back. */
export function shownBody(model: PapersModel): Child[] {
  const { scene, papers, procedure } = model;
  const { say } = scene.words;
  const missing = documentsOf(model).filter((_, at) => papers.missing.includes(at));
  return [
    h(
      'div',
      { class: 'shown' },
      h('h1', { class: 'shown__title' }, say('door.papers.bring')),
      h('p', { class: 'shown__what' }, procedure.name),
      h(
        'ul',
        { class: 'shown__papers' },
        missing.map(({ name, form }) =>
          h('li', {}, h('b', {}, name), form !== '' && h('span', {}, form)),
        ),
      ),
      h('p', { class: 'shown__say' }, say('door.papers.back')),
      h('p', { class: 'code__letters' }, papers.code),
    ),
  ];
}

export function shownFoot({ scene }: PapersModel): Child[] {
  return [
    h(
      'button',
      { type: 'button', class: 'button button--main', id: 'main-button', 'data-do': 'back' },
      scene.words.say('door.papers.hide'),
    ),
  ];
}

/** A code that is being asked for, or that means nothing here. */
export function codePage(scene: Scene, code: string, known: 'asking' | 'unknown'): Child[] {
  const { say } = scene.words;
  return known === 'asking'
    ? [h('p', { class: 'empty', role: 'status' }, say('staff.sending'))]
    : [
        h(
          'div',
          { class: 'nothing' },
          h('h1', { class: 'section' }, say('door.papers.unknown', { code })),
          h('p', {}, say('door.papers.unknownDetail')),
        ),
      ];
}
