/** By what a group is told apart: its letter as it is spoken, its plate, its icon. */
import { platesOf } from '../../server/domain/plate.js';
import type { Speaker } from '../../server/domain/wording.js';
import {
  type GroupConfig,
  PLATES,
  type PlateName,
  type SiteConfig,
} from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { groupIcon, plate } from '../shared/staff-parts.js';
import type { AdminTools } from './section.js';

/**
 * Letters that rhyme when they are read aloud and are confused in a noisy hall: bê xê đê pê tê vê,
 * em-mờ and en-nờ.
 */
const ALIKE = ['BCDPTV', 'MN'] as const;

/** "en-nờ" */
export function spokenLetter(letter: string, { say }: Speaker): string {
  return say(`settings.letter.${letter}`);
}

/** What to think of when a group gets this letter. */
export function confusedWith(letter: string, draft: SiteConfig, { say }: Speaker): Child {
  const alike = [...(ALIKE.find((letters) => letters.includes(letter)) ?? '')].filter(
    (one) => one !== letter,
  );
  if (alike.length === 0) return say('settings.groups.letter.help');
  const here = alike.filter((one) => draft.groups.some((group) => group.letter === one));
  const values = { letter, alike: alike.join(', '), here: here.join(', ') };
  return here.length === 0
    ? say('settings.groups.letter.alike', values)
    : h('b', { class: 'f__warn' }, say('settings.groups.letter.alikeHere', values));
}

/** Tint and pattern; those of other groups can be taken too, and say whose they are. */
export function plateField(
  tools: AdminTools,
  group: GroupConfig,
  path: string,
  set: (plate: PlateName | null) => void,
): Element {
  const { draft, words } = tools.scene();
  const { say } = words;
  const plates = platesOf(draft.groups);
  const name = (pattern: PlateName): string => {
    const owner = draft.groups.find(({ id }) => id !== group.id && plates[id] === pattern);
    const what = say(`settings.groups.plate.options.${pattern}`);
    return owner === undefined
      ? what
      : say('settings.groups.plate.taken', { plate: what, letter: owner.letter });
  };
  return tools.fields.choice({
    path,
    label: say('settings.groups.plate.label'),
    help: say('settings.groups.plate.help'),
    value: group.plate ?? 'auto',
    options: [
      { id: 'auto', label: say('settings.groups.plate.none') },
      ...PLATES.map((pattern) => ({
        id: pattern,
        label: plate({ letter: group.letter, plate: pattern }),
        name: name(pattern),
      })),
    ],
    set: (value) => set(PLATES.find((one) => one === value) ?? null),
  });
}

/** Icons that the page carries (`server/up/group-icons.mjs`): their names without `icon-`. */
function iconNames(): string[] {
  return Array.from(document.querySelectorAll('symbol[id^="icon-"]'), ({ id }) =>
    id.slice('icon-'.length),
  );
}

export function iconField(
  tools: AdminTools,
  group: GroupConfig,
  path: string,
  set: (icon: string) => void,
): Element {
  const { say } = tools.scene().words;
  return tools.fields.choice({
    path,
    label: say('settings.groups.icon.label'),
    help: say('settings.groups.icon.help'),
    value: group.icon === '' ? 'none' : group.icon,
    options: [
      { id: 'none', label: say('settings.groups.icon.none') },
      ...iconNames().map((name) => ({
        id: name,
        label: groupIcon(name),
        name: say(`settings.groups.icon.options.${name}`),
      })),
    ],
    set: (value) => set(value === 'none' ? '' : value),
  });
}
