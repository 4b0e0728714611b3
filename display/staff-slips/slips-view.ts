/** What the page of slips shows: what can be chosen above, the slips below as they will be printed. */
import type { Speaker } from '../../server/domain/wording.js';
import type { SlipsPageData } from '../../server/protocol/page.js';
import { type Child, h } from '../shared/dom.js';
import { qrCode, wifiCode } from '../shared/qr.js';
import type { PrintRun } from './print-there.js';
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
  /** `sheet`: A4, 3 × 5; `roll`: 80 mm paper, one below the other; else the id of a printer of the site. */
  paper: string;
  printers: SlipsPageData['printers'];
  /** What came of printing on a printer of the site; `null` before. */
  run: PrintRun | null;
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
  const onPaper = isPrinters(scene);
  if (people.length === 0) {
    return [
      scene.run !== null && runLine(scene, scene.run),
      h('p', { class: 'empty' }, words.say('people.slips.none')),
    ];
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
        ...scene.printers.map(({ id, name }) => chip('paper', id, name, scene.paper === id)),
      ]),
      scene.addresses.length > 1 &&
        chips(
          words.say('people.slips.address'),
          scene.addresses.map((each, index) =>
            chip('address', String(index), each, scene.address === index),
          ),
        ),
    ),
    onPaper && [
      h('p', { class: 'help' }, words.say('people.slips.thereHelp')),
      h(
        'ul',
        { class: 'waiting' },
        people.map(({ name, role }) =>
          h('li', {}, h('b', {}, name), ` · ${words.say(`people.role.${role}`)}`),
        ),
      ),
      scene.run !== null && runLine(scene, scene.run),
    ],
    !onPaper && wifiFields(scene),
    h(
      'div',
      { class: 'choices__row' },
      h(
        'button',
        {
          type: 'button',
          class: 'button button--main',
          'data-do': onPaper ? 'print-there' : 'print',
          'aria-disabled': scene.run?.state === 'printing' ? 'true' : 'false',
        },
        printed(),
      ),
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'forget' },
        words.say('people.slips.forget'),
      ),
    ),
  ];

  function printed(): string {
    if (onPaper) return words.say('people.slips.printThere', { count: people.length });
    const sheets = Math.ceil(people.length / ON_A_SHEET);
    return scene.paper === 'sheet'
      ? words.say('people.slips.printSheets', { count: sheets })
      : words.say('people.slips.printRoll', { count: people.length });
  }
}

function wifiFields(scene: SlipScene): Child {
  const { words } = scene;
  return [
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
  ];
}

function runLine({ words }: SlipScene, run: PrintRun): Child {
  const { state, done, all, name } = run;
  const why = run.why === '' ? '' : words.say(`people.slips.why.${run.why}`);
  const tone = state === 'done' || state === 'printing' ? 'hint' : 'warn';
  return message(words.say(`people.slips.run.${state}`, { done, all, name, why }), tone);
}

function message(text: string, tone: 'warn' | 'hint' = 'warn'): Child {
  return h('p', { class: `message message--${tone}`, role: 'status' }, text);
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

/** The slips go to a printer of the site, which has a look of its own for them. */
function isPrinters({ printers, paper }: SlipScene): boolean {
  return printers.some(({ id }) => id === paper);
}

export function drawSlips(scene: SlipScene): Child {
  if (isPrinters(scene)) return null;
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
