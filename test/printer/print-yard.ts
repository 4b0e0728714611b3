/**
 * A hall whose printers are machines of their own: the built product, an agent and a virtual printer for
 * each printer, all of them processes that can be killed. The printers outlive everything else, so that
 * what lies in their folders is what is on paper.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Bitmap1 } from '../../printer/render/bitmap.js';
import type { Persona } from '../../printer/virtual/virtual-printer.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { TestProduct } from '../support/product.js';
import { fromPng } from './slips.js';

const built = (path: string): string =>
  fileURLToPath(new URL(`../../dist/printer/${path}`, import.meta.url));
const started = z.looseObject({ port: z.number(), page: z.string() });
const state = z.looseObject({ hangingRows: z.number() });
const record = z.object({ file: z.string(), letters: z.number(), at: z.number() });

/** A piece of paper as it lies in front of the printer. */
export interface Piece {
  file: string;
  picture: Bitmap1;
  /** Bytes that came out as letters. */
  letters: number;
  /** When it fell, ms. */
  at: number;
}

/** A virtual printer that nobody but its own test ends. */
export class PrinterMachine implements AsyncDisposable {
  readonly #seen = new Set<string>();

  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
    private readonly page: string,
    private readonly folder: string,
  ) {}

  /** @param speed times as fast as the 150 mm/s of a usual printer */
  static async start(persona: Persona, speed: number): Promise<PrinterMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-machine-'));
    const given = ['--port', '0', '--page', '0', '--folder', folder];
    const kind = ['--persona', persona, '--speed', String(speed)];
    const child = spawn(process.execPath, [built('virtual/main.js'), ...given, ...kind], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const { port, page } = started.parse(JSON.parse(line));
      return new PrinterMachine(child, port, page, folder);
    }
    throw new Error('the virtual printer ended');
  }

  /** Presses a button of its page, such as `cutPower`. */
  async press(button: string): Promise<void> {
    const answer = await fetch(`${this.page}do/${button}`, { method: 'POST', redirect: 'manual' });
    if (answer.status !== 303) throw new Error(`${button}: ${answer.status}`);
  }

  /** Rows that hang out since the last cut. */
  async hanging(): Promise<number> {
    const answer = await fetch(`${this.page}state.json`);
    return state.parse(await answer.json()).hangingRows;
  }

  /** Names of the pictures that are wholly written. */
  async fallen(): Promise<string[]> {
    const files = await readdir(this.folder);
    return files.filter((file) => file.endsWith('.json')).sort();
  }

  /** What fell out since the last look. */
  async collect(): Promise<Piece[]> {
    const fresh = (await this.fallen()).filter((name) => !this.#seen.has(name));
    const pieces: Piece[] = [];
    for (const name of fresh) {
      this.#seen.add(name);
      const said = record.parse(JSON.parse(await readFile(join(this.folder, name), 'utf8')));
      const picture = fromPng(await readFile(join(this.folder, said.file)));
      pieces.push({ ...said, picture });
    }
    return pieces;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await ended(this.process, 'SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }
}

export interface AgentPlace {
  server: string;
  token: string;
  printer: string;
  port: number;
  profile: string;
}

/** `npm run printer` as a process of its own, which comes back where it was killed. */
export class AgentMachine implements AsyncDisposable {
  #process: ChildProcess;

  constructor(private readonly place: AgentPlace) {
    this.#process = this.#spawn();
  }

  get pid(): number {
    const { pid } = this.#process;
    if (pid === undefined) throw new Error('the agent has no process');
    return pid;
  }

  /** Ends it as a power cut does, and starts it again. */
  async kill(): Promise<void> {
    await ended(this.#process, 'SIGKILL');
    this.#process = this.#spawn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await ended(this.#process, 'SIGTERM');
  }

  #spawn(): ChildProcess {
    const { server, token, printer, port, profile } = this.place;
    const given = ['--server', server, '--site', 'sen-hong', '--printer', printer];
    const there = ['--address', `tcp://127.0.0.1:${port}`, '--profile', profile];
    return spawn(process.execPath, [built('main.js'), ...given, ...there], {
      env: { ...process.env, PRINTER_TOKEN: token },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** The sample ward gets these printers instead of its own, each beside a machine that the server cannot reach. */
export async function givePrinters(hall: TestProduct, ids: readonly string[]): Promise<void> {
  const { body: config } = await hall.api.get<SiteConfig>(`${hall.site}/config`);
  if (config === null) throw new Error('no configuration');
  config.printers = ids.map((id) => ({
    ...{ id, name: `Máy in ${id}`, address: 'remote' },
    dots: 576 as const,
  }));
  const put = await hall.api.send('PUT', `${hall.site}/config`, config, {
    'if-match': `"${config.version}"`,
  });
  if (put.status !== 200) throw new Error(`printers: ${put.status} ${String(put.code)}`);
}
