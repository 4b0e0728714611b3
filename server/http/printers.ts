/** The printers of a site and how they are. */
import type { PrintersAnswer } from '../protocol/answers.js';
import type { PrinterStatus, PrinterTested } from '../protocol/live.js';
import { printersAnswer } from '../protocol/schema/answers.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface PrinterParts extends RouteParts {
  /** What the agent of a printer last said; `null` when none was connected. */
  printerStatus: (site: string, printer: string) => PrinterStatus | null;
  /** What a test slip found that it answers. */
  printerAnswers: (site: string, printer: string) => PrinterTested | null;
}

export function printerRoutes(parts: PrinterParts): Route[] {
  const printers = route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/printers',
      action: 'printers.read',
      summary: 'Printers and how they are',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'All printers', schema: printersAnswer },
      errors: [],
    },
    (call): PrintersAnswer => {
      const { id, config } = call.site();
      return {
        printers: config.printers.map((printer) => ({
          ...printer,
          status: parts.printerStatus(id, printer.id),
          answers: parts.printerAnswers(id, printer.id),
        })),
      };
    },
  );
  return [printers];
}
