/** Writes down what people do beside the queue, under the key of whoever asks: a retry counts once. */
import { businessDay } from '../domain/day.js';
import { recordOf } from '../domain/record.js';
import { readDayBoard } from '../live/day-board.js';
import type { SiteView } from '../live/site-view.js';
import type { WrittenData } from '../protocol/journal.js';
import type { TeamBoard, TeamEventType } from '../protocol/team.js';
import type { Store } from '../store/port.js';
import { runAt, type CommandParts } from './command.js';
import type { Call } from './route.js';

/** Where an event stands in the journal. */
export interface Written {
  /** Also the id of the assist or the call for help that it began. */
  id: string;
  seq: number;
  at: number;
}

/**
 * @param dataOf makes the data by what the board shows, or refuses with an AppError
 * @throws AppError `site-unknown`, and what `dataOf` throws
 */
export async function writeDown<T extends TeamEventType>(
  parts: CommandParts,
  call: Call,
  type: T,
  dataOf: (view: SiteView) => WrittenData[T],
): Promise<Written> {
  const { seq, at } = await runAt(parts, call, 'record', (view) => recordOf(type, dataOf(view)));
  return { id: String(seq), seq, at };
}

/**
 * What stood beside the queue right after an entry. The present board shows what came later too: a retry
 * is told what was so then, and of two who tapped at once each what became of it.
 */
export async function teamAt(
  store: Store,
  { id, config }: SiteView,
  { seq, at }: Pick<Written, 'seq' | 'at'>,
): Promise<TeamBoard> {
  const end = { seq, at, day: businessDay(at, config.site.timeZone), h: '' };
  return (await readDayBoard(store, id, end, config.version)).board.team;
}
