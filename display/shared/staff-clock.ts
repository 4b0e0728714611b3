/**
 * When date or time cannot be right, nothing is issued or called until a person says which clock is
 * right: that of the server, or that of the device in the hand, each by one tap.
 */
import { type Child, h } from './dom.js';
import type { StaffCommands } from './staff-commands.js';
import { message } from './staff-parts.js';
import { type Scene, troubleOf } from './staff-site.js';

const SERVER = 'server';
/** Kind of the press that says which clock is right: it is about no ticket. */
export const CONFIRM_CLOCK = 'confirm-clock';

/** Why nothing can be issued or called now; `false` when all is well. */
export function troubleMessage(scene: Scene): Child {
  const { say } = scene.words;
  const trouble = troubleOf(scene);
  if (trouble === null) return false;
  return message(
    'stop',
    say(`staff.trouble.${trouble}`),
    say(`staff.troubleDetail.${trouble}`),
    ...(trouble === 'clock' ? clockButtons(scene) : []),
  );
}

function clockButtons({ words, now }: Scene): Child[] {
  const own = Date.now();
  const button = (value: string, key: string, at: number): Child =>
    h(
      'button',
      { type: 'button', class: 'button', 'data-do': 'confirm-clock', 'data-value': value },
      words.say(key, { date: words.date(at), time: words.time(at) }),
    );
  return [button(SERVER, 'staff.clock.server', now), button('device', 'staff.clock.device', own)];
}

/** Says which clock is right. @param value as the button has it */
export function confirmClock(commands: StaffCommands, value: string, wish: string): void {
  const about = { wish, sentence: '', number: '', subject: 'clock' };
  const body = value === SERVER ? {} : { at: Date.now() };
  commands.give(CONFIRM_CLOCK, about, { method: 'POST', path: '/clock', body });
}
