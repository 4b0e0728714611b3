/**
 * Brings a draft onto a newer version that somebody else put into use meanwhile: what only one of the
 * two changed is kept, item by item and field by field. Pure.
 */

import { same } from '../../server/domain/config-difference.js';

type Item = Readonly<Record<string, unknown>>;

export interface Rebased<T> {
  merged: T;
  /** Paths that both changed to different values: there the newer version's value stands. */
  both: string[];
}

/**
 * @param base what both started from
 * @param mine the draft
 * @param theirs the version in use now
 */
export function rebase<T>(base: T, mine: T, theirs: T): Rebased<T> {
  const both: string[] = [];
  // Every part comes from one of the three, at its own place: the shape stays.
  return { merged: merge(base, mine, theirs, '', both) as T, both };
}

function merge(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: string,
  both: string[],
): unknown {
  if (same(base, theirs)) return mine;
  if (same(base, mine) || same(mine, theirs)) return theirs;
  if (areItems(base) && areItems(mine) && areItems(theirs)) {
    return mergeItems(base, mine, theirs, path, both);
  }
  if (isRecord(base) && isRecord(mine) && isRecord(theirs)) {
    const merged: Record<string, unknown> = {};
    for (const key of keysOf(theirs, mine)) {
      const value = merge(base[key], mine[key], theirs[key], join(path, key), both);
      if (value !== undefined) merged[key] = value;
    }
    return merged;
  }
  both.push(path);
  return theirs;
}

/** Removed by one stays removed unless the other changed it; the order is that of who changed it. */
function mergeItems(
  base: readonly Item[],
  mine: readonly Item[],
  theirs: readonly Item[],
  path: string,
  both: string[],
): unknown[] {
  const order = same(idsOf(base), idsOf(theirs)) ? [mine, theirs] : [theirs, mine];
  return [...new Set(order.flatMap(idsOf))].flatMap((id) => {
    const of = (list: readonly Item[]): Item | undefined => list.find((one) => keyOf(one) === id);
    const value = merge(of(base), of(mine), of(theirs), join(path, id ?? ''), both);
    return value === undefined ? [] : [value];
  });
}

/** What an item of a list is told apart by: languages by tag, special days by date, all others by id. */
function keyOf(item: Item): string | null {
  const key = item['id'] ?? item['tag'] ?? item['date'];
  return typeof key === 'string' ? key : null;
}
function idsOf(list: readonly Item[]): (string | null)[] {
  return list.map(keyOf);
}
function areItems(value: unknown): value is readonly Item[] {
  return Array.isArray(value) && value.every((one) => isRecord(one) && keyOf(one) !== null);
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function keysOf(...records: Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
