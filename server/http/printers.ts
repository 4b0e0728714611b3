/** The printers of a site and how they are. */
import type { PrintersAnswer } from '../protocol/answers.js';
import { paperLeft } from '../domain/paper-left.js';
import { AppError } from '../errors.js';
import type { RollsKept } from '../live/printer-links.js';
import type {
  PaperLeft,
  PrinterCondition,
  PrinterStatus,
  PrinterTested,
} from '../protocol/printing.js';
import { paperLeftAnswer, printersAnswer } from '../protocol/schema/answers.js';
import { rollBody } from '../protocol/schema/requests.js';
import { NOTHING } from './operation.js';
import { record, type RecordParts } from './record.js';
import { route, type Route, type RouteParts } from './route.js';

export interface PrinterParts extends RouteParts, RecordParts {
  /** What the agent of a printer last said; `null` when none was connected. */
  printerStatus: (site: string, printer: string) => PrinterStatus | null;
  /** What a test slip found that it answers. */
  printerAnswers: (site: string, printer: string) => PrinterTested | null;
  /** All printers of a site as its screens are told of them. */
  printerConditions: (site: string) => PrinterCondition[];
  rolls: RollsKept;
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
      const conditions = parts.printerConditions(id);
      return {
        printers: config.printers.map((printer) => ({
          ...printer,
          status: parts.printerStatus(id, printer.id),
          answers: parts.printerAnswers(id, printer.id),
          condition: conditions.find((condition) => condition.id === printer.id) ?? null,
        })),
      };
    },
  );
  return [printers, roll(parts)];
}

/** Naming the roll that is over makes it the same, and one entry, however often and by however many it is said. */
function roll(parts: PrinterParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: '/api/v1/sites/{site}/printers/{printer}/roll',
      action: 'printers.roll',
      summary: 'Says that a new roll of paper is in, or that it is the old one still',
      tag: 'Site',
      body: rollBody,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'Its paper from now on', schema: paperLeftAnswer },
      errors: ['not-found'],
    },
    async (call): Promise<PaperLeft> => {
      const view = call.site();
      const { id: site, config } = view;
      const printer = config.printers.find(({ id }) => id === call.parameter('printer'));
      if (printer === undefined) throw new AppError('not-found');
      const { rolls, clock } = parts;
      const link = { site, printer: printer.id };
      await rolls.load(link);
      const { changed, roll: number } = call.body;
      if (changed) {
        const data = { printer: printer.id, roll: number };
        const isFirst = await rolls.change(link, number, clock.now());
        if (isFirst) await record(parts, view, call.subject.actor, 'printer.roll-changed', data);
      } else if (rolls.of(link)?.number === number) await rolls.ask(link, false);
      const known = rolls.of(link);
      if (known === null) throw new AppError('internal');
      return paperLeft(known, printer);
    },
  );
}
