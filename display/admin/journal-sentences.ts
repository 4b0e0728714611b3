/** One line of the journal as a plain sentence, and who did it. */
import type { SiteConfig, Words } from '../../server/protocol/config.js';
import type { Values } from '../../server/domain/wording.js';
import type { JournalLine } from '../../server/protocol/operations.js';
import type { AdminScene } from './section.js';

/** Names by id, as they are now: the journal itself has ids only. */
export interface Names {
  people: ReadonlyMap<string, string>;
  devices: ReadonlyMap<string, string>;
}

type Scene = Pick<AdminScene, 'words' | 'language' | 'used'>;

export function sentenceOf(scene: Scene, names: Names, line: JournalLine): string {
  const { say } = scene.words;
  const values = valuesOf(scene, names, line);
  const sentence = say(`journal.event.${variantOf(line)}`, values);
  const { data } = line;
  const how =
    'chosen' in data && data.chosen === true
      ? say('journal.chosen')
      : 'batch' in data && data.batch === true
        ? say('journal.batch')
        : '';
  return how === '' ? sentence : `${sentence} ${how}`;
}

/** Who did it: a name, the machine itself, a program, or somebody whose name was removed. */
export function actorOf({ words }: Scene, { people, devices }: Names, actor: string): string {
  const name = people.get(actor) ?? devices.get(actor);
  if (name !== undefined) return name;
  if (actor === 'system') return words.say('journal.actor.system');
  if (actor.startsWith('citizen-')) return words.say('journal.actor.citizen');
  if (actor === 'stranger') return words.say('journal.actor.stranger');
  if (/^(?:t-|token-)/.test(actor)) return words.say('journal.actor.program');
  if (actor.startsWith('d-')) return words.say('journal.deviceGone');
  return words.say('journal.actor.removed');
}

/** The type; some say one thing or another by what they carry. */
function variantOf({ type, data }: JournalLine): string {
  if (type === 'print.asked' && 'copy' in data && data.copy > 1) return 'print.reprint';
  if (type === 'print.ended' && 'outcome' in data) return `print.is.${data.outcome}`;
  if (type === 'ticket.finished' && 'set' in data && has(data.set, 'state', 'waiting')) {
    return 'ticket.next-stop';
  }
  if (type === 'ticket.rerouted' && 'set' in data && textOf(data.set, 'to') !== '') {
    return 'ticket.rerouted-counter';
  }
  if (type === 'day.opened' && 'again' in data && data.again) return 'day.reopened';
  if (type === 'person.changed' && 'active' in data && !data.active) return 'person.stopped';
  if (type === 'access.secret-changed' && has(data, 'secret', 'password')) {
    return 'access.password-changed';
  }
  if (type === 'assist.given' && textOf(data, 'number') !== '') return 'assist.given-number';
  if (type === 'slip.handed' && 'how' in data && data.how !== 'paper') return `slip.${data.how}`;
  if (type === 'service.rated' && 'said' in data && data.said) return 'service.rated-line';
  if (type === 'check.done' && 'bad' in data) {
    return `check.${data.check}-${data.bad.length === 0 ? 'good' : 'look'}`;
  }
  return type;
}

function valuesOf({ words, language, used }: Scene, names: Names, line: JournalLine): Values {
  const { say } = words;
  const { data } = line;
  const set: object = 'set' in data ? data.set : {};
  const person = textOf(data, 'person');
  const device = textOf(data, 'device');
  const role = textOf(data, 'role');
  const scope = textOf(data, 'scope');
  const reason = textOf(set, 'reason');
  const counter = textOf(data, 'counter') || textOf(set, 'counter') || textOf(set, 'to');
  return {
    number: textOf(data, 'number'),
    zone: zoneName(used, textOf(data, 'zone'), language),
    printer: printerName(used, textOf(data, 'printer')),
    counter: counterNumber(used, counter),
    group: groupName(used, textOf(set, 'group'), textOf(data, 'number'), language),
    reason: reason === '' ? say('journal.noReason') : reasonOf(words, line.type, reason),
    copy: 'copy' in data ? data.copy - 1 : 0,
    version: 'version' in data ? data.version : 0,
    person: names.people.get(person) ?? say('journal.actor.removed'),
    device: names.devices.get(device) ?? say('journal.deviceGone'),
    role: role === '' ? '' : say(`journal.role.${role}`),
    scope: scope === '' ? '' : say(`journal.scope.${scope}`),
    size: 'bytes' in data ? Math.max(1, Math.round(data.bytes / 1_048_576)) : 0,
    notice: 'clip' in data ? say(`journal.notice.${data.clip}`) : '',
    bad: 'bad' in data ? data.bad.length : 0,
    why: 'cause' in data && data.cause !== null ? causeOf(words, data.cause) : '',
    ...teamValues(words, used, names, line),
    ...ratingValues(words, line),
  };
}

/** What was helped with, where and why: of the entries beside the queue. */
function teamValues(
  { say }: AdminScene['words'],
  used: SiteConfig,
  { devices }: Names,
  { type, data }: JournalLine,
): Values {
  if (!type.startsWith('assist.') && !type.startsWith('help.')) return {};
  const kind = textOf(data, 'type');
  const what = kind === '' ? say('journal.someWork') : say(`team.assists.type.${kind}`);
  const cause = type === 'help.asked' && 'cause' in data ? String(data.cause) : 'help';
  const values = { what: lowered(what), cause: say(`journal.help.cause.${cause}`) };
  const place = 'place' in data && typeof data.place === 'object' ? data.place : null;
  if (place === null) return { ...values, place: say('journal.help.nowhere') };
  const where = {
    counter: counterNumber(used, place.id),
    device: devices.get(place.id) ?? say('journal.deviceGone'),
  };
  return { ...values, place: say(`journal.help.${place.kind}`, where) };
}

/** Without a name where the zone is no more. */
function zoneName({ zones }: SiteConfig, id: string, language: keyof Words): string {
  return zones.find((zone) => zone.id === id)?.name[language] ?? '';
}

function printerName({ printers }: SiteConfig, id: string): string {
  return printers.find((printer) => printer.id === id)?.name ?? id;
}

function ratingValues({ say }: AdminScene['words'], { type, data }: JournalLine): Values {
  if (type !== 'service.rated') return {};
  // An older or newer product may have written other fields.
  if (!('score' in data) || !('place' in data)) return { score: '–', place: '' };
  return {
    score: say(`journal.rating.score${data.score}`),
    place: say(`journal.rating.place-${textOf(data, 'place')}`),
  };
}

/** For the middle of a sentence; what begins with a name such as VNeID stays. */
function lowered(text: string): string {
  if (/^\p{Lu}{2}/u.test(text)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Reasons have their words among those of the staff's screens. */
function reasonOf(words: AdminScene['words'], type: JournalLine['type'], reason: string): string {
  const places: Partial<Record<JournalLine['type'], string>> = {
    'ticket.parked': 'staff.park',
    'ticket.rerouted': 'staff.rerouteReason',
    'ticket.cancelled': 'staff.cancel',
    'ticket.expired': 'staff.cancel',
    'ticket.undone': 'staff.cancel',
    'ticket.reopened': 'staff.reopen',
    'counter.paused': 'staff.pauseSign',
  };
  const key = `${places[type] ?? 'staff.cancel'}.${reason}`;
  const text = words.say(key);
  if (text === key) return words.say('journal.noReason');
  return lowered(text);
}

function causeOf(words: AdminScene['words'], cause: string): string {
  const key = `journal.cause.${cause}`;
  const text = words.say(key);
  return text === key ? words.say('journal.cause.other') : text;
}

/** Groups may have gone since: the letter of the number is still true. */
function groupName(
  { groups }: SiteConfig,
  id: string,
  number: string,
  language: AdminScene['language'],
): string {
  const found = groups.find(
    (group) => group.id === id || (id === '' && group.letter === number[0]),
  );
  return found?.name[language] ?? number.slice(0, 1);
}

function counterNumber({ counters }: SiteConfig, id: string): string {
  const found = counters.find((counter) => counter.id === id);
  return found === undefined ? id : String(found.number);
}

function textOf(data: object, name: string): string {
  const value: unknown = new Map<string, unknown>(Object.entries(data)).get(name);
  return typeof value === 'string' ? value : '';
}
function has(data: object, name: string, value: string): boolean {
  return textOf(data, name) === value;
}
