/** Keeps what the virtual printer printed: one PNG and one JSON for each piece of paper. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toPng } from '../render/png.js';
import { DOTS_PER_MM } from './paper-roll.js';
import type { VirtualPrinter, VirtualSlip } from './virtual-printer.js';

/** What the JSON beside a picture says. */
export interface SlipRecord {
  /** From 1, counted on over restarts. */
  index: number;
  /** Name of the picture in the folder. */
  file: string;
  /** Real time, ms. */
  at: number;
  /** Dots. */
  width: number;
  height: number;
  /** Length of the paper, mm. */
  mm: number;
  /** Bytes that came out as letters; anything but 0 is a broken stream. */
  letters: number;
}

export interface PaperArchiveOptions {
  printer: VirtualPrinter;
  folder: string;
  /** Older pictures are removed. */
  keep: number;
  /** A picture could not be written, such as on a full disk; printing goes on. */
  onError: (error: unknown) => void;
}

const PICTURE = /^slip-(\d{6,})\.png$/;

export class PaperArchive {
  #records: SlipRecord[] = [];
  #next = 1;
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: PaperArchiveOptions) {}

  /** Newest last; those of earlier runs are in the folder only. */
  get records(): readonly SlipRecord[] {
    return this.#records;
  }

  /** @throws when the folder cannot be made */
  async start(): Promise<void> {
    await mkdir(this.options.folder, { recursive: true });
    for (const { index } of await this.#pictures()) this.#next = Math.max(this.#next, index + 1);
    this.options.printer.on('slip', this.#take);
  }

  async stop(): Promise<void> {
    this.options.printer.off('slip', this.#take);
    await this.written();
  }

  /** Resolves when all that was printed so far is in the folder. */
  written(): Promise<void> {
    return this.#writing;
  }

  readonly #take = (slip: VirtualSlip): void => {
    const index = this.#next++;
    const { width, height } = slip.picture;
    const file = `slip-${String(index).padStart(6, '0')}.png`;
    const mm = height / DOTS_PER_MM;
    const record = { index, file, at: slip.at, width, height, mm, letters: slip.letters };
    this.#writing = this.#writing.then(() => this.#write(record, slip)).catch(this.options.onError);
  };

  async #write(record: SlipRecord, slip: VirtualSlip): Promise<void> {
    const path = join(this.options.folder, record.file);
    await writeFile(path, toPng(slip.picture));
    await writeFile(path.replace(/png$/, 'json'), `${JSON.stringify(record, null, 2)}\n`);
    this.#records = [...this.#records, record].slice(-this.options.keep);
    const oldest = record.index - this.options.keep;
    for (const { index, name } of oldest > 0 ? await this.#pictures() : []) {
      if (index > oldest) continue;
      await rm(join(this.options.folder, name), { force: true });
      await rm(join(this.options.folder, name.replace(/png$/, 'json')), { force: true });
    }
  }

  async #pictures(): Promise<{ index: number; name: string }[]> {
    const names = await readdir(this.options.folder);
    return names.flatMap((name) => {
      const index = PICTURE.exec(name)?.[1];
      return index === undefined ? [] : [{ index: Number(index), name }];
    });
  }
}
