/** The agents of the printers that this process reaches itself, not through another machine. */
import type { SiteViews } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { PrinterConfig } from '../protocol/config.js';

/** An agent that runs; `paper` is the address of a virtual printer's page. */
export interface EmbeddedAgent {
  readonly paper: string | null;
  stop(): Promise<void>;
}

export interface EmbeddedPrintersParts {
  sites: SiteViews;
  startAgent(site: string, printer: PrinterConfig): Promise<EmbeddedAgent>;
  log: Log;
}

/** Addresses of printers beside which an agent, or a browser, runs: this machine cannot reach them. */
const ELSEWHERE = ['remote', 'browser'];
/** ms between two looks whether a configuration has other printers now. */
const LOOK = 2_000;

/** Whether its agent is a part of this process. */
export function isEmbedded({ address }: Pick<PrinterConfig, 'address'>): boolean {
  return !ELSEWHERE.includes(address);
}

export class EmbeddedPrinters {
  readonly #parts: EmbeddedPrintersParts;
  /** By site and printer as configured: a printer that changed is another one. */
  readonly #agents = new Map<string, EmbeddedAgent>();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: EmbeddedPrintersParts) {
    this.#parts = parts;
  }

  /** Page of a site's first virtual printer, or `null`. */
  paperOf(site: string): string | null {
    for (const [name, { paper }] of this.#agents) {
      if (name.startsWith(`${site} `) && paper !== null) return paper;
    }
    return null;
  }

  async start(): Promise<void> {
    await this.#match();
    this.#timer = setInterval(() => {
      // `#match` throws nothing: a look that failed would keep every later one from happening.
      this.#working = this.#working.then(() => this.#match());
    }, LOOK);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
    await Promise.all([...this.#agents].map(([name, agent]) => this.#stopAgent(name, agent)));
  }

  async #match(): Promise<void> {
    const wanted = new Map<string, () => Promise<EmbeddedAgent>>();
    for (const { id, config } of this.#parts.sites.all()) {
      for (const printer of config.printers) {
        if (!isEmbedded(printer)) continue;
        const { startAgent } = this.#parts;
        wanted.set(`${id} ${JSON.stringify(printer)}`, () => startAgent(id, printer));
      }
    }
    for (const [name, agent] of this.#agents) {
      if (wanted.has(name)) continue;
      await this.#stopAgent(name, agent);
    }
    for (const [name, startAgent] of wanted) {
      if (this.#agents.has(name)) continue;
      try {
        this.#agents.set(name, await startAgent());
      } catch (error) {
        this.#parts.log.error({ err: error, printer: name }, 'printer agent not started');
      }
    }
  }

  async #stopAgent(name: string, agent: EmbeddedAgent): Promise<void> {
    this.#agents.delete(name);
    try {
      await agent.stop();
    } catch (error) {
      this.#parts.log.error({ err: error, printer: name }, 'printer agent did not stop in order');
    }
  }
}
