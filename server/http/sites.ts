/** Sites, their boards and their journals. */
import { hallBoard, staffBoard } from '../domain/audience.js';
import type { BoardAnswer, JournalAnswer, SiteAnswer } from '../protocol/answers.js';
import { boardAnswer, journalAnswer, sitesAnswer } from '../protocol/schema/answers.js';
import { journalQuery } from '../protocol/schema/requests.js';
import type { Store } from '../store/port.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface SiteParts extends RouteParts {
  store: Store;
}

export function siteRoutes(parts: SiteParts): Route[] {
  return [sites(parts), board(parts), journal(parts)];
}

function sites(parts: SiteParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites',
      action: 'sites.read',
      summary: 'All sites',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'Id and name of each', schema: sitesAnswer },
      errors: [],
    },
    (): SiteAnswer[] =>
      parts.sites.all().map(({ id, config: { site } }) => ({
        ...{ id, name: site.name },
        kind: site.training ? 'training' : site.trial ? 'trial' : 'real',
      })),
  );
}

function board(parts: SiteParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/board',
      action: 'board.hall',
      summary: "The present state: the hall's view without a session, the staff's with one",
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The board', schema: boardAnswer },
      errors: [],
    },
    (call): BoardAnswer => {
      const { board: whole, config } = call.site();
      const staff = parts.access.allows(call.subject, 'board.staff', { site: call.siteId });
      const seen = staff ? staffBoard(whole) : hallBoard(whole, config.rules.showBadge);
      return { seq: whole.seq, board: seen };
    },
  );
}

function journal(parts: SiteParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/journal',
      action: 'journal.read',
      summary: 'What happened, oldest first',
      tag: 'Site',
      body: NOTHING,
      query: journalQuery,
      command: false,
      success: { status: 200, description: 'Entries after `after`', schema: journalAnswer },
      errors: [],
    },
    async (call): Promise<JournalAnswer> => {
      const { after, limit } = call.query;
      return { events: await parts.store.entries(call.site().id, after, limit) };
    },
  );
}
