/** One thing that people come for: case, papers as a checklist, fee, time limit, the portal's page. */
import { type Child, h } from '../../shared/dom.js';
import { qrCode } from '../../shared/qr.js';
import { chip, plate } from '../../shared/staff-parts.js';
import type { StaffProcedure } from '../../shared/staff-procedures.js';
import { type Scene, type StaffGroup, groupOf, rich } from '../../shared/staff-site.js';
import { checklist } from './checklist.js';
import { type Errand, documentsOf } from './need-state.js';

/** An entry that nobody checked for this long may have been overtaken by a new law. */
const STALE_MS = 365 * 24 * 3_600_000;

export function procedureBody(
  scene: Scene,
  procedure: StaffProcedure,
  errand: Errand,
  portal: boolean,
): Child[] {
  const { say } = scene.words;
  const group = groupOf(scene.site, procedure.group);
  const { cases } = procedure;
  return [
    errandHead(procedure.name, group, facts(scene, procedure, group)),
    cases.length > 1 && [
      h('h2', { class: 'label', id: 'cases' }, say('door.need.case')),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-labelledby': 'cases' },
        cases.map(({ name }, at) => chip('case', String(at), name, at === errand.case)),
      ),
    ],
    checklist(scene, documentsOf(procedure, errand), errand.seen, `case-${errand.case}`),
    online(scene, procedure, portal),
    checked(scene, procedure),
  ];
}

export function errandHead(
  title: string,
  group: StaffGroup | undefined,
  line: Child,
  aside: Child = null,
): Element {
  return h(
    'div',
    { class: 'head' },
    plate(group),
    h('div', {}, h('h1', { class: 'head__title', id: 'errand-title' }, title), h('p', {}, line)),
    aside,
  );
}

/** Group, minutes at the counter, fee, time limit: what was entered of them. */
function facts(scene: Scene, procedure: StaffProcedure, group: StaffGroup | undefined): string {
  const { say } = scene.words;
  return [
    group?.short ?? '',
    say('door.need.minutes', { minutes: procedure.minutes }),
    procedure.fee,
    procedure.timeLimit,
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function online(scene: Scene, { online: reach, link, name }: StaffProcedure, open: boolean): Child {
  const { say } = scene.words;
  if (reach === 'none') return null;
  return h(
    'div',
    { class: 'online' },
    h(
      'p',
      {},
      h('b', {}, say(`door.need.online.${reach}`)),
      ' ',
      link !== '' &&
        h(
          'button',
          {
            type: 'button',
            class: 'quiet online__show',
            'data-do': 'portal',
            'aria-expanded': open ? 'true' : 'false',
          },
          say(open ? 'door.need.hideCode' : 'door.need.showCode'),
        ),
    ),
    open && link !== '' && qrCode(link, say('door.need.codeFor', { name }), 'online__code'),
  );
}

/** Marked when nobody looked for a year; said plainly when nobody ever did. */
function checked(scene: Scene, { checkedOn }: StaffProcedure): Element {
  const { say, date } = scene.words;
  if (checkedOn === null) return h('p', { class: 'checked' }, say('door.need.unchecked'));
  const day = Date.parse(`${checkedOn}T12:00:00Z`);
  const old = scene.now - day > STALE_MS;
  return h(
    'p',
    { class: old ? 'checked checked--old' : 'checked' },
    say(old ? 'door.need.checkedOld' : 'door.need.checked', { date: date(day) }),
  );
}

/** A group without a procedure chosen: what belongs to it, for who is not sure yet. */
export function groupBody(scene: Scene, group: StaffGroup, usual: (id: string) => number): Child[] {
  const { say } = scene.words;
  const own = scene.site.procedures
    .filter((procedure) => procedure.group === group.id)
    .sort((one, other) => usual(other.id) - usual(one.id));
  return [
    errandHead(
      group.name,
      group,
      rich(scene.words, 'door.need.groupLine', { minutes: group.minutes }),
    ),
    own.length > 0 && h('h2', { class: 'list-head', id: 'own' }, say('door.need.ofGroup')),
    own.length > 0 &&
      h(
        'ul',
        { class: 'hits', 'aria-labelledby': 'own' },
        own.map((procedure) =>
          h(
            'li',
            { id: `own-${procedure.id}` },
            h(
              'button',
              {
                type: 'button',
                class: 'hit hit--plain',
                'data-do': 'procedure',
                'data-value': procedure.id,
              },
              h('span', { class: 'hit__text' }, h('b', {}, procedure.name)),
              h('span', { class: 'hit__open', 'aria-hidden': 'true' }, say('door.need.open')),
            ),
          ),
        ),
      ),
  ];
}
