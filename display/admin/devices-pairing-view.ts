/** The form that pairs a device: the code that it shows, what it is for, and what it is called. */
import { type Child, h } from '../shared/dom.js';
import { deviceName, drawPlace } from './devices-place.js';
import {
  CODE_LENGTH,
  type DevicesState,
  isBrowsers,
  missing,
  PAIRED_KINDS,
} from './devices-state.js';
import type { Fields } from './fields.js';
import { flawLine, mainButton } from './records-parts.js';
import type { AdminScene } from './section.js';

export function drawPairing(scene: AdminScene, state: DevicesState, fields: Fields): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`devices.${key}`, values);
  const { form } = state;
  const name = deviceName(scene, form);
  return [
    h('h2', { class: 'record-title' }, say('pairTitle')),
    where(scene, form.kind === 'printer' && !isBrowsers(scene.used, form.printer)),
    codeBoxes(say('code'), state),
    fields.choice({
      ...{ path: 'devices.kind', label: say('kindLabel'), free: true },
      value: form.kind,
      options: PAIRED_KINDS.map((kind) => ({ id: kind, label: say(`kind.${kind}`) })),
      set: (kind) => {
        form.kind = PAIRED_KINDS.find((each) => each === kind) ?? form.kind;
        form.counter = null;
        form.zone = null;
        form.printer = null;
      },
    }),
    drawPlace(scene, form, fields, 'devices'),
    fields.text({
      ...{ path: 'devices.name', label: say('name'), help: say('nameHelp'), free: true },
      value: form.name ?? name,
      most: 60,
      set: (typed) => {
        form.name = typed;
      },
    }),
    h('div', { class: 'record-push' }),
    pairButton(scene, state, name),
  ];
}

/** Where the device finds its code: a page for screens, a command for what has none. */
function where({ words, addresses }: AdminScene, program: boolean): Child {
  const server = addresses[0] ?? location.origin;
  const page = `${server.replace(/^http:\/\//, '').replace(/\/$/, '')}/pair`;
  // Without an address it would print on no paper.
  const address = `--address ${words.say('devices.addressSign')}`;
  const command = `npm run printer -- --server ${server} --pair ${address}`;
  const typed: Readonly<Record<string, string>> = {
    '{what}': program ? command : page,
    '{find}': 'npm run printer -- --find',
  };
  const lead = words
    .say(program ? 'devices.runThere' : 'devices.openThere')
    .split(/(\{what\}|\{find\})/);
  return [
    h(
      'p',
      { class: 'pairing-lead' },
      lead.map((part) => inBold(typed[part]) ?? part),
    ),
    addresses.length === 0 && flawLine(words.say('devices.onlyHere')),
  ];
}

/** What is copied by hand: a line may end between its words, never within `--`. */
function inBold(typed: string | undefined): Child {
  if (typed === undefined) return null;
  const parts = typed.split(' ').flatMap((part) => [' ', h('span', {}, part)]);
  return h('b', {}, parts.slice(1));
}

/** Six boxes to look at, and one field over them that takes digits however they are typed or pasted. */
function codeBoxes(label: string, { code, refused }: DevicesState): Element {
  return h(
    'div',
    { class: `code${refused === null ? '' : ' code--wrong'}` },
    h(
      'div',
      { class: 'code__row' },
      Array.from({ length: CODE_LENGTH }, (_all, index) =>
        h(
          'span',
          {
            class: `code__box${index === code.length ? ' code__box--next' : ''}`,
            'aria-hidden': 'true',
          },
          code[index] ?? '',
        ),
      ),
      h('input', {
        ...{ id: 'devices-code', class: 'code__input', 'data-input': 'devices.code' },
        ...{ type: 'text', inputmode: 'numeric', autocomplete: 'off', value: code },
        'aria-label': label,
        'aria-invalid': refused === null ? null : 'true',
        'aria-describedby': refused === null ? null : 'devices-code-error',
      }),
    ),
    refused !== null && h('p', { class: 'f__error', id: 'devices-code-error' }, `▲ ${refused}`),
  );
}

function pairButton(
  { words }: AdminScene,
  { code, form, sending }: DevicesState,
  name: string,
): Element {
  const say = (key: string, values = {}): string => words.say(`devices.${key}`, values);
  const left = CODE_LENGTH - code.length;
  const lacks = missing(form, name);
  if (sending) return mainButton('devices.pair', say('sending'), true);
  if (left > 0) return mainButton('devices.pair', say('pairDigits', { count: left }), true);
  if (lacks !== null) return mainButton('devices.pair', say(`pairLacks.${lacks}`), true);
  return mainButton('devices.pair', say('pair', { name }));
}
