/** A hall in which anything may be killed at any moment of a slip, and whose volunteer looks at the paper. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { JournalEntry, PrintEndedData } from '../../server/protocol/journal.js';
import { RedisStore } from '../../server/store/redis/redis-store.js';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { product, type TestProduct } from '../support/product.js';
import { AgentMachine, givePrinters, PrinterMachine } from './print-yard.js';
import { readPiece, type Seen, type Wanted } from './reader.js';
import { fromPng } from './slips.js';

const SITE = 'sen-hong';
const GROUP = 'chung-thuc';
/** What printers are there: those that echo, and two whose fence is all. */
const KINDS = [
  ['epson', 'epson-tm80'],
  ['xprinter', 'xprinter-80-lan'],
  ['epson', 'epson-tm80'],
  ['fence-only', 'generic-80'],
  ['always-ok', 'generic-80'],
] as const;
/** ms within which everything that was asked for has an end that somebody is told of. */
const SETTLED = 120_000;
const LOOK = 100;
/** Looks in a row without change, after which a printer is taken to rest. */
const AT_REST = 4;

export interface Line {
  printer: string;
  machine: PrinterMachine;
  agent: AgentMachine;
}

export class KilledHall implements AsyncDisposable {
  readonly lines: Line[] = [];
  /** Every outcome that was told, by `ticket copy`. */
  readonly told = new Map<string, PrintEndedData>();
  readonly #asked = new Set<string>();
  readonly #wanted: Wanted[] = [];
  readonly #seen: Seen[] = [];
  readonly #client;
  readonly #store: RedisStore;
  #seq = 0;

  private constructor(private hall: TestProduct) {
    this.#client = embeddedClient(hall);
    this.#store = new RedisStore({ command: this.#client, tail: () => this.#client });
  }

  static async open(): Promise<KilledHall> {
    const started = await product({ PUBLIC_URL: 'https://motcua.example' });
    const hall = new KilledHall(started);
    const printers = KINDS.map((_, i) => `may-${i + 1}`);
    await givePrinters(started, printers);
    for (const [i, [persona, profile]] of KINDS.entries()) {
      const machine = await PrinterMachine.start(persona, 2);
      const printer = printers[i] ?? '';
      const place = { server: started.url, token: started.token, printer, profile };
      const agent = new AgentMachine({ ...place, port: machine.port });
      hall.lines.push({ printer, machine, agent });
    }
    return hall;
  }

  /** One citizen takes a number at this printer. */
  async issue({ printer }: Line): Promise<string> {
    const body = { group: GROUP, print: printer };
    const answer = await this.hall.api.send<{ id: string; link: string }>(
      'POST',
      `${this.hall.site}/tickets`,
      body,
    );
    if (answer.body === null) throw new Error(`issue: ${String(answer.code)}`);
    return answer.body.id;
  }

  async killServer(): Promise<void> {
    process.kill(this.hall.pid, 'SIGKILL');
    this.hall = await this.hall.restart();
  }

  async killRedis(): Promise<void> {
    process.kill(await embeddedPid(this.#client), 'SIGKILL');
  }

  /** What a power cut of the hall's machine takes: both. */
  async killBoth(): Promise<void> {
    const redis = await embeddedPid(this.#client);
    process.kill(redis, 'SIGKILL');
    await this.killServer();
  }

  /** Until every slip that was asked for has an end and every printer is at rest. */
  async settle(): Promise<void> {
    const last = performance.now() + SETTLED;
    let open: string[] = [];
    do {
      await delay(LOOK);
      for (const entry of await this.#entries()) this.#take(entry);
      open = [...this.#asked].filter((slip) => !this.told.has(slip));
      if (performance.now() > last) throw new Error(`nobody was told of ${open.join(', ')}`);
    } while (open.length > 0);
    for (const line of this.lines) await this.#atRest(line);
  }

  /**
   * Looks at all paper that fell since. @throws when a number lies there twice without a mark, or a slip that
   * was called printed does not
   */
  async look(): Promise<void> {
    for (const slip of this.told.values()) await this.#want(slip);
    for (const { machine } of this.lines) {
      for (const piece of await machine.collect()) {
        expect(piece.letters, `${piece.file} is garbled`).toBe(0);
        const seen = readPiece(piece.picture, this.#wanted);
        if (seen !== null) this.#seen.push(seen);
      }
    }
    const doubles = this.#wanted.filter(
      ({ ticket, copy }) => this.#pieces(ticket, copy).length > 1,
    );
    expect(doubles.map(({ ticket, copy }) => `${ticket} copy ${copy} lies there twice`)).toEqual(
      [],
    );
    const missing = [...this.told.values()].filter(
      ({ ticket, copy, outcome }) =>
        outcome === 'printed' && !this.#pieces(ticket, copy).some(({ whole }) => whole),
    );
    expect(missing.map(({ number, copy }) => `${number} copy ${copy} is not there`)).toEqual([]);
  }

  /** Answers every question that stands: paper in hand, or print again. @returns how many were asked */
  async answer(): Promise<number> {
    let answered = 0;
    for (const { ticket, copy, printer, outcome } of this.#newest()) {
      if (outcome === 'printed') continue;
      answered += 1;
      const there = this.#pieces(ticket, copy).some(({ whole }) => whole);
      const path = `${this.hall.site}/tickets/${ticket}`;
      const { status } = there
        ? await this.hall.api.send('POST', `${path}/handed`, { copy, how: 'paper' })
        : await this.hall.api.send('POST', `${path}/reprint`, { printer });
      expect(status).toBeLessThan(300);
      if (there) this.#handed.add(`${ticket} ${copy}`);
    }
    return answered;
  }

  /** How often each outcome was told, and how many questions were answered by an agent that came back. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = { 'taken back': this.#takenBack };
    for (const { outcome, cause } of this.told.values()) {
      const name = cause === null ? outcome : `${outcome}: ${cause}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { agent, machine } of this.lines) {
      await agent[Symbol.asyncDispose]();
      await machine[Symbol.asyncDispose]();
    }
    this.#client.disconnect();
    await this.hall[Symbol.asyncDispose]();
  }

  readonly #handed = new Set<string>();
  #takenBack = 0;

  /** The last word on each ticket that nobody has answered yet. */
  #newest(): PrintEndedData[] {
    const newest = new Map<string, PrintEndedData>();
    for (const ended of this.told.values()) {
      if (ended.copy >= (newest.get(ended.ticket)?.copy ?? 0)) newest.set(ended.ticket, ended);
    }
    return [...newest.values()].filter(
      ({ ticket, copy }) => !this.#handed.has(`${ticket} ${copy}`),
    );
  }

  #pieces(ticket: string, copy: number): Seen[] {
    return this.#seen.filter((seen) => seen.ticket === ticket && seen.copy === copy);
  }

  async #entries(): Promise<JournalEntry[]> {
    const entries = await this.#store.entries(SITE, this.#seq, 1_000);
    this.#seq = entries.at(-1)?.seq ?? this.#seq;
    return entries;
  }

  #take(entry: JournalEntry): void {
    if (entry.type === 'print.asked') this.#asked.add(nameOf(entry.data));
    if (entry.type === 'print.ended') {
      const name = nameOf(entry.data);
      if (this.told.get(name)?.outcome === 'unknown') this.#takenBack += 1;
      this.told.set(name, entry.data);
    }
  }

  /** What should lie there of this slip, as the product shows it on screens. */
  async #want({ ticket, copy }: PrintEndedData): Promise<void> {
    if (this.#wanted.some((slip) => slip.ticket === ticket && slip.copy === copy)) return;
    const headers = { authorization: `Bearer ${this.hall.token}` };
    const path = `${this.hall.url}${this.hall.site}/tickets/${ticket}`;
    const answer = (await (await fetch(path, { headers })).json()) as { link: string };
    const png = Buffer.from(await (await fetch(`${path}.png`, { headers })).arrayBuffer());
    this.#wanted.push({ ticket, copy, link: answer.link, picture: fromPng(png) });
  }

  async #atRest({ machine }: Line): Promise<void> {
    let before = '';
    for (let same = 0; same < AT_REST; ) {
      const now = `${await machine.hanging()} ${(await machine.fallen()).length}`;
      same = now === before ? same + 1 : 0;
      before = now;
      await delay(LOOK);
    }
  }
}

function nameOf({ ticket, copy }: { ticket: string; copy: number }): string {
  return `${ticket} ${copy}`;
}
