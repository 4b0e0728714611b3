/**
 * Hands people with their one-time PINs from the settings to the page that prints them: within this
 * tab only, never in an address, gone once they were printed or after a day.
 */
import type { MadePerson } from '../../server/protocol/people.js';

/** As much of a person as a slip shows. */
export interface SlipPerson {
  id: string;
  name: string;
  role: MadePerson['person']['role'];
  /** Six digits. */
  pin: string;
  /** Secret of `/join/{join}`. */
  join: string;
}
interface Box {
  site: string;
  /** Id of the person who made them: nobody who works here next is shown their PINs. */
  by: string;
  /** Real time, ms. */
  at: number;
  people: SlipPerson[];
}

const KEY = 'motcua.slips.made';
/** The links of the slips are worth nothing after a day (`protocol/people.ts`), ms. */
const DAY = 86_400_000;

/** @param by id of the person who made them */
export function keepSlips(site: string, by: string, made: readonly MadePerson[]): void {
  const people = made.map(({ person: { id, name, role }, pin, join }) => {
    return { id, name, role, pin, join };
  });
  const box: Box = { site, by, at: Date.now(), people };
  sessionStorage.setItem(KEY, JSON.stringify(box));
}

/** The people whose slips this tab was given for a site by this person; none when they were dropped. */
export function keptSlips(site: string, by: string): SlipPerson[] {
  const kept = sessionStorage.getItem(KEY);
  if (kept === null) return [];
  // Nobody but `keepSlips` writes it, in this tab, with this build or the one before.
  const box = JSON.parse(kept) as Box;
  return box.site === site && box.by === by && Date.now() - box.at < DAY ? box.people : [];
}

/** Some of them were printed: only these are still needed. */
export function keepLeft(people: readonly SlipPerson[]): void {
  const kept = sessionStorage.getItem(KEY);
  if (kept === null) return;
  if (people.length === 0) return dropSlips();
  const box = JSON.parse(kept) as Box;
  sessionStorage.setItem(KEY, JSON.stringify({ ...box, people }));
}

export function dropSlips(): void {
  sessionStorage.removeItem(KEY);
}
