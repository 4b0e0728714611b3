/** Writes down at every site what was done to the installation as a whole. */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.js';
import { contextOf } from '../domain/context.js';
import type { RecordData, RecordEventType } from '../protocol/journal.js';
import type { Store } from '../store/port.js';

export interface RecordedSite {
  id: string;
  /** IANA time zone. */
  timeZone: string;
}

/**
 * @param reason what it is about, such as the id of a backup: the same words for the same reason are
 *   written once, however often it is tried
 * @throws StoreDown
 */
export async function recordAtSites<T extends RecordEventType>(
  store: Pick<Store, 'command'>,
  clock: Pick<Clock, 'now' | 'stepped'>,
  sites: readonly RecordedSite[],
  entry: { type: T; data: RecordData[T]; actor: string; reason: string },
): Promise<void> {
  const data = JSON.stringify(entry.data);
  for (const { id, timeZone } of sites) {
    const content = [entry.type, entry.reason, data].join('\n');
    const fingerprint = createHash('sha256').update(content).digest('hex');
    const asker = {
      site: id,
      key: `record-${fingerprint.slice(0, 40)}`,
      fingerprint,
      actor: entry.actor,
      via: 'system',
    } as const;
    const context = contextOf(asker, clock.now(), clock.stepped(), timeZone);
    await store.command('record', { type: entry.type, data }, context);
  }
}
