/** A volunteer is asked for, and who is coming. */
import type { HelpCall } from '../../server/protocol/team.js';
import type { Desk } from '../shared/desk-state.js';
import { type Child, h } from '../shared/dom.js';
import { running } from '../shared/staff-site.js';
import { type Controls, key } from './keys-view.js';

/** The open call for help of this counter. */
export function helpHere({ scene, counter }: Pick<Desk, 'scene' | 'counter'>): HelpCall | null {
  const helps = Object.values(scene.board.team.helps);
  return helps.find(({ place }) => place.kind === 'counter' && place.id === counter.id) ?? null;
}

/** @param nameOf who somebody is; '' while that is not known */
export function helpView(
  controls: Pick<Controls, 'desk' | 'pending'>,
  nameOf: (person: string) => string,
): Child[] {
  const { scene } = controls.desk;
  const { say } = scene.words;
  const help = helpHere(controls.desk);
  if (help === null) return [key(controls, 'help', 't', 'desk.help.ask', 'button key key--help')];
  const name = help.takenBy === null ? '' : nameOf(help.takenBy);
  return [
    h(
      'p',
      { class: `help-state${help.takenBy === null ? '' : ' help-state--taken'}`, role: 'status' },
      help.takenBy === null
        ? say('desk.help.asked')
        : name === ''
          ? say('desk.help.somebody')
          : say('desk.help.coming', { name }),
    ),
    // Beside the status: a running time in it would be read out every second.
    h('span', { class: 'help-time time', 'aria-hidden': 'true' }, running(scene.now - help.at)),
    key(
      controls,
      'help',
      't',
      help.takenBy === null ? 'desk.help.not' : 'desk.help.end',
      'button key key--help',
    ),
  ];
}
