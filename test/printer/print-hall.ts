/** A server with a printer's queue, wired as the product does it, on a test's own Redis. */
import { Changes } from '../../printer/session/changes.js';
import { PrintLedger } from '../../server/effects/print-ledger.js';
import {
  lostSlip,
  printSlip,
  type PrintSlipParts,
  recallSlips,
} from '../../server/effects/print-slip.js';
import { CITIZEN_PARTS, citizenSentences } from '../../server/domain/citizen-words.js';
import { SlipDrawer } from '../../server/effects/slip-drawer.js';
import { SystemCommands } from '../../server/effects/system-commands.js';
import type { Effects } from '../../server/effects/effects.js';
import { ticketAnswer } from '../../server/http/ticket-answer.js';
import type { PrintResult } from '../../server/protocol/printing.js';
import { loadWording } from '../../server/words.js';
import { fileURLToPath } from 'node:url';
import { effectsOf } from '../support/effects.js';
import { siteConfig } from '../support/factories.js';
import { type LiveTestServer, startLiveServer } from '../support/live-server.js';
import type { TestRedis } from '../support/redis.js';
import { ticketLinks } from '../support/ticket-links.js';

const LOCALES = fileURLToPath(new URL('../../display/locales', import.meta.url));

const PRINTER = { id: 'p1', name: 'Máy in', address: 'virtual', dots: 576 } as const;
const SECOND = { ...PRINTER, id: 'p2', name: 'Máy in 2' };

export interface PrintHall extends AsyncDisposable {
  server: LiveTestServer;
  parts: PrintSlipParts;
  ledger: PrintLedger;
  drawer: SlipDrawer;
  /** Every slip that was drawn for an order, in order. */
  drawn: { number: string; svg: string }[];
  /** What agents answered, in order. */
  results: PrintResult[];
  /** Resolves when an agent answered so. */
  answered(so: (result: PrintResult) => boolean): Promise<boolean>;
}

/**
 * @param printers how many the site has, one or two
 * @param printWithin ms that an agent may take for a slip, where it is not the usual time
 */
export async function openPrintHall(
  redis: TestRedis,
  printers: 1 | 2 = 1,
  printWithin?: number,
): Promise<PrintHall> {
  const config = { ...siteConfig(), printers: [PRINTER, SECOND].slice(0, printers) };
  const patience = printWithin === undefined ? {} : { printWithin };
  const server = await startLiveServer({ redis, config, ...patience });
  const wording = await loadWording(LOCALES);
  const { relays, clock, live, store } = server;
  const citizen = citizenSentences(wording.sentences('vi', CITIZEN_PARTS));
  const links = ticketLinks(null);
  const drawer = new SlipDrawer({
    ...{ clock, text: wording.text, citizen, linkOf: () => null },
    picture: () => Promise.resolve(null),
    standing: (view, ticket) => ticketAnswer(view, ticket, { clock, links }),
  });
  const drawn: PrintHall['drawn'] = [];
  const results: PrintResult[] = [];
  const changes = new Changes();
  const ledger = new PrintLedger(redis.client(), server.rolls);
  const parts: PrintSlipParts = {
    ...{ sites: relays, clock, ledger },
    commands: new SystemCommands(store, clock),
    drawer: {
      async svg(view, ticket, copy, dots) {
        const svg = await drawer.svg(view, ticket, copy, dots);
        drawn.push({ number: ticket.number, svg });
        return svg;
      },
    },
    printers: {
      dots: (site, printer) => live.printers.dots(site, printer),
      feed: (site, printer) => live.printers.feed(site, printer),
      status: (site, printer) => live.printers.status(site, printer),
      recall: (link, attempt) => live.printers.recall(link, attempt),
      async print(site, order) {
        const result = await live.printers.print(site, order);
        results.push(result);
        changes.notify();
        return result;
      },
    },
  };
  const effects: Effects = effectsOf({
    redis,
    server,
    printSlip: printSlip(parts),
    lostSlip: lostSlip(parts),
    recallSlips: recallSlips(parts),
  });
  effects.start();
  return {
    ...{ server, parts, ledger, drawer, drawn, results },
    answered(so) {
      const last = performance.now() + 20_000;
      return changes.until(
        () => results.some(so),
        () => last,
      );
    },
    async [Symbol.asyncDispose]() {
      await effects.stop();
      await server.stop();
    },
  };
}
