/** Test slips: asked for by a person, printed between two tickets, looked at by that person. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { SiteView } from '../live/site-view.js';
import type { PrintOrder, PrintResult } from '../protocol/live.js';
import type { PrintTestAnswer } from '../protocol/operations.js';

export interface PrintTestsParts {
  clock: Pick<Clock, 'now' | 'speed'>;
  /** Width of the printer's paper; `null` without an agent. */
  dots(site: string, printer: string): number | null;
  svg(view: SiteView, dots: number): string;
  print(site: string, order: PrintOrder): Promise<PrintResult>;
}

const OFFLINE: PrintResult = { outcome: 'blocked', bytesSent: 0, cause: 'agent-offline' };

export class PrintTests {
  readonly #parts: PrintTestsParts;
  /** The newest test of each printer since the start of this process. */
  readonly #tests = new Map<string, PrintTestAnswer>();

  constructor(parts: PrintTestsParts) {
    this.#parts = parts;
  }

  last(site: string, printer: string): PrintTestAnswer {
    return this.#tests.get(`${site}/${printer}`) ?? { result: null, printing: false, at: null };
  }

  /** Starts one, unless one is under way. @returns as it is then; `last` tells what became of it */
  start(view: SiteView, printer: string): PrintTestAnswer {
    const before = this.last(view.id, printer);
    if (before.printing) return before;
    const test: PrintTestAnswer = { result: null, printing: true, at: this.#parts.clock.now() };
    this.#tests.set(`${view.id}/${printer}`, test);
    void this.#print(view, printer).then((result) => {
      test.result = result;
      test.printing = false;
    });
    return test;
  }

  async #print(view: SiteView, printer: string): Promise<PrintResult> {
    const { clock, dots, svg, print } = this.#parts;
    const width = dots(view.id, printer);
    if (width === null) return OFFLINE;
    const attempt = `test-${randomUUID()}`;
    return print(view.id, { attempt, printer, svg: svg(view, width), speed: clock.speed });
  }
}
