/** What the answers about paper ask of the server. */
import type { Alarm } from '../../server/domain/alarm.js';
import type { ApiRequest } from './api.js';
import { PAPER_PRESSES, type PaperAlarm, nameOfPrinter, paperSentence } from './printer-view.js';
import type { About, StaffCommands } from './staff-commands.js';
import type { Scene } from './staff-site.js';

const KINDS: ReadonlySet<string> = new Set(Object.values(PAPER_PRESSES));

/** Whether a press, or what was given for it, is one of these. */
export function isPaperPress(kind: string): boolean {
  return KINDS.has(kind);
}

/** @param printer on which it is to be printed again */
export function pressPaper(
  commands: Pick<StaffCommands, 'give'>,
  scene: Scene,
  alarm: PaperAlarm,
  what: string,
  printer: string,
): void {
  if (alarm.kind === 'slip') return answerSlip(commands, scene, alarm, what);
  if (what === PAPER_PRESSES.again) return reprint(commands, scene, alarm, printer);
  const changed = what === PAPER_PRESSES.changed;
  if (alarm.left !== null) {
    const wish = scene.words.say(`staff.printer.wish.${changed ? 'changed' : 'same'}`, {
      printer: nameOfPrinter(scene, alarm.printer),
    });
    const path = `/printers/${encodeURIComponent(alarm.printer)}/roll`;
    const body = { roll: alarm.left.roll, changed };
    commands.give(what, about(wish, alarm), { method: 'POST', path, body });
  }
  if (changed) reprint(commands, scene, alarm, alarm.printer);
}

function answerSlip(
  commands: Pick<StaffCommands, 'give'>,
  scene: Scene,
  alarm: Extract<PaperAlarm, { kind: 'slip' }>,
  what: string,
): void {
  const { ticket, copy } = alarm;
  const have = what === PAPER_PRESSES.have;
  const label = scene.words.say(`staff.printer.${have ? 'have' : 'again'}`);
  const wish = `${paperSentence(scene, alarm)} ${label}`;
  const request: ApiRequest = have
    ? { method: 'POST', path: `/tickets/${ticket}/handed`, body: { copy, how: 'paper' } }
    : { method: 'POST', path: `/tickets/${ticket}/reprint`, body: {} };
  commands.give(what, about(wish, alarm), request);
}

/** One after the other, so that they come out in order; elsewhere also those that wait in line. */
function reprint(
  commands: Pick<StaffCommands, 'give'>,
  scene: Scene,
  alarm: Extract<Alarm, { kind: 'printer' }>,
  printer: string,
): void {
  const wanted = alarm.slips.filter(({ failed }) => failed || printer !== alarm.printer);
  for (const { ticket, number } of wanted) {
    const wish = `${number} ${scene.words.say('staff.printer.reprint')}`;
    const request: ApiRequest = {
      method: 'POST',
      path: `/tickets/${ticket}/reprint`,
      body: { printer },
    };
    commands.give(PAPER_PRESSES.again, { wish, sentence: '', number, subject: ticket }, request);
  }
}

function about(wish: string, { id }: PaperAlarm): About {
  return { wish, sentence: '', number: '', subject: id };
}
