/** Where a device stands: its zone, its counter or its printer, as its kind asks. */
import type { Child } from '../shared/dom.js';
import { type DeviceForm, remotePrinters } from './devices-state.js';
import type { Fields } from './fields.js';
import { flawLine } from './records-parts.js';
import type { AdminScene } from './section.js';

/** @param path under which the fields are known on the page */
export function drawPlace(
  { words, used, language }: AdminScene,
  form: DeviceForm,
  fields: Fields,
  path: string,
): Child {
  const say = (key: string, values = {}): string => words.say(`devices.${key}`, values);
  /** What is chosen nowhere yet is the first line of the list. */
  const none = (text: string): { id: string; label: string } => ({ id: '', label: text });
  const orNull = (id: string): string | null => (id === '' ? null : id);
  switch (form.kind) {
    case 'hall':
      return fields.select({
        ...{ path: `${path}.zone`, label: say('zone'), help: say('zoneHelp'), free: true },
        value: form.zone ?? '',
        options: [
          none(say('allZones')),
          ...used.zones.map(({ id, name }) => ({ id, label: name[language] })),
        ],
        set: (id) => {
          form.zone = orNull(id);
        },
      });
    case 'sign':
    case 'pad':
      return fields.select({
        ...{ path: `${path}.counter`, label: say('counterLabel'), free: true },
        value: form.counter ?? '',
        options: [
          ...(form.counter === null ? [none(say('choose'))] : []),
          ...used.counters.map(({ id, number }) => ({ id, label: String(number) })),
        ],
        set: (id) => {
          form.counter = orNull(id);
        },
      });
    case 'printer': {
      const printers = remotePrinters(used);
      if (printers.length === 0) {
        const option = words.say('settings.printers.kind.options.remote');
        return flawLine(say('noPrinter', { option }));
      }
      return fields.select({
        ...{ path: `${path}.printer`, label: say('printer'), help: say('printerHelp'), free: true },
        value: form.printer ?? '',
        options: [
          ...(form.printer === null ? [none(say('choose'))] : []),
          ...printers.map(({ id, name }) => ({ id, label: name })),
        ],
        set: (id) => {
          form.printer = orNull(id);
        },
      });
    }
    case 'kiosk': {
      const [first] = used.printers;
      if (first === undefined) return null;
      return fields.select({
        ...{ path: `${path}.printer`, label: say('printer'), help: say('printsOn'), free: true },
        value: form.printer ?? '',
        options: [
          none(say('firstPrinter', { name: first.name })),
          ...used.printers.map(({ id, name }) => ({ id, label: name })),
        ],
        set: (id) => {
          form.printer = orNull(id);
        },
      });
    }
    case 'tablet':
    case 'phone':
      return null;
  }
}

/** What a device is called: as somebody typed, else after its kind and place. */
export function deviceName(scene: AdminScene, form: DeviceForm): string {
  return (form.name ?? suggestedName(scene, form)).trim();
}

function suggestedName({ words, used, language }: AdminScene, form: DeviceForm): string {
  const { kind } = form;
  const zone = used.zones.find(({ id }) => id === form.zone)?.name[language];
  const number = used.counters.find(({ id }) => id === form.counter)?.number;
  const printer = used.printers.find(({ id }) => id === form.printer)?.name;
  const name = words.say(`devices.suggested.${kind}`);
  const place = zone ?? number;
  if (kind === 'printer') return printer ?? name;
  return place === undefined ? name : `${name} ${place}`;
}
