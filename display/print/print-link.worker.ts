/**
 * The line to the server of a browser that prints, in a thread of its own: while a print dialog is open the page
 * stands still, and a line that did not answer would be taken for dead.
 */
import { io, type Socket } from 'socket.io-client';
import type {
  BrowserHandshake,
  PrinterClientToServer,
  PrinterServerToClient,
  PrintResult,
} from '../../server/protocol/printing.js';
import { answerHere } from '../shared/answer-here.js';
import type { FromLink, LinkState, ToLink } from './link-words.js';

/** As `shared/live.ts`: silence, and a closed line that may be a restart, ms. */
const SILENCE_MS = 9_000;
const GRACE_MS = 2_000;
const WATCH_MS = 500;
const REFUSED_MS = 2_000;
/** Ends of orders that are remembered, for a server that was away when they came. */
const REMEMBERED = 50;
/** Below the time after which the server itself no longer waits for an answer, ms. */
const LATE_MS = 50_000;

type Answer = (result: PrintResult) => void;

const BUSY: PrintResult = { outcome: 'blocked', bytesSent: 0, cause: 'busy' };
/** Something may have gone to the driver: never 0 bytes, so that nothing is printed twice by itself. */
const LATE: PrintResult = { outcome: 'unknown', bytesSent: 1, cause: 'no-answer' };

class PrintLink {
  readonly #printer: string;
  readonly #socket: Socket<PrinterServerToClient, PrinterClientToServer>;
  #state: LinkState = 'connecting';
  #heard = performance.now();
  #closed: number | null = null;
  /** The order that the page has; its answer goes to all who still wait for it. */
  #order: { attempt: string; answers: Answer[] } | null = null;
  readonly #ended = new Map<string, PrintResult>();
  #late: ReturnType<typeof setTimeout> | undefined;

  constructor({ site, printer, build }: BrowserHandshake) {
    this.#printer = printer;
    const auth: BrowserHandshake = { site, printer, build, recalls: true };
    this.#socket = io('/printer', {
      ...{ transports: ['websocket', 'polling'], tryAllTransports: true, autoConnect: false },
      ...{ reconnectionDelay: 500, reconnectionDelayMax: 3_000, timeout: 5_000, auth },
    });
  }

  start(): void {
    const socket = this.#socket;
    socket.on('connect', () => {
      this.#hear();
      this.#become('live');
      this.#tell(this.#order === null);
    });
    socket.on('hello', ({ build }) => post({ kind: 'build', build }));
    socket.on('picture', (order, done) => {
      if (this.#order !== null) return done(BUSY);
      this.#order = { attempt: order.attempt, answers: [answerHere(socket, done)] };
      this.#late = setTimeout(() => this.#giveUp(), LATE_MS);
      post({ kind: 'order', order });
    });
    socket.on('recall', (attempt, done) => {
      const ended = this.#ended.get(attempt);
      if (ended === undefined && this.#order?.attempt === attempt) {
        this.#order.answers.push(answerHere(socket, done));
      } else done(ended ?? null);
    });
    socket.on('replaced', () => this.#become('elsewhere'));
    socket.on('disconnect', () => {
      this.#closed = this.#closed ?? performance.now();
      this.#comeBack();
    });
    socket.on('connect_error', ({ message }) => {
      if (message === 'signed-out' || message === 'not-found') this.#become('revoked');
      this.#comeBack();
    });
    socket.io.on('ping', () => this.#hear());
    setInterval(() => this.#watch(), WATCH_MS);
    socket.connect();
  }

  done(attempt: string, result: PrintResult): void {
    if (this.#order?.attempt !== attempt) return;
    clearTimeout(this.#late);
    this.#end(result);
    this.#order = null;
    this.#tell(true);
  }

  /** What is said of an order first stands. */
  #end(result: PrintResult): void {
    const order = this.#order;
    if (order === null) return;
    if (!this.#ended.has(order.attempt)) this.#ended.set(order.attempt, result);
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= REMEMBERED) break;
      this.#ended.delete(oldest);
    }
    for (const answer of order.answers.splice(0)) answer(result);
  }

  again(): void {
    if (this.#state !== 'elsewhere') return;
    this.#become('connecting');
    this.#socket.connect();
  }

  /** The dialog stands open: until it is closed this printer takes nothing. */
  #giveUp(): void {
    const order = this.#order;
    if (order === null) return;
    this.#end(LATE);
    this.#tell(false);
    post({ kind: 'late', attempt: order.attempt });
  }

  /** The driver says nothing of paper and cover. */
  #tell(online: boolean): void {
    const printer = this.#printer;
    const unknown = { paper: 'unknown', cover: 'unknown' } as const;
    // What was not sent at once would be said again, out of order, on the next line.
    if (this.#socket.connected) {
      this.#socket.emit('status', { printer, online, ...unknown, at: Date.now() });
    }
  }

  #hear(): void {
    this.#heard = performance.now();
    if (!this.#socket.connected) return;
    this.#closed = null;
    if (this.#state === 'stale') this.#become('live');
  }

  #watch(): void {
    if (this.#state !== 'live' && this.#state !== 'connecting') return;
    const now = performance.now();
    const gone = this.#closed !== null && now - this.#closed >= GRACE_MS;
    if (gone || now - this.#heard >= SILENCE_MS) this.#become('stale');
  }

  /** Where the server closed or refused by its own hand, socket.io leaves coming back to us. */
  #comeBack(): void {
    if (this.#socket.active || this.#state === 'elsewhere' || this.#state === 'revoked') return;
    setTimeout(
      () => {
        if (!this.#socket.active && this.#state !== 'elsewhere') this.#socket.connect();
      },
      REFUSED_MS * (0.5 + Math.random()),
    );
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    post({ kind: 'state', state });
  }
}

function post(message: FromLink): void {
  postMessage(message);
}

let link: PrintLink | null = null;
addEventListener('message', ({ data }: MessageEvent<ToLink>) => {
  switch (data.kind) {
    case 'start':
      link = new PrintLink(data);
      link.start();
      return;
    case 'done':
      return link?.done(data.attempt, data.result);
    case 'again':
      return link?.again();
  }
});
