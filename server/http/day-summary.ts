/** The day on paper: its figures and the last hash of its journal ("the journal for people"). */
import type { SiteView } from '../live/site-view.js';
import type { PrintBetween } from '../operations/print-between.js';
import type { PrintTestAnswer } from '../protocol/operations.js';
import { printTestAnswer } from '../protocol/schema/operations.js';
import { actionBodies } from '../protocol/schema/requests.js';
import type { Head, Store } from '../store/port.js';
import { NOTHING } from './operation.js';
import { route, SENT, type Route, type RouteParts } from './route.js';
import { printerOf } from './tickets.js';

export interface DaySummaryParts extends RouteParts {
  store: Pick<Store, 'head'>;
  printBetween: PrintBetween;
  /** Draws the summary of today for a paper so many dots wide. */
  summarySvg: (view: SiteView, head: Head | null, dots: number) => Promise<string>;
  summaryPicture: (view: SiteView, head: Head | null) => Promise<Uint8Array>;
}

const SUMMARY = '/api/v1/sites/{site}/day/summary';
/** There is one summary at a time. */
const NAME = 'summary';

export function daySummaryRoutes(parts: DaySummaryParts): Route[] {
  return [picture(parts), print(parts), printState(parts)];
}

function picture(parts: DaySummaryParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${SUMMARY}.png`,
      action: 'checks.write',
      summary: 'Today in figures with the last hash of the journal, as it is printed',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The picture', type: 'image/png' },
      errors: [],
    },
    async (call) => {
      const view = call.site();
      const png = await parts.summaryPicture(view, await parts.store.head(view.id));
      call.response.setHeader('Content-Type', 'image/png');
      call.response.end(png);
      return SENT;
    },
  );
}

function print(parts: DaySummaryParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${SUMMARY}/print`,
      action: 'checks.write',
      summary: 'Prints today in figures between two tickets',
      tag: 'Site',
      body: actionBodies.reprint,
      query: NOTHING,
      command: false,
      success: { status: 201, description: 'On its way', schema: printTestAnswer },
      errors: [],
    },
    async (call): Promise<PrintTestAnswer> => {
      const view = call.site();
      const head = await parts.store.head(view.id);
      const printer = printerOf(view.config, call.body.printer, 'printer');
      const svg = (dots: number): Promise<string> => parts.summarySvg(view, head, dots);
      return parts.printBetween.start(view, printer, NAME, svg);
    },
  );
}

function printState(parts: DaySummaryParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${SUMMARY}/print`,
      action: 'checks.write',
      summary: 'What became of the printed summary',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The newest one', schema: printTestAnswer },
      errors: [],
    },
    (call): PrintTestAnswer => parts.printBetween.last(call.siteId, NAME),
  );
}
