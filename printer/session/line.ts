/** One printer's connection and what the printer says on it. */
import { realTimeStatus } from '../encode/commands.js';
import { type PrinterReply, ReplyParser } from '../status/parser.js';
import {
  fromAutomatic,
  fromQueued,
  fromRealTime,
  obstacle,
  type PrinterState,
  type Question,
  UNKNOWN_STATE,
} from '../status/printer-state.js';
import type { Transport } from '../transport/transport.js';
import { Changes } from './changes.js';
import type { SessionTimes } from './times.js';

export class PrinterLine {
  readonly changes = new Changes();
  #parser = new ReplyParser();
  #state: PrinterState = UNKNOWN_STATE;
  /** `DLE EOT` questions without an answer, oldest first. */
  #questions: Question[] = [];
  /** It was asked which error it has, and did not say. */
  #keepsFault = false;
  #silent = false;
  #echo: string | null = null;
  #queuedAnswers = 0;
  #pushes = 0;
  #progressAt = 0;
  #connection = 0;
  /** ms that the next answer in real time may take. */
  #answerWithin: number;

  /**
   * @param onChange told when anything may be different
   * @param onUp told of a new connection before anything else is sent on it
   */
  constructor(
    private readonly transport: Transport,
    private readonly times: SessionTimes,
    private readonly onChange: () => void,
    private readonly onUp: () => void,
  ) {
    this.#answerWithin = times.preflight;
  }

  start(): void {
    this.transport.start({
      up: () => this.#up(),
      down: () => this.#down(),
      data: (bytes) => this.#data(bytes),
    });
  }

  async stop(): Promise<void> {
    await this.transport.stop();
    this.changes.notify();
  }

  get connected(): boolean {
    return this.transport.connected;
  }

  /** It did not answer the last question. */
  get silent(): boolean {
    return this.#silent;
  }

  /** What it last said, on this connection or an older one. */
  get state(): PrinterState {
    return this.#state;
  }

  /** Counts connections: what was sent on an older one is not proved on this one. */
  get connection(): number {
    return this.#connection;
  }

  /** Token of the last `GS ( H` echo since `forgetProofs`. */
  get echo(): string | null {
    return this.#echo;
  }

  /** Answers to `GS r` since `forgetProofs`. */
  get queuedAnswers(): number {
    return this.#queuedAnswers;
  }

  /** Pushed statuses since `forgetProofs`. */
  get pushes(): number {
    return this.#pushes;
  }

  forgetProofs(): void {
    this.#pushes = 0;
    this.#echo = null;
    this.#queuedAnswers = 0;
  }

  /** Whether this is still the connection that it was. */
  stands(connection: number): boolean {
    return this.connected && this.#connection === connection;
  }

  /**
   * Asks for cover, errors and paper in real time. A late answer would be taken for that of the next
   * question, so silence ends the connection, and the next one may take longer: a printer on a slow network is
   * not mute. Where there is an error it asks once which one it is.
   * @param within ms for the answer
   * @returns whether cover and paper were answered
   */
  async ask(within = this.#answerWithin): Promise<boolean> {
    const connection = this.#connection;
    const asked = performance.now();
    await this.#put([2, 4], asked + within);
    const answered = this.stands(connection) && this.#questions.length === 0;
    this.#silent = !answered;
    this.#answerWithin = this.#twice(answered ? performance.now() - asked : within);
    if (answered && this.#state.fault === 'error' && !this.#keepsFault) {
      await this.#put([3], performance.now() + this.#answerWithin);
      this.#keepsFault = this.#questions.length > 0;
    }
    if (this.stands(connection) && this.#questions.length > 0) {
      this.transport.reconnect();
      await this.#ended(connection);
    }
    this.onChange();
    return answered;
  }

  /** Patience that is twice as long, within its bounds. */
  #twice(ms: number): number {
    const { preflight, slowest } = this.times;
    return Math.max(preflight, Math.min(2 * ms, slowest));
  }

  /** Asks and waits for the answers. */
  async #put(questions: readonly Question[], deadline: number): Promise<void> {
    const connection = this.#connection;
    this.#questions.push(...questions);
    this.write(Buffer.concat(questions.map((n) => realTimeStatus(n))));
    await this.changes.until(
      () => !this.stands(connection) || this.#questions.length === 0,
      () => deadline,
    );
  }

  /** The end of a connection is noticed a moment later; nothing may be sent on it until then. */
  async #ended(connection: number): Promise<void> {
    const deadline = performance.now() + this.times.preflight;
    await this.changes.until(
      () => !this.stands(connection),
      () => deadline,
    );
  }

  /** Sends without waiting: answers, or the end of the connection, tell. */
  write(bytes: Uint8Array): void {
    this.transport.write(bytes).catch(() => this.changes.notify());
  }

  /**
   * Whether the way took all bytes in time; if it did not, they are given up and it reconnects.
   * @param last on the scale of `performance.now()`, ms
   */
  async written(bytes: Uint8Array, last: number): Promise<boolean> {
    const connection = this.#connection;
    const write = { ended: false, taken: false };
    this.transport.write(bytes).then(
      () => {
        write.ended = write.taken = true;
        this.#progress();
      },
      () => {
        write.ended = true;
        this.changes.notify();
      },
    );
    await this.changes.until(() => write.ended, this.patience(last));
    if (!write.ended) this.transport.reconnect();
    else if (!write.taken) await this.#ended(connection);
    return write.taken;
  }

  /** A deadline that moves with progress, and is `last` while a person has to mend something. */
  patience(last: number): () => number {
    this.#progressAt = performance.now();
    return () =>
      obstacle(this.#state) === null ? Math.min(this.#progressAt + this.times.proof, last) : last;
  }

  #up(): void {
    this.#connection++;
    this.#parser = new ReplyParser();
    this.#questions = [];
    this.#progress();
    this.onUp();
  }

  #down(): void {
    this.#questions = [];
    this.changes.notify();
    this.onChange();
  }

  #data(bytes: Uint8Array): void {
    for (const reply of this.#parser.push(bytes)) this.#take(reply);
    this.#progress();
    this.onChange();
  }

  #take(reply: PrinterReply): void {
    switch (reply.kind) {
      case 'real-time': {
        const question = this.#questions.shift();
        if (question !== undefined) this.#state = fromRealTime(this.#state, question, reply.byte);
        return;
      }
      case 'automatic':
        this.#pushes++;
        this.#state = fromAutomatic(reply.bytes);
        return;
      case 'queued':
        this.#queuedAnswers++;
        this.#state = fromQueued(this.#state, reply.byte);
        return;
      case 'process-id':
        this.#echo = reply.token;
        return;
      case 'flow':
      case 'noise':
        return;
    }
  }

  #progress(): void {
    this.#progressAt = performance.now();
    this.changes.notify();
  }
}
