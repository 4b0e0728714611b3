/** The list of devices: what each is, how it is, and what can be done with it. */
import type { Device } from '../../server/protocol/people.js';
import { type Child, h } from '../shared/dom.js';
import { drawPlace } from './devices-place.js';
import { type DevicesState, healthOf, missing } from './devices-state.js';
import type { Fields } from './fields.js';
import { button, heading } from './parts.js';
import { askedTwice } from './records-parts.js';
import type { AdminScene } from './section.js';

export function drawDevices(scene: AdminScene, state: DevicesState, fields: Fields): Child {
  const { words } = scene;
  const title = heading(words.say('devices.title'));
  const { devices } = state;
  if (devices === null) return [title, h('p', { class: 'empty' }, words.say('shared.connecting'))];
  if (devices.length === 0) return [title, h('p', { class: 'empty' }, words.say('devices.none'))];
  return [
    title,
    h(
      'ul',
      { class: 'records' },
      devices.map((device) => row(scene, state, device, fields)),
    ),
    h('p', { class: 'record-note' }, words.say('devices.revokeHelp')),
  ];
}

function row(scene: AdminScene, state: DevicesState, device: Device, fields: Fields): Element {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`devices.${key}`, values);
  const renaming = state.renaming?.id === device.id ? state.renaming : null;
  const revoking = state.revoking === device.id;
  return h(
    'li',
    { class: 'record', id: `device-${device.id}` },
    h(
      'span',
      { class: 'record__what' },
      h('b', {}, device.name),
      h('span', {}, facts(scene, device).join(' · ')),
    ),
    !revoking && health(scene, state, device),
    !revoking &&
      button({
        ...{ do: 'devices.renameAsk', label: say('rename'), data: { value: device.id } },
        name: say('renameNamed', { name: device.name }),
      }),
    askedTwice('devices.revoke', device.id, revoking, {
      first: say('revoke'),
      name: say('revokeNamed', { name: device.name }),
      question: say('revokeAsk', { name: device.name }),
      second: say('revokeYes'),
      keep: say('revokeKeep'),
    }),
    renaming &&
      h(
        'div',
        { class: 'record__form' },
        fields.text({
          ...{ path: `devices.${device.id}.name`, label: say('name'), help: say('nameHelp') },
          ...{ free: true, most: 60, value: renaming.form.name ?? '' },
          set: (name) => {
            renaming.form.name = name;
          },
        }),
        drawPlace(scene, renaming.form, fields, `devices.${device.id}`),
        h(
          'div',
          { class: 'record__acts' },
          button({
            ...{ do: 'devices.rename', label: say('save') },
            off: state.sending || missing(renaming.form, renaming.form.name ?? '') !== null,
          }),
          button({ do: 'devices.renameKeep', label: say('renameKeep'), tone: 'quiet' }),
        ),
      ),
  );
}

function health(scene: AdminScene, state: DevicesState, device: Device): Element {
  const { words, build, now } = scene;
  const printer = device.printer === null ? undefined : state.printers[device.printer];
  const { key, since, tone } = healthOf(device, build, printer);
  const text = words.say(`devices.state.${key}`, {
    since: since === null ? '' : when(since),
  });
  return h(
    'span',
    { class: `record__state record__state--${tone}` },
    tone === 'look' && '▲ ',
    text,
  );

  function when(ms: number): string {
    return words.date(ms) === words.date(now)
      ? words.time(ms)
      : `${words.time(ms)}, ${words.date(ms)}`;
  }
}

/** What it is and where: `màn hình · khu chính · 192.168.1.23`. */
function facts({ words, draft, language }: AdminScene, device: Device): string[] {
  const { kind, address } = device;
  const counter = draft.counters.find(({ id }) => id === device.counter);
  const zone = draft.zones.find(({ id }) => id === device.zone);
  const printer = draft.printers.find(({ id }) => id === device.printer);
  return [
    words.say(`devices.is.${kind}`),
    kind === 'hall' && zone === undefined ? words.say('devices.allZones') : '',
    zone?.name[language] ?? '',
    counter === undefined ? '' : words.say('devices.counter', { number: counter.number }),
    printer?.name ?? '',
    address ?? '',
  ].filter((fact) => fact !== '');
}
