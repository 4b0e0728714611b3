/** What the page of slips shows: what can be chosen above, the slips below as they will be printed. */
import type { Speaker } from '../../server/domain/wording.js';
import { type Child, h } from '../shared/dom.js';
import { qrCode, wifiCode } from '../shared/qr.js';
import type { SlipPerson } from './slips-box.js';

export interface SlipScene {
  words: Speaker;
  siteName: string;
  people: readonly SlipPerson[];
  /** At least one. */
  addresses: readonly string[];
  /** No other machine reaches the server: the codes would lead nowhere. */
  onlyHere: boolean;
  /** Index of the address that the codes carry. */
  address: number;
  /** `sheet`: A4, 3 × 5; `roll`: 80 mm paper, one below the other. */
  paper: 'sheet' | 'roll';
  /** The hall's Wi-Fi; '' for none, or for a network without a password. */
  network: string;
  password: string;
  printed: boolean;
}

/** Letters of a name that fit on one line of an A4 slip in full size. */
const SHORT = 24;
/** Slips of one A4 sheet (`page.css`). */
const ON_A_SHEET = 15;

export function drawChoices(scene: SlipScene): Child {
  const { words, people } = scene;
  if (people.length === 0) {
    return h('p', { class: 'empty' }, words.say('people.slips.none'));
  }
  return [
    h('p', { class: 'lead' }, words.say('people.slips.lead', { count: people.length })),
    scene.onlyHere && message(words.say('people.slips.onlyHere')),
    scene.printed && message(words.say('people.slips.printed')),
    h(
      'div',
      { class: 'choices__row' },
      chips(words.say('people.slips.paper'), [
        chip('paper', 'sheet', words.say('people.slips.sheet'), scene.paper === 'sheet'),
        chip('paper', 'roll', words.say('people.slips.roll'), scene.paper === 'roll'),
      ]),
      scene.addresses.length > 1 &&
        chips(
          words.say('people.slips.address'),
          scene.addresses.map((each, index) =>
            chip('address', String(index), each, scene.address === index),
          ),
        ),
    ),
    h(
      'div',
      { class: 'choices__row' },
      field('wifi-network', words.say('people.slips.network'), scene.network),
      field('wifi-password', words.say('people.slips.password'), scene.password),
    ),
    h('p', { class: 'help' }, words.say('people.slips.wifiHelp')),
    (scene.network !== '' || scene.password !== '') &&
      h(
        'p',
        {},
        h(
          'button',
          { type: 'button', class: 'quiet', 'data-do': 'forget-wifi' },
          words.say('people.slips.wifiForget'),
        ),
      ),
    h(
      'div',
      { class: 'choices__row' },
      h('button', { type: 'button', class: 'button button--main', 'data-do': 'print' }, printed()),
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'forget' },
        words.say('people.slips.forget'),
      ),
    ),
  ];

  function printed(): string {
    const sheets = Math.ceil(people.length / ON_A_SHEET);
    return scene.paper === 'sheet'
      ? words.say('people.slips.printSheets', { count: sheets })
      : words.say('people.slips.printRoll', { count: people.length });
  }
}

function message(text: string): Child {
  return h('p', { class: 'message message--warn', role: 'status' }, text);
}

function chips(label: string, of: readonly Element[]): Child {
  return h(
    'div',
    { class: 'chips', role: 'group', 'aria-label': label },
    h('span', { class: 'chips__lead' }, label),
    of,
  );
}

function chip(what: string, value: string, text: string, chosen: boolean): Element {
  return h(
    'button',
    {
      type: 'button',
      class: 'chip',
      'data-do': what,
      'data-value': value,
      'aria-pressed': String(chosen),
    },
    text,
  );
}

function field(id: string, label: string, value: string): Child {
  return h(
    'label',
    { class: 'wifi', for: id },
    h('span', { class: 'label' }, label),
    h('input', { id, class: 'field', value, autocomplete: 'off', spellcheck: 'false' }),
  );
}

export function drawSlips(scene: SlipScene): Child {
  return scene.people.map((person) => slip(scene, person));
}

function slip(scene: SlipScene, { name, role, pin, join }: SlipPerson): Element {
  const { words, network, password } = scene;
  const address = (scene.addresses[scene.address] ?? '').replace(/\/$/, '');
  const page = `${address}/join/${join}`;
  const wifi = network !== '';
  const pageCode = words.say(`people.slips.${wifi ? 'pageCode' : 'pageCodeAlone'}`);
  const steps = wifi ? ['stepWifi', 'stepPage', 'stepPin'] : ['stepPageAlone', 'stepPin'];
  return h(
    'article',
    { class: 'slip' },
    h(
      'header',
      { class: 'slip__head' },
      h('h2', { class: `slip__name${name.length > SHORT ? ' slip__name--long' : ''}` }, name),
      h('p', {}, `${words.say(`people.role.${role}`)} · ${scene.siteName}`),
    ),
    h(
      'div',
      { class: `slip__codes${wifi ? '' : ' slip__codes--one'}` },
      wifi && code(wifiCode({ network, password }), words.say('people.slips.wifiCode'), network),
      code(page, pageCode, address.replace(/^https?:\/\//, '')),
      h(
        'p',
        { class: 'slip__pin' },
        h('span', {}, words.say('people.slips.pin')),
        h('b', {}, h('span', {}, pin.slice(0, 3)), ' ', h('span', {}, pin.slice(3))),
      ),
    ),
    h(
      'ol',
      { class: 'slip__steps' },
      steps.map((step) => h('li', {}, words.say(`people.slips.${step}`))),
    ),
  );
}

function code(carries: string, purpose: string, detail: string): Element {
  return h(
    'figure',
    { class: 'slip__code' },
    qrCode(carries, purpose, 'slip__qr'),
    h('figcaption', {}, h('b', {}, purpose), h('span', {}, detail)),
  );
}
