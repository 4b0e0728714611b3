/** How zones are called aloud where their names cannot be: by a number. */
import type { ZoneConfig } from '../protocol/config.js';

/** The highest number that there is a sentence for. */
const MOST = 20;

/**
 * The number by which each zone is called, by id: the one in its name ("tầng 2") where every zone has one
 * of its own, else its place in the list.
 */
export function spokenZones(zones: readonly ZoneConfig[]): ReadonlyMap<string, number> {
  const named = zones.map(({ name }) => Number(/^\D*(\d{1,2})\D*$/.exec(name.vi)?.[1] ?? 0));
  const fits = named.every((number) => number >= 1 && number <= MOST);
  const own = fits && new Set(named).size === zones.length;
  return new Map(zones.map(({ id }, at) => [id, own ? (named[at] ?? 0) : at + 1]));
}

/** Name of the sentence that tests the screens of a zone; `null` for those that show all zones. */
export function testSentence(zones: readonly ZoneConfig[], zone: string | null): string {
  return `vi/test-${zone === null ? 0 : (spokenZones(zones).get(zone) ?? 0)}`;
}
