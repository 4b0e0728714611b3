/** The name in the header, and what a person can do about being here. */
import type { Speaker } from '../../server/domain/wording.js';
import type { WorkerPageData } from '../../server/protocol/page.js';
import { type Child, h, need, patch } from './dom.js';
import { givenName } from './entry-state.js';

interface PersonMenuModel {
  data: WorkerPageData;
  words: Speaker;
}

/** In `#person` of the header. A press elsewhere or Esc closes it. */
export class PersonMenu {
  private opened = false;

  constructor(private readonly model: PersonMenuModel) {}

  start(): void {
    document.addEventListener('click', ({ target }) => this.clicked(target), true);
    document.addEventListener('keydown', (event) => this.escaped(event), true);
  }

  toggle(): void {
    this.open(!this.opened);
  }
  close(): void {
    this.open(false);
  }

  draw(): void {
    patch(need('#person', HTMLElement), menuView(this.model, this.opened));
  }

  private open(open: boolean): void {
    this.opened = open;
    this.draw();
  }

  /** Esc means the menu while it is open, and nothing below it. */
  private escaped(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.opened) return;
    event.stopPropagation();
    this.open(false);
    document.getElementById('person-name')?.focus();
  }

  private clicked(target: EventTarget | null): void {
    if (!this.opened) return;
    const within = target instanceof Node && need('#person', HTMLElement).contains(target);
    if (!within) this.open(false);
  }
}

function menuView({ data, words }: PersonMenuModel, open: boolean): Child[] {
  const { root } = data;
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
