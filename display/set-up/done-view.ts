/** The ward is open: what to do first and next. */
import { type Child, h } from '../shared/dom.js';
import { heading } from './parts.js';
import type { SetUpScene } from './scene.js';

export function doneView({ words, done, draft }: SetUpScene): Child {
  if (done === null) return null;
  const { say } = words;
  const next = [
    ['/admin/people', 'people'],
    ['/admin/devices', 'devices'],
    ['/enrol', 'secure'],
  ] as const;
  return [
    heading(say('setUp.done.title', { name: draft.name }), say('setUp.done.text')),
    h('p', { class: 'set-up__sum' }, say('setUp.done.login', { login: done.login })),
    h(
      'a',
      { class: 'button button--main done__first', href: '/door' },
      h('b', {}, say('setUp.done.first')),
    ),
    h('p', { class: 'row__help' }, say('setUp.done.firstText')),
    h('h2', { class: 'section' }, say('setUp.done.elsewhere')),
    done.addresses.length > 0
      ? h(
          'ul',
          { class: 'done__addresses' },
          done.addresses.map((each) => h('li', {}, each)),
        )
      : h('p', {}, say('setUp.done.noElsewhere')),
    h('h2', { class: 'section' }, say('setUp.done.then')),
    h(
      'ul',
      { class: 'done__next' },
      next.map(([href, key]) =>
        h('li', {}, h('a', { class: 'button', href }, say(`setUp.done.${key}`))),
      ),
    ),
    h('p', {}, h('a', { class: 'set-up__link', href: '/' }, say('setUp.done.start'))),
  ];
}
