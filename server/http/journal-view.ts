/** The journal for people, and whether it is whole. */
import type { Clock } from '../clock.js';
import { businessDay } from '../domain/day.js';
import { viewJournal } from '../operations/journal-view.js';
import { verifyJournal } from '../operations/verify-journal.js';
import type { JournalVerdict, JournalView } from '../protocol/operations.js';
import {
  journalVerdict,
  journalView,
  verifyQuery,
  viewQuery,
} from '../protocol/schema/operations.js';
import type { Store } from '../store/port.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface JournalViewParts extends RouteParts {
  store: Store;
  clock: Clock;
}

/** ms of looking before an answer says where to go on: well within what a request may take. */
const WITHIN_MS = 700;

export function journalViewRoutes(parts: JournalViewParts): Route[] {
  const view = route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/journal/view',
      action: 'journal.read',
      summary: 'Who did what on one day, newest first; today where no day is named',
      tag: 'Site',
      body: NOTHING,
      query: viewQuery,
      command: false,
      success: { status: 200, description: 'Lines', schema: journalView },
      errors: [],
    },
    (call): Promise<JournalView> => {
      const { id, config } = call.site();
      const today = businessDay(parts.clock.now(), config.site.timeZone);
      return viewJournal(parts.store, id, today, { day: today, ...call.query });
    },
  );
  const verify = route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/journal/verify',
      action: 'journal.read',
      summary: 'Whether every entry follows the one before it by number and hash',
      tag: 'Site',
      body: NOTHING,
      query: verifyQuery,
      command: false,
      success: { status: 200, description: 'What was found', schema: journalVerdict },
      errors: [],
    },
    (call): Promise<JournalVerdict> =>
      verifyJournal(parts.store, call.site().id, { ...call.query, within: WITHIN_MS }),
  );
  return [view, verify];
}
