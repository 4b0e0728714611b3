/** What stands between a citizens' screen and the truth, and the words for it. */
import type { Load } from '../protocol/live.js';
import type { Speaker } from './wording.js';

export interface TroubleInput {
  load: Load | null;
  /** Since when nothing was heard from the server (site time, ms); `null` while it is heard. */
  staleSince: number | null;
  voice: Speaker;
}
export interface NoticeText {
  title: string;
  detail: string;
}

/** A server without its store has no news either: to the hall that is the same silence. */
export function lostSince({
  staleSince,
  load,
}: Pick<TroubleInput, 'staleSince' | 'load'>): number | null {
  if (staleSince !== null) return staleSince;
  return load !== null && load.trouble === 'store' ? load.at : null;
}

export function clockIsWrong({ load }: TroubleInput): boolean {
  return load !== null && load.trouble === 'clock';
}

/** The notice in place of what may be untrue; `null` while all is well. */
export function troubleText(input: TroubleInput): NoticeText | null {
  const { voice } = input;
  const since = lostSince(input);
  if (since !== null) {
    return {
      title: voice.say('hall.stale', { time: voice.spokenTime(since) }),
      detail: voice.say('hall.staleDetail'),
    };
  }
  if (!clockIsWrong(input)) return null;
  return { title: voice.say('hall.clockWrong'), detail: voice.say('hall.clockWrongDetail') };
}
