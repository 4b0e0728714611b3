/** Those who may work at a site, with their marks. */
import { marksOf } from '../domain/marks.js';
import type { PersonRecord } from './person-record.js';
import type { MarkedPerson } from './ports.js';
import { coversSite } from './rights.js';

/** By name. */
export function crewOf(
  records: ReadonlyMap<string, PersonRecord>,
  site: string,
): readonly MarkedPerson[] {
  const people = [...records.values()]
    .map(({ person }) => person)
    .filter(({ sites }) => coversSite(sites, site));
  const marks = marksOf(people);
  return people
    .map(({ id, name, role, active }) => ({ id, name, role, active, mark: marks.get(id) ?? '' }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi') || (a.id < b.id ? -1 : 1));
}
