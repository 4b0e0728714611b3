/**
 * The slip of somebody with a fresh one-time PIN, on the hall's own printer. Whoever made it hands it back to be
 * printed: this server keeps neither PIN nor address, so the slip goes straight to the agent and into no job. That
 * it was sent is written down, without what stood on it.
 */
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { PrintBetween } from '../operations/print-between.js';
import type { PrintTestAnswer } from '../protocol/operations.js';
import type { Person, PinSlipBody } from '../protocol/people.js';
import { printTestAnswer } from '../protocol/schema/operations.js';
import { pinSlipBody } from '../protocol/schema/people.js';
import { NOTHING } from './operation.js';
import { concerned } from './people.js';
import { BadRequest } from './problem.js';
import { record, type RecordParts } from './record.js';
import { route, type Route, type RouteParts } from './route.js';
import { printerOf } from './tickets.js';

export interface PinSlipParts extends RouteParts, RecordParts {
  printBetween: PrintBetween;
  /** Draws it for a paper so many dots wide. */
  pinSvg: (
    view: SiteView,
    slip: Pick<Person, 'name' | 'role'> & {
      pin: string;
      page: string | null;
      joinUntil: number;
      pinUntil: number;
    },
    dots: number,
  ) => Promise<string>;
  addresses: () => readonly string[];
}

const PATH = '/api/v1/sites/{site}/people/{person}/slip';
const COMMON = { tag: 'People', query: NOTHING, command: false, path: PATH } as const;

export function pinSlipRoutes(parts: PinSlipParts): Route[] {
  return [print(parts), state(parts)];
}

const nameOf = (person: string): string => `pin/${person}`;

function print(parts: PinSlipParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'post',
      action: 'people.write',
      summary: 'Prints the slip of a fresh one-time PIN between two tickets',
      body: pinSlipBody,
      success: { status: 201, description: 'On its way', schema: printTestAnswer },
      errors: ['person-unknown', 'pin-over'],
    },
    async (call): Promise<PrintTestAnswer> => {
      const view = call.site();
      const { pin, join } = call.body;
      const person = await concerned(parts, call);
      const printer = realPrinter(view, call.body.printer);
      const page = pageOf(parts, call.body);
      const holds = await parts.access.people.slipOf(person.id, join);
      if (holds === null) throw new AppError('pin-over');
      const { name, role } = person;
      const svg = (dots: number): Promise<string> =>
        parts.pinSvg(view, { name, role, pin, page, ...holds }, dots);
      const isUnderWay = parts.printBetween.last(view.id, nameOf(person.id)).printing;
      const started = parts.printBetween.start(view, printer, nameOf(person.id), svg);
      if (!isUnderWay) {
        const data = { person: person.id, printer };
        await record(parts, view, call.subject.actor, 'person.slip-printed', data);
      }
      return started;
    },
  );
}

function state(parts: PinSlipParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'get',
      action: 'people.read',
      summary: 'What became of the newest such slip',
      body: NOTHING,
      success: { status: 200, description: 'The newest one', schema: printTestAnswer },
      errors: ['person-unknown'],
    },
    async (call): Promise<PrintTestAnswer> =>
      parts.printBetween.last(call.siteId, nameOf((await concerned(parts, call)).id)),
  );
}

/** A virtual printer keeps pictures of all that it prints: where people are real it gets no PIN. */
function realPrinter({ config }: SiteView, wanted: string): string {
  const id = printerOf(config, wanted, 'printer');
  const { address } = config.printers.find((printer) => printer.id === id) ?? {};
  const unreal = config.site.trial || config.site.training;
  if (address === 'virtual' && !unreal) {
    throw new BadRequest([{ path: 'printer', message: 'a virtual printer keeps its pictures' }]);
  }
  return id;
}

/** The address of the slip's code: only one of this server's own. */
function pageOf({ addresses }: PinSlipParts, { address, join }: PinSlipBody): string | null {
  if (address === null) return null;
  if (!addresses().includes(address)) {
    throw new BadRequest([{ path: 'address', message: 'not an address of this server' }]);
  }
  return `${address.replace(/\/$/, '')}/join/${join}`;
}
