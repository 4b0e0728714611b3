/** What the staff's screens say of a printer and of a slip of which nobody knows, and what they answer with. */
import type { Alarm } from '../../server/domain/alarm.js';
import type { PaperLeft } from '../../server/protocol/printing.js';
import { type Child, h } from './dom.js';
import { message } from './staff-parts.js';
import { type Scene, running } from './staff-site.js';

/** Alarms that are about paper. */
export type PaperAlarm = Extract<Alarm, { kind: 'printer' | 'slip' }>;

/** The presses that answer them. */
export const PAPER_PRESSES = {
  changed: 'printer-changed',
  same: 'printer-same',
  again: 'printer-again',
  have: 'slip-have',
  missing: 'slip-missing',
} as const;

/** Above so many slips tens are said: it is counted, not known. */
const EXACT = 50;
/** Numbers named of a printer; more would not be read. */
const NAMED_SLIPS = 4;

export function isAboutPaper(alarm: Alarm): alarm is PaperAlarm {
  return alarm.kind === 'printer' || alarm.kind === 'slip';
}

/** The site's name of a printer. */
export function nameOfPrinter({ site }: Pick<Scene, 'site'>, id: string): string {
  return site.printers.find((printer) => printer.id === id)?.name ?? id;
}

/** In one line: `Máy in ở cửa: hết giấy`. */
export function paperSentence(scene: Scene, alarm: PaperAlarm): string {
  const { say } = scene.words;
  if (alarm.kind === 'slip') return say('staff.printer.question', { number: alarm.number });
  return say('staff.printer.spoken', {
    printer: nameOfPrinter(scene, alarm.printer),
    cause: say(`staff.printer.cause.${alarm.cause}`),
  });
}

/** What is the matter, marked, and where. */
export function paperTitle(scene: Scene, alarm: PaperAlarm): Child {
  const { say } = scene.words;
  if (alarm.kind === 'slip') return say('staff.printer.question', { number: alarm.number });
  const soft = alarm.cause === 'low' || alarm.cause === 'roll';
  return [
    h(
      'span',
      { class: `paper-tag${soft ? ' paper-tag--soft' : ''}` },
      say(`staff.printer.cause.${alarm.cause}`),
    ),
    ' ',
    nameOfPrinter(scene, alarm.printer),
  ];
}

/** How much there is still: `Còn khoảng 120 phiếu.` */
export function paperLeftWords({ words }: Pick<Scene, 'words'>, { slips }: PaperLeft): string {
  const count = slips > EXACT ? Math.floor(slips / 10) * 10 : slips;
  return count === 0
    ? words.say('staff.printer.leftNone')
    : words.say('staff.printer.left', { count });
}

/** What it means and what to do, in short sentences. */
export function paperMeans(scene: Scene, alarm: PaperAlarm): string[] {
  const { say } = scene.words;
  if (alarm.kind === 'slip') {
    return [say('staff.printer.look', { printer: nameOfPrinter(scene, alarm.printer) })];
  }
  const { cause, left, slips } = alarm;
  const todo =
    cause === 'low' && left?.low === true
      ? paperLeftWords(scene, left)
      : say(`staff.printer.todo.${cause}`);
  const count = slips.length;
  if (count === 0) return [todo];
  const numbers = slips
    .slice(0, NAMED_SLIPS)
    .map(({ number }) => number)
    .join(', ');
  const which = count > NAMED_SLIPS ? 'slipsMore' : 'slips';
  return [todo, say(`staff.printer.${which}`, { count, numbers })];
}

/** @param main whether the first one is the page's filled button */
export function paperAnswers(
  scene: Scene,
  alarm: PaperAlarm,
  busy: boolean,
  main: boolean,
): Element[] {
  const { say } = scene.words;
  const off = scene.link.kind !== 'live' || busy;
  const button = (press: string, label: string, printer: string | null = null): Element =>
    h(
      'button',
      {
        type: 'button',
        class: `button${busy ? ' is-pressed' : ''}`,
        'data-do': press,
        'data-value': alarm.id,
        'data-printer': printer,
        'aria-disabled': off ? 'true' : 'false',
      },
      label,
    );
  const buttons = alarm.kind === 'slip' ? slipAnswers() : printerAnswers(alarm);
  // What only a person sees is not suggested.
  if (main && alarm.kind === 'printer') buttons[0]?.classList.add('button--main');
  return buttons;

  function slipAnswers(): Element[] {
    return [
      button(PAPER_PRESSES.have, say('staff.printer.have')),
      button(PAPER_PRESSES.missing, say('staff.printer.again')),
    ];
  }

  function printerAnswers({ cause, left, slips, printer }: Extract<Alarm, { kind: 'printer' }>) {
    const failed = slips.some((slip) => slip.failed);
    const other = scene.site.printers.find(({ id }) => id !== printer);
    const forPaper = cause === 'paper' || cause === 'low' || cause === 'roll';
    const changes = forPaper && (left !== null || failed);
    return [
      ...(changes ? [button(PAPER_PRESSES.changed, say('staff.printer.changed'), printer)] : []),
      ...(cause === 'roll' ? [button(PAPER_PRESSES.same, say('staff.printer.same'))] : []),
      ...(failed && !changes
        ? [button(PAPER_PRESSES.again, say('staff.printer.reprint'), printer)]
        : []),
      ...(other !== undefined && slips.length > 0
        ? [
            button(
              PAPER_PRESSES.again,
              say('staff.printer.elsewhere', { printer: other.name }),
              other.id,
            ),
          ]
        : []),
    ];
  }
}

/** The first of them for a page that is about something else; `null` where all is well. */
export function paperNotice(
  scene: Scene,
  alarms: readonly PaperAlarm[],
  busy: (alarm: Alarm) => boolean,
): Child {
  const [alarm] = alarms;
  if (alarm === undefined) return null;
  const { say } = scene.words;
  const more = alarms.length - 1;
  const since = alarm.age === null ? '' : ` ${running(alarm.age)}`;
  const words = [
    ...paperMeans(scene, alarm),
    ...(more > 0 ? [say('staff.printer.more', { count: more })] : []),
  ];
  const soft = alarm.kind === 'printer' && (alarm.cause === 'low' || alarm.cause === 'roll');
  return message(
    soft ? 'hint' : 'warn',
    [paperSentence(scene, alarm), since !== '' && h('span', { class: 'paper-since' }, since)],
    words.join(' '),
    ...paperAnswers(scene, alarm, busy(alarm), false),
  );
}
