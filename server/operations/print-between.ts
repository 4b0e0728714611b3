/** Slips that are no tickets: asked for by a person, printed between two tickets, looked at by that person. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { mayBeOnPaper } from '../effects/print-ledger.js';
import type { RollMeter } from '../effects/roll-meter.js';
import { paperOf } from '../effects/slip-paper.js';
import type { SiteView } from '../live/site-view.js';
import type { PrintOrder, PrintResult } from '../protocol/printing.js';
import type { PrintTestAnswer } from '../protocol/operations.js';

export interface PrintBetweenParts {
  clock: Pick<Clock, 'now' | 'speed'>;
  /** Width of the printer's paper; `null` without an agent. */
  dots(site: string, printer: string): number | null;
  /** Dots that it feeds after a slip. */
  feed(site: string, printer: string): number;
  print(site: string, order: PrintOrder): Promise<PrintResult>;
  rolls: Pick<RollMeter, 'add'>;
  log: Log;
}

const OFFLINE: PrintResult = { outcome: 'blocked', bytesSent: 0, cause: 'agent-offline' };
const BAD_PICTURE: PrintResult = { outcome: 'failed', bytesSent: 0, cause: 'bad-picture' };
/** Whoever asked looks within minutes: what became of older slips is nobody's question. */
const REMEMBERED = 200;

export class PrintBetween {
  readonly #parts: PrintBetweenParts;
  /** The newest slip of each name since the start of this process, oldest first. */
  readonly #slips = new Map<string, PrintTestAnswer>();

  constructor(parts: PrintBetweenParts) {
    this.#parts = parts;
  }

  /** What became of the newest slip of this name. */
  last(site: string, name: string): PrintTestAnswer {
    return this.#slips.get(`${site}/${name}`) ?? { result: null, printing: false, at: null };
  }

  /**
   * Prints one, unless one of this name is under way.
   * @param svg draws it for a paper so many dots wide
   * @param probe also finds out what the printer answers
   * @returns as it is then; `last` tells what became of it
   */
  start(
    { id: site }: Pick<SiteView, 'id'>,
    printer: string,
    name: string,
    svg: (dots: number) => Promise<string>,
    probe = false,
  ): PrintTestAnswer {
    const before = this.last(site, name);
    if (before.printing) return before;
    const slip: PrintTestAnswer = { result: null, printing: true, at: this.#parts.clock.now() };
    this.#slips.delete(`${site}/${name}`);
    this.#slips.set(`${site}/${name}`, slip);
    this.#forgetOld();
    void this.#print(site, printer, svg, probe).then((result) => {
      slip.result = result;
      slip.printing = false;
    });
    return slip;
  }

  #forgetOld(): void {
    for (const name of this.#slips.keys()) {
      if (this.#slips.size <= REMEMBERED) return;
      this.#slips.delete(name);
    }
  }

  async #print(
    site: string,
    printer: string,
    svg: (dots: number) => Promise<string>,
    probe: boolean,
  ): Promise<PrintResult> {
    const { clock, dots, feed, print, rolls, log } = this.#parts;
    const width = dots(site, printer);
    if (width === null) return OFFLINE;
    const attempt = `between-${randomUUID()}`;
    const drawn = await svg(width).catch((error: unknown) => {
      log.error({ err: error, site, printer }, 'slip cannot be drawn');
      return null;
    });
    if (drawn === null) return BAD_PICTURE;
    const order = { attempt, printer, svg: drawn, speed: clock.speed };
    const result = await print(site, probe ? { ...order, probe } : order);
    if (mayBeOnPaper(result)) {
      rolls
        .add({ site, printer }, paperOf(order.svg, feed(site, printer)))
        .catch((error: unknown) => {
          log.warn({ err: error, site, printer }, 'paper of a slip not counted');
        });
    }
    return result;
  }
}
