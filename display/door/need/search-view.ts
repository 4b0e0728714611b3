/** The field, the six needs of this hour, and what was found for a few letters. */
import { type Child, h } from '../../shared/dom.js';
import { plate } from '../../shared/staff-parts.js';
import { type StaffProcedure, procedureOf } from '../../shared/staff-procedures.js';
import { type Scene, groupFacts, groupOf } from '../../shared/staff-site.js';
import type { Found } from './need-search.js';
import type { Mark } from './need-words.js';
import type { Why } from './need-index.js';

export function searchField(scene: Scene, query: string): Element {
  const { say } = scene.words;
  return h(
    'div',
    { class: 'search', role: 'search' },
    h('label', { class: 'unseen', for: 'need-query' }, say('door.need.label')),
    h('input', {
      id: 'need-query',
      class: 'field search__field',
      type: 'search',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      enterkeyhint: 'search',
      placeholder: say('door.need.placeholder'),
      value: query,
      'data-input': 'need',
    }),
    query !== '' &&
      h(
        'button',
        { type: 'button', class: 'search__clear', 'data-do': 'clear-need' },
        say('door.need.clear'),
      ),
  );
}

/** What people say for it, as it stands on a button of two lines. */
function everyday({ name, aliases }: StaffProcedure, language: string): string {
  const [first] = aliases;
  if (first === undefined || language !== 'vi') return name;
  return first.charAt(0).toLocaleUpperCase('vi') + first.slice(1);
}

/** The most frequent needs of the hour, each in the place that it keeps for it. */
export function frequentNeeds(scene: Scene, ids: readonly string[], language: string): Child {
  const { say } = scene.words;
  const needs = ids.flatMap((id) => procedureOf(scene.site, id) ?? []);
  return (
    needs.length > 0 && [
      h('h2', { class: 'list-head frequent', id: 'frequent' }, say('door.need.frequent')),
      h(
        'ul',
        { class: 'needs', 'aria-labelledby': 'frequent' },
        needs.map((one) =>
          h(
            'li',
            { id: `need-${one.id}` },
            h(
              'button',
              {
                type: 'button',
                class: 'need',
                'data-do': 'procedure',
                'data-value': one.id,
                title: one.name,
              },
              plate(groupOf(scene.site, one.group)),
              h('span', {}, everyday(one, language)),
            ),
          ),
        ),
      ),
    ]
  );
}

/** @param code what was typed, where it can be the code of missing papers */
export function results(scene: Scene, found: Found, code: string | null): Child[] {
  const { say } = scene.words;
  const none = found.hits.length === 0 && code === null;
  return [
    h(
      'p',
      { class: 'unseen', role: 'status' },
      none ? say('door.need.none') : say('door.need.count', { count: found.hits.length }),
    ),
    none ? nothing(scene) : hitList(scene, found, code),
    found.groups.length > 0 && giveByGroup(scene, found.groups, none),
    none &&
      h(
        'p',
        { class: 'by-group' },
        h(
          'button',
          { type: 'button', class: 'button', 'data-do': 'clear-need' },
          say('door.need.allGroups'),
        ),
      ),
  ];
}

function hitList(scene: Scene, { hits }: Found, code: string | null): Element {
  const { say } = scene.words;
  return h(
    'ul',
    { class: 'hits', 'aria-label': say('door.need.found') },
    hits.flatMap(({ id, why }) => {
      const procedure = procedureOf(scene.site, id);
      if (procedure === undefined) return [];
      const group = groupOf(scene.site, procedure.group);
      return h(
        'li',
        { id: `hit-${id}` },
        h(
          'button',
          { type: 'button', class: 'hit', 'data-do': 'procedure', 'data-value': id },
          plate(group),
          h(
            'span',
            { class: 'hit__text' },
            h('b', {}, procedure.name),
            h('span', {}, why === null ? group?.short : reason(scene, why)),
          ),
          h('span', { class: 'hit__open', 'aria-hidden': 'true' }, say('door.need.open')),
        ),
      );
    }),
    code !== null && codeRow(scene, code),
  );
}

/** Somebody is back with what was missing. */
function codeRow(scene: Scene, code: string): Element {
  const { say } = scene.words;
  return h(
    'li',
    { id: 'hit-code' },
    h(
      'button',
      { type: 'button', class: 'hit hit--plain', 'data-do': 'papers', 'data-value': code },
      h(
        'span',
        { class: 'hit__text' },
        h('b', {}, say('door.papers.hit', { code })),
        h('span', {}, say('door.papers.hitDetail')),
      ),
      h('span', { class: 'hit__open', 'aria-hidden': 'true' }, say('door.need.open')),
    ),
  );
}

function reason(scene: Scene, { kind, text, marks }: Why): Child[] {
  return [scene.words.say(`door.need.${kind}`), ' ', marked(text, marks)];
}

/** The text with what was typed of it underlined. */
function marked(text: string, marks: readonly Mark[]): Child[] {
  const parts: Child[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), h('u', {}, text.slice(from, to)));
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}

/** Never a dead end: a question to ask, and two ways on. */
function nothing(scene: Scene): Element {
  const { say } = scene.words;
  return h(
    'div',
    { class: 'nothing' },
    h('h2', { class: 'section' }, say('door.need.none')),
    h('p', {}, say('door.need.ask')),
  );
}

function giveByGroup(scene: Scene, groups: readonly string[], none: boolean): Child[] {
  const { say } = scene.words;
  return [
    !none && h('h2', { class: 'list-head', id: 'by-group' }, say('door.need.byGroup')),
    h(
      'ul',
      { class: 'by-group', 'aria-label': say('door.need.byGroup') },
      groups.map((id) => {
        const group = groupOf(scene.site, id);
        return (
          group !== undefined &&
          h(
            'li',
            { id: `by-group-${id}` },
            h(
              'button',
              { type: 'button', class: 'button give-now', 'data-do': 'give', 'data-value': id },
              plate(group),
              h('span', {}, say('door.giveGroup', { group: group.short })),
              h(
                'span',
                { class: 'give-now__waiting' },
                groupFacts(scene, group).waiting,
                ' ',
                say('staff.load.waiting'),
              ),
            ),
          )
        );
      }),
    ),
  ];
}
