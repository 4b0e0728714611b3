/**
 * A printer without paper: speaks ESC/POS on TCP as a thermal printer of 203 dpi does, at a
 * printer's pace and with a printer's small buffer, breaks on demand, and keeps what it printed.
 */
import { EventEmitter } from 'node:events';
import type { Bitmap1 } from '../render/bitmap.js';
import type { Condition } from './answers.js';
import { Interpreter } from './interpreter.js';
import {
  VIRTUAL_DEFAULTS,
  type VirtualPrinterEvents,
  type VirtualPrinterOptions,
} from './options.js';
import { DOTS_PER_MM, PaperRoll } from './paper-roll.js';
import { Reception } from './reception.js';
import { Replies } from './replies.js';
import type { Step } from './step.js';
import { TextMode } from './text-mode.js';

export { PERSONAS, type Persona, type VirtualPrinterOptions, type VirtualSlip } from './options.js';

/** Rows between two breaths of the event loop, however fast the paper runs. */
const ROWS_A_TURN = 64;

export class VirtualPrinter extends EventEmitter<VirtualPrinterEvents> {
  readonly options: VirtualPrinterOptions;
  /** How much faster than `mmPerSecond` the paper runs. */
  speed = 1;
  readonly #reception: Reception;
  #port = 0;
  readonly #text: TextMode;
  #interpreter = new Interpreter();
  /** What a line of text still gives. */
  #todo: Step[] = [];
  #roll: PaperRoll;
  #cover = false;
  #jam = false;
  readonly #replies: Replies;
  #low = false;
  #letters = 0;
  #index = 0;
  #running: Promise<void> = Promise.resolve();
  /** Power goes off and on in the order of the hands on the switch. */
  #switching: Promise<void> = Promise.resolve();
  #wake: () => void = () => undefined;
  #on = false;

  constructor(options: Partial<VirtualPrinterOptions> = {}) {
    super();
    this.options = { ...VIRTUAL_DEFAULTS, ...options };
    this.#roll = new PaperRoll(this.options.dots, this.options.rollMm);
    this.#text = new TextMode(this.options.dots);
    this.#reception = new Reception({
      host: this.options.host,
      bufferBytes: this.options.bufferBytes,
      arrived: () => this.#wake(),
      asked: (n) => this.#replies.realTime(n),
      left: () => this.#replies.push(false),
    });
    this.#replies = new Replies({
      persona: this.options.persona,
      condition: () => this.condition,
      answer: (bytes) => this.#reception.answer(bytes),
    });
  }

  get port(): number {
    return this.#port;
  }

  get powered(): boolean {
    return this.#on;
  }

  get leftMm(): number {
    return this.#roll.leftMm;
  }

  get condition(): Condition {
    const low = this.#roll.leftMm < this.options.lowMm;
    return { out: this.#roll.empty, low, cover: this.#cover, jam: this.#jam };
  }

  /** Listens and prints. @throws when the port is taken */
  async start(): Promise<void> {
    this.#port = await this.#reception.open(this.options.port);
    this.#powerOn();
  }

  async stop(): Promise<void> {
    await this.cutPower();
  }

  /** A new roll, or what is left of one, mm; 0 takes the paper out. */
  loadPaper(mm: number = this.options.rollMm): void {
    this.#roll.load(mm);
    this.#changed();
  }

  openCover(): void {
    this.#cover = true;
    this.#changed();
  }

  closeCover(): void {
    this.#cover = false;
    this.#changed();
  }

  jamCutter(jammed: boolean): void {
    this.#jam = jammed;
    this.#changed();
  }

  /** @param bytesPerSecond that the network brings; `null` for as fast as it comes */
  slowNetwork(bytesPerSecond: number | null): void {
    this.#reception.slow(bytesPerSecond);
  }

  /** The piece that hangs out of it, as far as it is printed. */
  get hanging(): Bitmap1 {
    return this.#roll.hanging;
  }

  /** Ends the connections; what was received stays in the buffer. */
  dropConnections(): void {
    this.#reception.drop();
  }

  /** Buffer and half-read commands are lost; what is on paper stays. Without power nothing happens. */
  cutPower(): Promise<void> {
    return this.#switched(() => this.#powerOff());
  }

  /** On the same port as before; with power nothing happens. @throws when the port was taken meanwhile */
  restorePower(): Promise<void> {
    return this.#switched(async () => {
      if (this.#on) return;
      await this.#reception.open(this.#port);
      this.#powerOn();
      this.emit('change');
    });
  }

  /** What a person does with a printer that has no cutter. */
  tearOff(): void {
    this.#slip();
  }

  #switched(work: () => Promise<void>): Promise<void> {
    const done = this.#switching.then(work);
    this.#switching = done.catch(() => undefined);
    return done;
  }

  async #powerOff(): Promise<void> {
    this.#on = false;
    this.#wake();
    await this.#running;
    await this.#reception.close();
    this.#reception.queue.clear();
    this.#interpreter.forget();
    this.#text.reset();
    this.#todo = [];
    this.#replies.push(false);
    this.emit('change');
  }

  #powerOn(): void {
    this.#on = true;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    let dueAt = performance.now();
    let held: Step | null = null;
    let rows = 0;
    while (this.#on) {
      const { out, cover, jam } = this.condition;
      const step: Step | null =
        out || cover || jam
          ? null
          : (held ?? this.#todo.shift() ?? this.#interpreter.next(this.#reception.queue));
      if (step === null) {
        if (this.#reception.takeIn()) continue;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        dueAt = Math.max(dueAt, performance.now());
        continue;
      }
      this.#reception.takeIn();
      const dots = await this.#carryOut(step);
      held = step.kind === 'feed' && step.dots > dots ? { ...step, dots: step.dots - dots } : null;
      dueAt += (dots * 1000) / (DOTS_PER_MM * this.options.mmPerSecond * this.speed);
      const ahead = dueAt - performance.now();
      rows += dots;
      if (ahead > 4 || rows >= ROWS_A_TURN) {
        rows = 0;
        await pause(ahead);
      }
    }
  }

  /** Does one step, at most one row of it; gives back the rows that the paper moved. */
  async #carryOut(step: Step): Promise<number> {
    switch (step.kind) {
      case 'row':
      case 'feed':
      case 'cut': {
        const written = await this.#text.flush();
        if (written.length === 0) return this.#onPaper(step);
        this.#todo.unshift(...written, step);
        return 0;
      }
      case 'reset':
        this.#replies.push(false);
        this.#text.reset();
        return 0;
      case 'push-status':
        this.#replies.push(step.on);
        return 0;
      case 'queued-status':
        this.#replies.queued();
        return 0;
      case 'process-id':
        this.#replies.processId(step.token);
        return 0;
      case 'model':
        this.#replies.model(step.n);
        return 0;
      case 'nothing':
        return 0;
      case 'letter':
        this.#letters++;
        this.#todo.unshift(...(await this.#text.take(step)));
        return 0;
      default:
        this.#todo.unshift(...(await this.#text.take(step)));
        return 0;
    }
  }

  #onPaper(step: Extract<Step, { kind: 'row' | 'feed' | 'cut' }>): number {
    switch (step.kind) {
      case 'row':
        return this.#row(this.#text.placed(step.bytes));
      case 'feed':
        return step.dots === 0 ? 0 : this.#row(Buffer.alloc(0));
      case 'cut':
        this.#slip();
        return 0;
    }
  }

  #row(bytes: Uint8Array): number {
    this.#roll.row(bytes);
    this.emit('row', this.#roll.length);
    const { low, out } = this.condition;
    if (out || low !== this.#low) this.#changed();
    return 1;
  }

  /** Where nothing hangs out there is nothing to cut. */
  #slip(): void {
    if (this.#roll.length === 0) return;
    const picture = this.#roll.cut();
    const letters = this.#letters;
    this.#letters = 0;
    this.#index++;
    this.emit('slip', { index: this.#index, picture, letters, at: Date.now() });
  }

  #changed(): void {
    this.#low = this.condition.low;
    this.#replies.changed();
    this.#wake();
    this.emit('change');
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms > 1) setTimeout(resolve, ms);
    else setImmediate(resolve);
  });
}
