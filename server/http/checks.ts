/** What the checks of morning and evening do: a test slip, codes and a sentence on the screens, a line in the journal. */
import { AppError } from '../errors.js';
import type { Clock } from '../clock.js';
import { recordAtSites } from '../operations/records.js';
import type { PrintBetween } from '../operations/print-between.js';
import type { SiteView } from '../live/site-view.js';
import type { IdentifyAnswer, PrintTestAnswer, SoundAnswer } from '../protocol/operations.js';
import {
  checkBody,
  identifyAnswer,
  printTestAnswer,
  soundAnswer,
  soundBody,
} from '../protocol/schema/operations.js';
import { z } from 'zod';
import type { Store } from '../store/port.js';
import { NOTHING } from './operation.js';
import { BadRequest } from './problem.js';
import { route, type Call, type Route, type RouteParts } from './route.js';

export interface CheckParts extends RouteParts {
  store: Store;
  clock: Clock;
  printBetween: PrintBetween;
  /** A slip that only shows that a printer prints, so many dots wide. */
  testSvg: (view: SiteView, dots: number) => Promise<string>;
  /** Shows a code on each hall screen of a site. */
  identifyScreens: (site: string) => IdentifyAnswer;
  /** Plays a sentence on the hall screens of a zone; `null`: on those that show all zones. */
  soundScreens: (view: SiteView, zone: string | null) => SoundAnswer;
}

const PRINTER = '/api/v1/sites/{site}/printers/{printer}/test';
const EMPTY = z.strictObject({});

export function checkRoutes(parts: CheckParts): Route[] {
  return [printTest(parts), printTestState(parts), identify(parts), sound(parts), done(parts)];
}

/** @throws AppError `site-unknown`, `not-found` */
function printerOf(call: Call): string {
  const id = call.parameter('printer');
  if (!call.site().config.printers.some((printer) => printer.id === id)) {
    throw new AppError('not-found');
  }
  return id;
}

const testOf = (printer: string): string => `test/${printer}`;

function printTest(parts: CheckParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: PRINTER,
      action: 'printers.test',
      summary: 'Prints a test slip between two tickets',
      tag: 'Site',
      body: EMPTY,
      query: NOTHING,
      command: false,
      success: { status: 201, description: 'On its way', schema: printTestAnswer },
      errors: ['not-found'],
    },
    (call): PrintTestAnswer => {
      const view = call.site();
      const printer = printerOf(call);
      const svg = (dots: number): Promise<string> => parts.testSvg(view, dots);
      return parts.printBetween.start(view, printer, testOf(printer), svg, true);
    },
  );
}

function printTestState(parts: CheckParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: PRINTER,
      action: 'printers.test',
      summary: 'What became of the newest test slip',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The newest test', schema: printTestAnswer },
      errors: ['not-found'],
    },
    (call): PrintTestAnswer => parts.printBetween.last(call.siteId, testOf(printerOf(call))),
  );
}

function identify(parts: CheckParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: '/api/v1/sites/{site}/screens/identify',
      action: 'checks.write',
      summary: 'Shows a code on each hall screen for a while',
      tag: 'Site',
      body: EMPTY,
      query: NOTHING,
      command: false,
      success: { status: 201, description: 'The screens and their codes', schema: identifyAnswer },
      errors: [],
    },
    (call): IdentifyAnswer => parts.identifyScreens(call.site().id),
  );
}

function sound(parts: CheckParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: '/api/v1/sites/{site}/screens/sound',
      action: 'checks.write',
      summary: 'Plays a spoken sentence on each hall screen of a zone',
      tag: 'Site',
      body: soundBody,
      query: NOTHING,
      command: false,
      success: { status: 201, description: 'The screens that were asked', schema: soundAnswer },
      errors: ['not-found'],
    },
    (call): SoundAnswer => {
      const view = call.site();
      const { zone } = call.body;
      if (zone !== null && !view.config.zones.some(({ id }) => id === zone)) {
        throw new AppError('not-found');
      }
      return parts.soundScreens(view, zone);
    },
  );
}

function done(parts: CheckParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: '/api/v1/sites/{site}/checks',
      action: 'checks.write',
      summary: 'Writes down what a check of the morning or evening found',
      tag: 'Site',
      body: checkBody,
      query: NOTHING,
      command: false,
      success: { status: 201, description: 'Hash of the newest entry before it' },
      errors: [],
    },
    async (call): Promise<{ head: string }> => {
      const { id, config } = call.site();
      const { store, clock } = parts;
      const known = new Set([
        ...config.printers.map((printer) => `printer:${printer.id}`),
        ...config.zones.map((zone) => `sound:${zone.id}`),
      ]);
      for (const path of ['good', 'bad'] as const) {
        const odd = call.body[path].some((one) => one.includes(':') && !known.has(one));
        if (odd) throw new BadRequest([{ path, message: 'no such printer or zone' }]);
      }
      const head = (await store.head(id))?.h ?? '';
      const { timeZone } = config.site;
      await recordAtSites(store, clock, [{ id, timeZone }], {
        type: 'check.done',
        data: { ...call.body, head },
        actor: call.subject.actor,
        reason: `${call.subject.actor} ${clock.now()}`,
      });
      return { head };
    },
  );
}
