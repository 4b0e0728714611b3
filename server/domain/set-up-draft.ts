/** What is still missing or wrong in a draft of set-up, and the letters that its groups may take. Pure. */
import type { SetUpDraft, SetUpStep } from '../protocol/set-up.js';

export const SET_UP_FLAWS = [
  'name-missing',
  'session-reversed',
  'session-overlap',
  'groups-none',
  'group-name-missing',
  'letter-missing',
  'letter-doubled',
  'counters-none',
  'group-unserved',
  'counter-empty',
  'printer-address',
  'printer-device',
  'admin-missing',
] as const;
export type SetUpFlawCode = (typeof SET_UP_FLAWS)[number];

export interface SetUpFlaw {
  step: SetUpStep;
  /** The field that it stands beside, such as `groups.ho-tich.letter` or `counters.3`. */
  path: string;
  code: SetUpFlawCode;
  /** What it is about where the field does not say so: a group's name, a counter's number. */
  about: string;
}

/**
 * Letters that tell groups apart on paper, on a screen and by ear: without look-alikes and without
 * those that Vietnamese does not have.
 */
export const GROUP_LETTERS = 'AHKGSLRXNBCDEMPTUVY';

/** The first letter that no group of the list has, one of its name before all others. */
export function freeLetter(taken: readonly string[], name: string): string {
  const capitals = name.normalize('NFD').toUpperCase().replace(/Đ/g, 'D');
  const wished = [...capitals].filter((letter) => GROUP_LETTERS.includes(letter));
  return [...wished, ...GROUP_LETTERS].find((letter) => !taken.includes(letter)) ?? '';
}

/** The lasting name that the installation gives a printer on USB (`server/install`). */
export const USUAL_DEVICE = 'device:/dev/motcua-printer';
const DEVICE = /^device:\/dev\/(?:usb\/lp\d{1,2}|motcua-printer(?:-[\w-]{1,60})?)$/;

const USUAL_PORT = 9100;
const HOST = /^(?:tcp:\/\/)?([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?\/?$/;

/**
 * `192.168.1.50` → `tcp://192.168.1.50:9100`, the port on which receipt printers listen; `null` when it
 * names no machine.
 */
export function printerAddress(typed: string): string | null {
  const [, host, port] = HOST.exec(typed.trim()) ?? [];
  const number = port === undefined ? USUAL_PORT : Number(port);
  if (host === undefined || number < 1 || number > 65_535) return null;
  return `tcp://${host}:${number}`;
}

/** The address of the printer that is chosen, as a configuration writes it; `null` while it is none. */
export function draftAddress({ kind, address }: SetUpDraft['printer']): string | null {
  if (kind === 'network') return printerAddress(address);
  if (kind === 'usb') return DEVICE.test(address) ? address : null;
  return kind === 'later' ? 'remote' : kind;
}

/** Everything that must be put right before the ward can open, in the order of the steps. */
export function draftFlaws(draft: SetUpDraft): SetUpFlaw[] {
  return [
    ...nameFlaws(draft),
    ...hourFlaws(draft),
    ...groupFlaws(draft),
    ...counterFlaws(draft),
    ...printerFlaws(draft),
    ...(draft.admin === '' ? [flaw('admin', 'admin', 'admin-missing')] : []),
  ];
}

function flaw(step: SetUpStep, path: string, code: SetUpFlawCode, about = ''): SetUpFlaw {
  return { step, path, code, about };
}

function nameFlaws({ name }: SetUpDraft): SetUpFlaw[] {
  return name === '' ? [flaw('name', 'name', 'name-missing')] : [];
}

function hourFlaws({ morning, afternoon }: SetUpDraft): SetUpFlaw[] {
  const reversed = (['morning', 'afternoon'] as const).filter((half) => {
    const session = half === 'morning' ? morning : afternoon;
    return session !== null && session.from >= session.to;
  });
  const overlap = afternoon !== null && afternoon.from < morning.to;
  return [
    ...reversed.map((half) => flaw('hours', half, 'session-reversed')),
    ...(overlap && reversed.length === 0 ? [flaw('hours', 'afternoon', 'session-overlap')] : []),
  ];
}

function groupFlaws({ groups }: SetUpDraft): SetUpFlaw[] {
  const on = groups.filter((group) => group.on);
  if (on.length === 0) return [flaw('groups', 'groups', 'groups-none')];
  return on.flatMap(({ id, letter, name }) => {
    const others = on.filter((each) => each.id !== id);
    const path = `groups.${id}`;
    return [
      ...(name === '' ? [flaw('groups', `${path}.name`, 'group-name-missing')] : []),
      ...(letter === '' ? [flaw('groups', `${path}.letter`, 'letter-missing', name)] : []),
      ...(letter !== '' && others.some((each) => each.letter === letter)
        ? [flaw('groups', `${path}.letter`, 'letter-doubled', letter)]
        : []),
    ];
  });
}

function counterFlaws({ groups, counters }: SetUpDraft): SetUpFlaw[] {
  if (counters.length === 0) return [flaw('counters', 'counters', 'counters-none')];
  const on = groups.filter((group) => group.on);
  const served = (id: string) => counters.some((counter) => counter.groups.includes(id));
  const idle = counters.filter((counter) => !on.some(({ id }) => counter.groups.includes(id)));
  return [
    ...on
      .filter(({ id }) => !served(id))
      .map(({ id, name }) => flaw('counters', `served.${id}`, 'group-unserved', name)),
    ...idle.map(({ number }) =>
      flaw('counters', `counters.${number}`, 'counter-empty', String(number)),
    ),
  ];
}

function printerFlaws({ printer }: SetUpDraft): SetUpFlaw[] {
  if (draftAddress(printer) !== null) return [];
  const code = printer.kind === 'usb' ? 'printer-device' : 'printer-address';
  return [flaw('printer', 'printer.address', code)];
}
