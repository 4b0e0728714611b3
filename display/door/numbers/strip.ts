/**
 * A strip of numbers for a line of people: so many single commands, each under its own key, so that a
 * network that drops in the middle neither loses nor doubles one.
 */
import type { Pending } from '../../shared/outbox.js';

/** How many numbers a strip can have. */
export const STRIPS = [5, 10, 20] as const;

/** What `about.strip` says: of which strip a press is one, and of how many. */
export interface StripName {
  id: string;
  total: number;
}

export function stripOf({ about }: Pick<Pending, 'about'>): StripName | null {
  const [id = '', total = ''] = (about['strip'] ?? '').split(':');
  return id === '' ? null : { id, total: Number(total) };
}

export function stripText({ id, total }: StripName): string {
  return `${id}:${total}`;
}

/** The strip that was asked for last on this device. */
export interface Strip extends StripName {
  group: string;
  /** Keys of the commands that were carried out, and their numbers. */
  given: { key: string; number: string }[];
  /** Site time of the first of them, ms: as long as it can be taken back, all can. */
  at: number | null;
}

/** How far it is. `running`: some are still asked for. */
export function progressOf(
  strip: Strip,
  pending: readonly Pending[],
): { done: number; total: number; running: boolean } {
  const left = pending.filter((one) => stripOf(one)?.id === strip.id).length;
  return { done: strip.total - left, total: strip.total, running: left > 0 };
}
