/**
 * Rings when somebody is needed: a short sound made here and a buzz, when an alarm comes, and again after
 * 20 s and 40 s while nobody goes. Browsers allow neither before a first touch.
 */
import type { Alarm } from '../../server/domain/alarm.js';
import { isSpare } from '../../server/domain/printer-alarms.js';
import { forget, remember, remembered } from './presence-memory.js';

/** Real ms after which it rings again. */
const AGAIN_MS = 20_000;
const RINGS = 3;
/** What began longer ago is news no more when a page opens. */
const NEWS_MS = AGAIN_MS * RINGS;

/**
 * How often a device should have rung for an alarm by now. People who are needed and paper concern
 * everybody, leads from the third ring on; that nobody serves a group, that a counter rests while people
 * wait for it, that a zone is not heard, or that a printer was not switched on, is for leads.
 * @param open ms of real time since it is an alarm
 * @param leads whether a lead works at the device
 */
export function ringsDue(alarm: Alarm, open: number, leads: boolean): number {
  if (alarm.takenBy !== null || open < 0) return 0;
  const due = Math.min(RINGS, 1 + Math.floor(open / AGAIN_MS));
  // Paper for half an hour is left: told once.
  if (alarm.kind === 'printer' && alarm.cause === 'low') return leads ? 0 : 1;
  if (!concernsAll(alarm)) return leads ? due : 0;
  return leads ? Number(due === RINGS) : due;
}

function concernsAll(alarm: Alarm): boolean {
  const { kind } = alarm;
  return kind !== 'nobody-serves' && kind !== 'paused' && kind !== 'sound' && !isSpare(alarm);
}

/** Whether a device shows an alarm on other pages than that of the alarms. */
export function shownAsBar(alarm: Alarm, open: number, leads: boolean): boolean {
  return ringsDue(alarm, open, leads) > 0;
}

export interface AlarmBellOptions {
  /** Speed of site time against real time: rings come in real time. */
  speed: number;
  /** A lead works here. */
  leads: boolean;
  /** Makes the sound and the buzz. */
  ring(): void;
}

const MUTED = 'muted';

export class AlarmBell {
  private readonly rung = new Map<string, number>();
  /** Switched off on this device, whoever works at it. */
  muted = remembered('bell') === MUTED;

  constructor(private readonly options: AlarmBellOptions) {}

  /** Rings once for all that became due since the last look. */
  look(alarms: readonly Alarm[]): void {
    const { rung, options } = this;
    let rings = false;
    for (const alarm of alarms) {
      const open = alarm.open / options.speed;
      const due = ringsDue(alarm, open, options.leads);
      const before = rung.get(alarm.id) ?? 0;
      if (due > before) rings ||= open < NEWS_MS || rung.has(alarm.id);
      rung.set(alarm.id, Math.max(due, before));
    }
    const known = new Set(alarms.map(({ id }) => id));
    for (const id of rung.keys()) if (!known.has(id)) rung.delete(id);
    if (rings && !this.muted) options.ring();
  }

  /** The alarms that this device shows on other pages. */
  bars(alarms: readonly Alarm[]): Alarm[] {
    const { speed, leads } = this.options;
    return alarms.filter((alarm) => shownAsBar(alarm, alarm.open / speed, leads));
  }

  mute(muted: boolean): void {
    this.muted = muted;
    if (muted) remember('bell', MUTED);
    else forget('bell');
  }
}
