/** Deleting what a site no longer keeps (`Store.trim`). */
import type { SiteState } from './site.js';

/** Whether a day is over for good: closed, and not the one that the newest entry is of. */
function isOver(site: SiteState, day: string): boolean {
  const open = site.firstSeqs.has(day) && !site.closedDays.has(day);
  return !open && day !== site.journal.at(-1)?.day;
}

/** @returns how many entries went */
export function trimSite(site: SiteState, ticketsBefore: string, journalBefore: string): number {
  for (const [id, { day }] of site.tickets) {
    if (day >= ticketsBefore || !isOver(site, day)) continue;
    site.tickets.delete(id);
    site.notes.delete(id);
    site.copies.delete(id);
  }
  for (const day of site.days.keys()) {
    if (day < ticketsBefore && isOver(site, day)) site.days.delete(day);
  }
  const kept = [...site.firstSeqs].filter(([day]) => day >= journalBefore || !isOver(site, day));
  const first = Math.min(...kept.map(([, seq]) => seq));
  const gone = site.journal.filter(({ seq }) => seq < first).length;
  site.journal.splice(0, gone);
  for (const [day, seq] of site.firstSeqs) {
    if (seq >= first) continue;
    site.firstSeqs.delete(day);
    site.lines.delete(day);
    site.closedDays.delete(day);
  }
  return gone;
}
