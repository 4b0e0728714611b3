/** Printers before they are configured: looked for, and tried out. Both go on after the answer. */
import type { PrinterConfig } from '../protocol/config.js';
import type { PrinterSearch, PrinterTrial } from '../protocol/printers.js';
import { printerSearch, printerTrialAnswer, trialBody } from '../protocol/schema/printers.js';
import { z } from 'zod';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

/** Looks where the machine itself is and nowhere else: nobody names a network to it. */
export interface PrinterDesk {
  /** Begins a search unless one is under way. @returns as it stands */
  search(): PrinterSearch;
  searched(): PrinterSearch;
  /**
   * Prints a test slip at an address, unless one is being printed at another.
   * @param place that the slip names
   */
  try(address: string, dots: PrinterConfig['dots'], place: string): Promise<PrinterTrial | null>;
  tried(): PrinterTrial | null;
}

export interface PrinterSearchParts extends RouteParts {
  desk: PrinterDesk;
}

const SEARCH = '/api/v1/sites/{site}/printers/find';
const TRIAL = '/api/v1/sites/{site}/printers/try';
const EMPTY = z.strictObject({});
/** ms: the slip is drawn before the answer. */
const DRAWN_WITHIN = 5_000;

export function printerSearchRoutes(parts: PrinterSearchParts): Route[] {
  const { desk } = parts;
  return [
    route(
      parts,
      {
        method: 'post',
        path: SEARCH,
        action: 'printers.find',
        summary:
          'Looks for printers in the networks of the server’s machine and on its USB; prints nothing',
        tag: 'Site',
        body: EMPTY,
        query: NOTHING,
        command: false,
        success: { status: 201, description: 'The search', schema: printerSearch },
        errors: [],
      },
      (call): PrinterSearch => {
        call.site();
        return desk.search();
      },
    ),
    route(
      parts,
      {
        method: 'get',
        path: SEARCH,
        action: 'printers.find',
        summary: 'How far the newest search for printers is, and what it found',
        tag: 'Site',
        body: NOTHING,
        query: NOTHING,
        command: false,
        success: { status: 200, description: 'The search', schema: printerSearch },
        errors: [],
      },
      (call): PrinterSearch => {
        call.site();
        return desk.searched();
      },
    ),
    route(
      parts,
      {
        method: 'post',
        path: TRIAL,
        action: 'printers.try',
        summary: 'Prints a test slip on a printer that is no site’s yet',
        tag: 'Site',
        body: trialBody,
        query: NOTHING,
        command: false,
        longest: DRAWN_WITHIN,
        oneAtATime: true,
        success: { status: 201, description: 'The trial', schema: printerTrialAnswer },
        errors: ['too-many'],
      },
      async (call): Promise<{ trial: PrinterTrial | null }> => {
        const { address, dots } = call.body;
        return { trial: await desk.try(address, dots, call.site().config.site.name.vi) };
      },
    ),
    route(
      parts,
      {
        method: 'get',
        path: TRIAL,
        action: 'printers.try',
        summary: 'What became of the newest trial of a printer',
        tag: 'Site',
        body: NOTHING,
        query: NOTHING,
        command: false,
        success: { status: 200, description: 'The trial', schema: printerTrialAnswer },
        errors: [],
      },
      (call): { trial: PrinterTrial | null } => {
        call.site();
        return { trial: desk.tried() };
      },
    ),
  ];
}
