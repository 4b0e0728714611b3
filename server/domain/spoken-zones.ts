/** How zones are called aloud where their names cannot be: by a number. */
import type { ZoneConfig } from '../protocol/config.js';
import type { SpokenZone } from './announcement.js';

/** The highest number that a zone is called by. */
const MOST = 20;
/** "Tầng 2", "Lầu 2": storeys, which people look for with their feet. */
const STOREY = /^\s*(?:tầng|lầu)\b/iu;

/**
 * The number by which each zone is called, by id: the one in its name ("tầng 2") where every zone has one
 * of its own, else its place in the list.
 */
export function spokenZones(zones: readonly ZoneConfig[]): ReadonlyMap<string, number> {
  const named = namedNumbers(zones);
  return new Map(zones.map(({ id }, at) => [id, named?.[at] ?? at + 1]));
}

/**
 * How a call names the zone that people are called to: `null` at a site with one zone, or for one that is
 * not there. "Tầng" only where all zones are called so: the second place of a list is no second floor.
 */
export function spokenZone(zones: readonly ZoneConfig[], id: string): SpokenZone | null {
  const number = spokenZones(zones).get(id);
  if (number === undefined || zones.length < 2) return null;
  const storeys = namedNumbers(zones) !== null && zones.every(({ name }) => STOREY.test(name.vi));
  return { kind: storeys ? 'floor' : 'area', number };
}

/** The numbers in the zones' names; `null` unless each has one of its own. */
function namedNumbers(zones: readonly ZoneConfig[]): number[] | null {
  const named = zones.map(({ name }) => Number(/^\D*(\d{1,2})\D*$/.exec(name.vi)?.[1] ?? 0));
  const fits = named.every((number) => number >= 1 && number <= MOST);
  return fits && new Set(named).size === zones.length ? named : null;
}
