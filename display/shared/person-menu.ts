/** The name in the header, and what a person can do about being here. */
import type { Speaker } from '../../server/domain/wording.js';
import type { WorkerPageData } from '../../server/protocol/page.js';
import { type Child, h } from './dom.js';
import { givenName } from './entry-state.js';

interface PersonMenuModel {
  data: WorkerPageData;
  words: Speaker;
  root: string;
  open: boolean;
}

export function personMenu({ data, words, root, open }: PersonMenuModel): Child[] {
  const { person, device } = data.me;
  const item = (what: string, key: string): Element =>
    h('button', { type: 'button', class: 'person__item', 'data-do': what }, words.say(key));
  const link = (href: string, key: string): Element =>
    h('a', { class: 'person__item', href }, words.say(key));
  const leads = person.role === 'lead' || person.role === 'admin';
  return [
    h(
      'button',
      {
        type: 'button',
        class: 'person__name',
        id: 'person-name',
        'data-do': 'person.menu',
        'aria-expanded': open ? 'true' : 'false',
        'aria-controls': 'person-menu',
        'aria-label': words.say('signIn.menuOf', { name: person.name }),
      },
      h('span', { class: 'person__full' }, person.name),
      h('span', { class: 'person__given' }, givenName(person.name)),
    ),
    h(
      'div',
      { class: 'person__menu', id: 'person-menu', hidden: !open },
      h(
        'p',
        { class: 'person__who' },
        h('b', {}, person.name),
        h(
          'span',
          {},
          words.say(`signIn.role.${person.role}`),
          device !== null && ` · ${device.name}`,
        ),
      ),
      item('person.lock', 'signIn.menu.lock'),
      item('person.switch', 'signIn.menu.switch'),
      data.pinHere && item('person.pin', 'signIn.menu.pin'),
      item('person.password', 'signIn.menu.password'),
      item('person.elsewhere', 'signIn.menu.elsewhere'),
      data.training !== null &&
        link(data.training + location.pathname.slice(root.length), 'signIn.menu.training'),
      leads && data.screen !== 'admin' && link(`${root}/admin`, 'signIn.menu.settings'),
      item('person.end', 'signIn.menu.end'),
    ),
  ];
}
