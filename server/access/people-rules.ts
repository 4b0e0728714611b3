/** What may become of the people of an installation, looked at together. */
import { AppError } from '../errors.js';
import type { PersonChange, Sites } from '../protocol/people.js';
import type { PersonRecord } from './person-record.js';
import { coversSites } from './rights.js';

/** A change without what is absent; lists are copied so that they can be kept. */
export function present({ name, role, languages, active, sites }: PersonChange) {
  return {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(languages !== undefined && { languages: [...languages] }),
    ...(active !== undefined && { active }),
    ...(sites !== undefined && { sites: sites === 'all' ? ('all' as const) : [...sites] }),
  };
}

/** @throws AppError `name-taken`: two people of one name cannot be told apart on the sign-in page */
export function refuseTaken(
  records: ReadonlyMap<string, PersonRecord>,
  name: string,
  sites: Sites,
  but: string | null,
): void {
  const wanted = folded(name);
  for (const { person } of records.values()) {
    if (person.id === but || !person.active || folded(person.name) !== wanted) continue;
    if (meet(person.sites, sites)) throw new AppError('name-taken');
  }
}

/** People who may work at one site; more than any hall has. */
export const MOST_PEOPLE = 300;

/** @throws AppError `site-full` where one of these sites has as many people as a site may have */
export function refuseCrowd(records: ReadonlyMap<string, PersonRecord>, sites: Sites): void {
  const all = [...records.values()].map(({ person }) => person.sites);
  const most = (count: number): boolean => count >= MOST_PEOPLE;
  const full =
    sites === 'all'
      ? most(all.filter((each) => each === 'all').length)
      : sites.some((site) => most(all.filter((each) => each.includes(site)).length));
  if (full) throw new AppError('site-full');
}

function folded(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim();
}

function meet(a: Sites, b: Sites): boolean {
  if (a === 'all' || b === 'all') return true;
  return a.some((site) => b.includes(site));
}

/**
 * @throws AppError `last-admin` where nobody would be left who may do what this one may, and somebody is
 * left at all
 */
export function refuseLastAdmin(
  records: ReadonlyMap<string, PersonRecord>,
  { person: before }: PersonRecord,
  after: PersonRecord['person'] | null,
): void {
  if (!isAdminOf(before, before.sites) || isAdminOf(after, before.sites)) return;
  const others = [...records.values()].filter(({ person }) => person.id !== before.id);
  if (after === null && others.length === 0) return;
  if (!others.some(({ person }) => isAdminOf(person, before.sites))) {
    throw new AppError('last-admin');
  }
}

function isAdminOf(person: PersonRecord['person'] | null, sites: Sites): boolean {
  return (
    person !== null && person.active && person.role === 'admin' && coversSites(person.sites, sites)
  );
}
