/**
 * A page that shows the virtual printer's paper and breaks the printer on demand. Plain HTTP, no
 * script: the paper is a frame that loads itself anew, so that the buttons beside it keep the keyboard.
 * It listens where it is told, which is this machine alone unless somebody says otherwise.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { toPng } from '../render/png.js';
import { BUTTONS, type ButtonName, isButton, press } from './buttons.js';
import type { PaperArchive } from './paper-archive.js';
import type { VirtualPrinter } from './virtual-printer.js';

/** Keys of the page's words, `slip.virtual.<key>` in the locales. */
type PaperWord = 'title' | 'paper' | 'left' | 'empty' | 'slip' | 'hanging' | Condition | ButtonName;
type Condition = 'ready' | 'low' | 'out' | 'cover' | 'jam' | 'off';
export type PaperWords = (
  word: PaperWord,
  data?: Readonly<Record<string, string | number>>,
) => string;

interface Frame {
  title: string;
  language: string;
}
interface PageData extends Frame {
  /** What the paper beside the buttons is called. */
  paper: string;
  actions: { name: string; word: string }[];
}
interface PaperData extends Frame {
  state: string;
  left: string;
  empty: string | null;
  /** What is being printed, `null` while nothing hangs out. */
  hanging: { word: string; width: number; height: number } | null;
  slips: { word: string; file: string; width: number; height: number }[];
}
const [page, paper] = [template<PageData>('paper-page.hbs'), template<PaperData>('paper.hbs')];

function template<T>(file: string): Handlebars.TemplateDelegate<T> {
  const text = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  return Handlebars.compile<T>(text, { strict: true, knownHelpersOnly: true });
}

const POLICY = "default-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";
/** Newest slips on the page; the folder has more. */
const SHOWN = 40;

export interface PaperPageOptions {
  printer: VirtualPrinter;
  archive: PaperArchive;
  /** Folder of the archive. */
  folder: string;
  words: PaperWords;
  /** BCP 47 tag of the words. */
  language: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
}

export class PaperPage {
  #server: Server | null = null;
  #url = '';

  constructor(private readonly options: PaperPageOptions) {}

  /** Address of the page; empty before `start()`. */
  get url(): string {
    return this.#url;
  }

  /** @throws when the port is taken */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
    });
    this.#server = server;
    const { host, port } = this.options;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve());
    });
    const address = server.address();
    const own = typeof address === 'object' && address !== null ? address.port : port;
    // An IPv6 address stands in brackets in a URL.
    this.#url = `http://${host.includes(':') ? `[${host}]` : host}:${own}/`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://printer');
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('Cache-Control', 'no-store');
    const [, kind, name = ''] = pathname.split('/');
    if (request.method === 'POST' && kind === 'do') {
      await this.#act(request, response, name, searchParams);
    } else if (request.method !== 'GET') {
      response.writeHead(405).end();
    } else if (pathname === '/' || pathname === '/paper') {
      const html = pathname === '/' ? this.#buttons() : this.#paper();
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(html);
    } else if (pathname === '/slips.json') {
      const body = JSON.stringify(this.options.archive.records);
      response.setHeader('Content-Type', 'application/json').end(body);
    } else if (pathname === '/state.json') {
      const { powered, condition, leftMm, hanging } = this.options.printer;
      const body = JSON.stringify({ powered, ...condition, leftMm, hangingRows: hanging.height });
      response.setHeader('Content-Type', 'application/json').end(body);
    } else if (pathname === '/hanging.png') {
      const { hanging } = this.options.printer;
      if (hanging.height === 0) response.writeHead(404).end();
      else response.setHeader('Content-Type', 'image/png').end(toPng(hanging));
    } else {
      await this.#picture(response, kind === 'slips' ? name : '');
    }
  }

  /** A page of another origin may not break the printer: browsers say where a form came from. */
  async #act(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
    values: URLSearchParams,
  ): Promise<void> {
    const from = request.headers['sec-fetch-site'] ?? 'none';
    if (!isButton(name) || (from !== 'same-origin' && from !== 'none')) {
      response.writeHead(isButton(name) ? 403 : 404).end();
      return;
    }
    if (await press(this.options.printer, name, values)) {
      response.writeHead(303, { Location: '/paper' }).end();
    } else response.writeHead(400).end();
  }

  async #picture(response: ServerResponse, file: string): Promise<void> {
    const known = this.options.archive.records.some((record) => record.file === file);
    if (!known) {
      response.writeHead(404).end();
      return;
    }
    const png = await readFile(join(this.options.folder, file));
    response.setHeader('Content-Type', 'image/png').end(png);
  }

  #buttons(): string {
    const { words, language } = this.options;
    return page({
      ...{ title: words('title'), language, paper: words('paper') },
      actions: Object.keys(BUTTONS)
        .filter(isButton)
        .map((name) => ({ name, word: words(name) })),
    });
  }

  #paper(): string {
    const { words, printer, archive, language } = this.options;
    const slips = archive.records.slice(-SHOWN).reverse();
    const { width, height } = printer.hanging;
    return paper({
      ...{ title: words('title'), language, state: words(this.#condition()) },
      left: words('left', { metres: (printer.leftMm / 1000).toFixed(1) }),
      empty: slips.length === 0 && height === 0 ? words('empty') : null,
      hanging:
        height === 0 ? null : { word: words('hanging'), width: width / 2, height: height / 2 },
      slips: slips.map((record) => ({
        word: words('slip', { index: record.index }),
        file: record.file,
        width: record.width / 2,
        height: record.height / 2,
      })),
    });
  }

  #condition(): Condition {
    const { powered, condition } = this.options.printer;
    if (!powered) return 'off';
    if (condition.cover) return 'cover';
    if (condition.out) return 'out';
    if (condition.jam) return 'jam';
    return condition.low ? 'low' : 'ready';
  }
}
