/** What printers answer, as their test slips found: told to their agents, and kept for other connections. */
import type { Log } from '../log.js';
import type { PrinterAnswers, PrinterTested } from '../protocol/printing.js';
import type { Agent } from './ask-agent.js';
import type { PrinterAnswersKept, PrinterLink } from './printer-links.js';

/** A connected agent, as far as its printer's answers go. */
export interface TestedAgent extends PrinterLink {
  agent: Agent;
  /** Which unit it has; '' of an agent that does not say. */
  unit: string;
  /** What a test slip found that it answers. */
  answers: PrinterTested | null;
  /** It said that its paper ended or its cover stood open. */
  warned: boolean;
}

export interface TestedAnswersParts {
  answers: PrinterAnswersKept;
  /** Site time, ms. */
  now(): number;
  log: Log;
}

export class TestedAnswers {
  readonly #parts: TestedAnswersParts;

  constructor(parts: TestedAnswersParts) {
    this.#parts = parts;
  }

  /** A test slip found this just now. */
  found(own: TestedAgent, found: PrinterAnswers): void {
    const warned = own.warned || own.answers?.warned === true;
    this.#keep(own, { ...found, at: this.#parts.now(), warned });
  }

  /** It said that something is wrong: its "all is well" is worth something from now on. */
  warned(own: TestedAgent): void {
    own.warned = true;
    if (own.answers?.warned === false) this.#keep(own, { ...own.answers, warned: true });
  }

  /** Tells an agent that came what is known of its printer; without that its profile counts. */
  remind(own: TestedAgent): void {
    const { site, printer } = own;
    this.#remind(own).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, site, printer }, 'answers of a printer not read');
    });
  }

  async #remind(own: TestedAgent): Promise<void> {
    const { site, printer, unit, agent } = own;
    const tested = await this.#parts.answers.of({ site, printer }, unit);
    // It may have gone meanwhile, or a test slip have found out more.
    if (tested === null || agent.disconnected || own.answers !== null) return;
    own.answers = tested;
    const { status, pushes, proof } = tested;
    agent.emit('answers', { status, pushes, proof });
    if (own.warned) this.warned(own);
  }

  #keep(own: TestedAgent, tested: PrinterTested): void {
    const { site, printer, unit } = own;
    own.answers = tested;
    this.#parts.answers.keep({ site, printer }, unit, tested).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, site, printer }, 'answers of a printer not kept');
    });
  }
}
