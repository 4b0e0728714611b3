/** A virtual printer with its folder and, if wanted, its page: what one starts as one thing. */
import { PaperArchive, type SlipRecord } from './paper-archive.js';
import { PaperPage, type PaperWords } from './paper-page.js';
import { VirtualPrinter, type VirtualPrinterOptions } from './virtual-printer.js';

export interface PaperTrayOptions {
  printer: Partial<VirtualPrinterOptions>;
  /** Where pictures go. */
  folder: string;
  /** Pictures that stay in the folder. */
  keep: number;
  /** No page without it. */
  page?: { host: string; port: number; words: PaperWords; language: string };
  onError: (error: unknown) => void;
}

export class PaperTray {
  readonly printer: VirtualPrinter;
  readonly #archive: PaperArchive;
  readonly #page: PaperPage | null;

  constructor({ printer, folder, keep, page, onError }: PaperTrayOptions) {
    this.printer = new VirtualPrinter(printer);
    this.#archive = new PaperArchive({ printer: this.printer, folder, keep, onError });
    this.#page =
      page === undefined
        ? null
        : new PaperPage({ printer: this.printer, archive: this.#archive, folder, ...page });
  }

  /** Address of the page; `null` without one. */
  get url(): string | null {
    return this.#page?.url ?? null;
  }

  get records(): readonly SlipRecord[] {
    return this.#archive.records;
  }

  /** Resolves when all that fell out so far is in the folder. */
  written(): Promise<void> {
    return this.#archive.written();
  }

  /** @throws when the folder cannot be made or a port is taken; nothing runs then */
  async start(): Promise<void> {
    await this.#archive.start();
    try {
      await this.printer.start();
      await this.#page?.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#page?.stop();
    await this.printer.stop();
    await this.#archive.stop();
  }
}
