/** What the door's search finds at a site: procedures, and the groups that they or their names lead to. */
import { foldText, foundIn } from '../../../server/domain/fold-text.js';
import type { StaffGroup, StaffSite } from '../../shared/staff-site.js';
import { groupOf } from '../../shared/staff-site.js';
import { type Hit, NeedIndex } from './need-index.js';

export interface Found {
  hits: readonly Hit[];
  /** Ids of groups of which a number can be given at once, likeliest first. */
  groups: readonly string[];
}

const MOST_HITS = 8;
const MOST_GROUPS = 2;

/** Searches one site; made anew when that is configured anew. */
export class NeedSearch {
  #site: StaffSite | null = null;
  #index = new NeedIndex([]);
  #last: { query: string; found: Found } | null = null;

  find(site: StaffSite, query: string, usual: (id: string) => number): Found {
    const index = this.#of(site);
    // The page is drawn anew each half second, the query stays.
    if (this.#last?.query === query) return this.#last.found;
    const hits = index.find(query, MOST_HITS, usual);
    const found = { hits, groups: groupsFor(site, query, hits) };
    this.#last = { query, found };
    return found;
  }

  #of(site: StaffSite): NeedIndex {
    if (this.#site === site) return this.#index;
    this.#site = site;
    this.#last = null;
    this.#index = new NeedIndex(
      site.procedures.map(({ id, name, aliases, cases, group }) => ({
        id,
        name,
        aliases,
        papers: [
          ...new Set(cases.flatMap(({ documents }) => documents.map((paper) => paper.name))),
        ],
        group: groupOf(site, group)?.name ?? '',
      })),
    );
    return this.#index;
  }
}

/** Groups named by what was typed, then those of what was found; where there is nothing, the last one. */
function groupsFor(site: StaffSite, query: string, hits: readonly Hit[]): string[] {
  const named = site.groups.filter((group) => isNamed(group, query)).map(({ id }) => id);
  const ofHits = hits.flatMap(
    ({ id }) => site.procedures.find((procedure) => procedure.id === id)?.group ?? [],
  );
  const likely = [...new Set([...named, ...ofHits])].slice(0, MOST_GROUPS);
  if (likely.length > 0) return likely;
  // A site ends its list with what fits nowhere else ("Việc khác").
  const last = site.groups.at(-1);
  return last === undefined ? [] : [last.id];
}

function isNamed({ name, short, letter }: StaffGroup, query: string): boolean {
  if (foldText(query) === foldText(letter)) return true;
  return foldText(query).length > 1 && (foundIn(name, query) || foundIn(short, query));
}
