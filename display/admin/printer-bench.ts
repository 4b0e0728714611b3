/** Printers as things that stand in the hall: found, tried before they are configured, tested after. */
import type { PrintersAnswer } from '../../server/protocol/answers.js';
import type { PrinterConfig } from '../../server/protocol/config.js';
import type { PrinterCondition } from '../../server/protocol/printing.js';
import type { PrintTestAnswer } from '../../server/protocol/operations.js';
import type { PrinterSearch, PrinterTrial } from '../../server/protocol/printers.js';
import { type Child, h } from '../shared/dom.js';
import { PrinterFinder } from '../shared/printer-finder.js';
import { finderView } from '../shared/printer-finder-view.js';
import { outcomeTells, printerTells } from '../shared/printer-tells.js';
import { button } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

type Known = PrintersAnswer['printers'][number];

/** ms between two looks while the printers are shown, and while a slip is being printed. */
const LOOK_MS = 3_000;
const SOON_MS = 700;
/** Where they are shown. */
const SHOWN = /\/admin\/slip\/printers/;

export class PrinterBench {
  readonly finder: PrinterFinder;
  readonly #tools: AdminTools;
  #known: readonly Known[] = [];
  /** The newest test slip of each printer that was tested here. */
  #tests: Readonly<Record<string, PrintTestAnswer>> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tools: AdminTools) {
    this.#tools = tools;
    this.finder = new PrinterFinder(
      {
        search: async (begin) => {
          const path = `${this.#base()}/find`;
          const reply = begin
            ? await tools.send<PrinterSearch>('POST', path, {})
            : await tools.send<PrinterSearch>('GET', path);
          return reply.ok ? reply.body : null;
        },
        trial: async (wanted) => {
          const path = `${this.#base()}/try`;
          const reply =
            wanted === null
              ? await tools.send<{ trial: PrinterTrial | null }>('GET', path)
              : await tools.send<{ trial: PrinterTrial | null }>('POST', path, wanted);
          return reply.ok ? reply.body.trial : null;
        },
      },
      () => tools.redraw(),
    );
  }

  /** The list of printers may have been opened: it looks as long as that is shown. */
  look(): void {
    clearTimeout(this.#timer);
    if (!SHOWN.test(location.pathname)) {
      this.finder.leave();
      return;
    }
    void this.#read().finally(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.look(), LOOK_MS);
    });
  }

  async #read(): Promise<void> {
    const reply = await this.#tools.send<PrintersAnswer>('GET', this.#base());
    if (!reply.ok) return;
    this.#known = reply.body.printers;
    this.#tools.redraw();
  }

  /** Prints a test slip on a printer of the site. */
  async test(id: string): Promise<void> {
    const path = `${this.#base()}/${encodeURIComponent(id)}/test`;
    let reply = await this.#tools.send<PrintTestAnswer>('POST', path, {});
    for (;;) {
      if (!reply.ok) {
        this.#tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
        return;
      }
      this.#tests = { ...this.#tests, [id]: reply.body };
      this.#tools.redraw();
      if (!reply.body.printing) break;
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      reply = await this.#tools.send<PrintTestAnswer>('GET', path);
    }
    await this.#read();
  }

  /**
   * What a printer was found to answer and when, and its test; nothing for one that is not in use yet, or that
   * nobody can ask: one without paper, or behind a browser.
   */
  about({ words, used }: AdminScene, printer: PrinterConfig): Child {
    const known = this.#known.find(({ id }) => id === printer.id);
    const inUse = used.printers.some(
      ({ id, address, dots }) =>
        id === printer.id && address === printer.address && dots === printer.dots,
    );
    const { address } = printer;
    const asked = address !== 'virtual' && address !== 'browser';
    if (known === undefined || !inUse || !asked) return null;
    const { say } = words;
    const { answers } = known;
    const test = this.#tests[printer.id];
    const label = say(test?.printing ? 'finder.trying' : 'finder.try');
    const result = test?.result ?? null;
    const sentences =
      answers === null
        ? [say('finder.untested')]
        : [
            say('finder.tested', { time: words.time(answers.at), date: words.date(answers.at) }),
            ...printerTells(
              (key, values) => say(key, values),
              answers,
              answers.warned,
              test !== undefined,
            ),
          ];
    return h(
      'div',
      { class: 'printer-known' },
      h(
        'div',
        { role: 'status', class: 'printer-known__tells' },
        result !== null &&
          result.outcome !== 'printed' &&
          result.outcome !== 'sent' &&
          h(
            'p',
            { class: 'note note--warn' },
            outcomeTells((key) => say(key), result),
          ),
        sentences.map((sentence) => h('p', {}, sentence)),
      ),
      button({
        do: 'slip.test',
        label,
        name: `${label}: ${printer.name}`,
        off: test?.printing === true,
        data: { value: printer.id },
      }),
    );
  }

  /** How a printer of the site is, as all screens are told; `null` before that is known. */
  condition(id: string): PrinterCondition | null {
    return this.#known.find((known) => known.id === id)?.condition ?? null;
  }

  /** A new roll is in, or the old one still: said of the roll that is shown. */
  async roll(id: string, changed: boolean): Promise<void> {
    const left = this.condition(id)?.left ?? null;
    if (left === null) return;
    const path = `${this.#base()}/${encodeURIComponent(id)}/roll`;
    const reply = await this.#tools.send('POST', path, { roll: left.roll, changed });
    if (!reply.ok) this.#tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
    await this.#read();
  }

  /** Printers that can be added. */
  view({ words, draft }: AdminScene): Element {
    return finderView({
      ...{ words, state: this.finder.state, presses: 'slip.' },
      chosen: (address) => draft.printers.some((printer) => printer.address === address),
    });
  }

  /** Its name as it says itself; `null` for what was not found or says nothing. */
  nameOf(address: string): string | null {
    return this.finder.state.search?.found.find((each) => each.address === address)?.name ?? null;
  }

  #base(): string {
    return `/sites/${encodeURIComponent(this.#tools.scene().site)}/printers`;
  }
}
