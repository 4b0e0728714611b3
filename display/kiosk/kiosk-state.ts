/** What the kiosk shows, and what a view is drawn from. */
import type { Speaker } from '../../server/domain/wording.js';
import type { IssueAnswer } from '../../server/protocol/answers.js';
import type { KioskState } from '../../server/protocol/kiosk.js';
import type { KioskConfig, KioskLanguage } from '../../server/protocol/page.js';
import type { HelpCause } from '../../server/protocol/team.js';

/** What somebody wants a number for. */
export interface Choice {
  group: string;
  /** `null` where only a group was chosen. */
  procedure: string | null;
}
/** Whether a slip was asked for: here, or of another printer, by its name. */
export type Printing = boolean | { elsewhere: string };
export type Page =
  | { kind: 'home'; part: number }
  | { kind: 'groups'; part: number }
  | { kind: 'languages'; part: number }
  /** Does priority apply, and then which class. */
  | { kind: 'priority'; choice: Choice }
  | { kind: 'classes'; choice: Choice }
  /** `late`: the first attempt was not answered. */
  | { kind: 'sending'; choice: Choice; late: boolean }
  /** `missing`: somebody looked for the slip, and it is not there. */
  | { kind: 'done'; ticket: IssueAnswer; choice: Choice; printing: Printing; missing?: true }
  /** How somebody was served; `told`: what became of it. */
  | { kind: 'rate' }
  | { kind: 'rated'; told: 'sending' | 'thanks' | 'failed' }
  | { kind: 'refused'; code: string }
  | { kind: 'help'; cause: HelpCause; call: Calling };

/** How a call for somebody is: on its way, not answered yet, known to the server, given up or refused. */
type Calling = 'sending' | 'late' | 'sent' | 'failed';

export interface View {
  page: Page;
  config: KioskConfig;
  languages: readonly KioskLanguage[];
  language: KioskLanguage;
  voice: Speaker;
  /** `null` before the server's first word. */
  state: KioskState | null;
  lostSince: number | null;
  /** Site time, ms, and minutes east of UTC. */
  now: number;
  offset: number;
  /** Seconds until the page of a number goes by itself. */
  left: number;
}

/** Tiles on a page. */
export const A_PAGE = 6;

/** Why no number is given at all now; `null` while some are. */
export function standstill({
  state,
  lostSince,
}: Pick<View, 'state' | 'lostSince'>): 'lost' | 'connecting' | 'trouble' | 'closed' | null {
  if (lostSince !== null) return 'lost';
  if (state === null) return 'connecting';
  if (state.trouble !== null) return 'trouble';
  const groups = Object.values(state.groups);
  return groups.length > 0 && groups.every((group) => group.state === 'closed') ? 'closed' : null;
}

/** When the first group gives numbers again, site time (ms); `null` when nobody knows. */
export function opensNext(state: KioskState | null): number | null {
  const times = Object.values(state?.groups ?? {}).flatMap(({ opens }) => opens ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

type Done = Extract<Page, { kind: 'done' }>;

/** Whether a slip that is asked for now would come out at once. */
export function prints(state: KioskState | null): boolean {
  const how = state?.printer?.state;
  return how === 'ready' || how === 'low';
}

/**
 * Where the paper of a number is: `came` out of the slot; `coming`, or so it seems; `look`: nobody knows, and who
 * stands here sees it; `elsewhere`: another printer has it; `none`: not to be waited for.
 */
export type Paper = 'came' | 'coming' | 'look' | 'elsewhere' | 'none';

export function paperOf(state: KioskState | null, page: Done): Paper {
  const { ticket, printing, missing } = page;
  if (missing === true || printing === false) return 'none';
  const slip = state?.slips[ticket.id];
  if (slip?.outcome === 'failed') return 'none';
  if (whereElse(state, page) !== null) return 'elsewhere';
  if (state === null) return 'coming';
  if (slip?.outcome === 'printed' || slip?.outcome === 'sent') return 'came';
  if (slip?.outcome === 'unknown') return 'look';
  return prints(state) ? 'coming' : 'none';
}

/** The name of another printer that has a number's slip; `null` for none. */
export function whereElse(state: KioskState | null, { ticket, printing }: Done): string | null {
  const slip = state?.slips[ticket.id];
  if (slip !== undefined) return slip.elsewhere ?? null;
  return typeof printing === 'object' ? printing.elsewhere : null;
}
