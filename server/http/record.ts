/** Writes down in a site's journal what happened beside its queue. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import { contextOf } from '../domain/context.js';
import { recordOf } from '../domain/record.js';
import type { SiteView } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { RecordEventType, WrittenData } from '../protocol/journal.js';
import type { Store } from '../store/port.js';

export interface RecordParts {
  store: Pick<Store, 'command'>;
  clock: Pick<Clock, 'now' | 'stepped'>;
  log: Log;
}

/**
 * It is done already: where the journal cannot be written, the log says so and the caller is told that it
 * was done.
 * @param actor opaque id of who did it
 */
export async function record<T extends RecordEventType>(
  { store, clock, log }: RecordParts,
  { id: site, config }: SiteView,
  actor: string,
  type: T,
  data: WrittenData[T],
): Promise<void> {
  const key = `record-${randomBytes(16).toString('hex')}`;
  const asker = { site, key, fingerprint: key, actor, via: 'staff' } as const;
  const context = contextOf(asker, clock.now(), clock.stepped(), config.site.timeZone);
  try {
    const reply = await store.command('record', recordOf(type, data), context);
    if (!reply.ok) log.warn({ site, type, code: reply.code }, 'not journaled');
  } catch (error) {
    log.warn({ err: error, site, type }, 'not journaled');
  }
}
