/**
 * One printer, one owner, one slip at a time: asks whether it can print, sends, and waits for the
 * proof that the slip is on paper. It never claims more than it knows (`PrintOutcome`).
 */
import { randomInt } from 'node:crypto';
import type { PrinterAnswers, PrinterStatus, PrintResult } from '../../server/protocol/printing.js';
import { encodeFence, encodeFlush, encodeRecovery, encodeSlip } from '../encode/encode-slip.js';
import { QUEUED_STATUS } from '../encode/commands.js';
import type { Profile } from '../profiles/profile.js';
import type { Bitmap1 } from '../render/bitmap.js';
import { obstacle } from '../status/printer-state.js';
import type { Transport } from '../transport/transport.js';
import { type Doubt, isTorn, owedAnswersCame } from './doubt.js';
import { PrinterLine } from './line.js';
import { findAnswers } from './probe.js';
import { sendSlip } from './send.js';
import { SESSION_TIMES, type SessionTimes } from './times.js';

export type SessionStatus = Pick<PrinterStatus, 'online' | 'paper' | 'cover' | 'fault'>;

export interface SessionOptions {
  transport: Transport;
  profile: Profile;
  /** Looked up whenever it waits, so that they may be changed meanwhile. */
  times?: SessionTimes;
  /**
   * Nothing can be half printed, because nobody printed before. Otherwise the first slip is preceded
   * by a cut, lest it hangs on what an earlier owner left.
   */
  clean?: boolean;
  /** Told whenever the status differs from what was told last. */
  onStatus?: (status: SessionStatus) => void;
}

const COMPLETIONS = { echo: 'gs_paren_h', fence: 'gs_r', none: 'none' } as const;

/** ms at most that a test slip waits for answers which an older slip may owe; a silent printer owes none. */
const OWED = 5_000;
/** Tokens are four digits to base 36; they begin anywhere, so that an older process's differ. */
const TOKENS = 36 ** 4;

export class PrinterSession {
  readonly #declared: Profile;
  #profile: Profile;
  readonly #times: SessionTimes;
  readonly #line: PrinterLine;
  readonly #onStatus: (status: SessionStatus) => void;
  #doubt: Doubt;
  #token = randomInt(TOKENS);
  /** Slips and looks wait for one another. */
  #tail: Promise<unknown> = Promise.resolve();
  #looking = false;
  #poll: NodeJS.Timeout | undefined;
  #told = '';

  constructor(options: SessionOptions) {
    this.#declared = options.profile;
    this.#profile = options.profile;
    this.#doubt = { kind: options.clean === true ? 'none' : 'torn' };
    this.#times = options.times ?? SESSION_TIMES;
    this.#onStatus = options.onStatus ?? (() => undefined);
    this.#line = new PrinterLine(
      options.transport,
      this.#times,
      () => this.#tell(),
      () => this.#up(),
    );
  }

  /** `online` means that it is connected and, where it can answer at all, answers. */
  get status(): SessionStatus {
    const { connected, silent, state } = this.#line;
    const { paper, cover, fault } = state;
    return { online: connected && !silent, paper, cover, ...(fault !== null && { fault }) };
  }

  start(): void {
    this.#line.start();
    this.#poll = setInterval(() => this.#look(), this.#times.poll);
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll);
    await this.#line.stop();
  }

  /**
   * Prints one slip; slips given meanwhile wait their turn.
   * @throws RangeError when the picture does not fit the profile (see `encodeSlip`)
   */
  print(bitmap: Bitmap1): Promise<PrintResult> {
    return this.#inTurn(() => this.#printNow(bitmap));
  }

  /**
   * Prints a test slip and finds out what the printer answers; it is sent to one that says nothing too.
   * @throws RangeError when the picture does not fit the profile
   */
  probe(bitmap: Bitmap1): Promise<PrintResult> {
    return this.#inTurn(() => this.#probeNow(bitmap));
  }

  /** What was found counts from now on instead of what the profile declares. */
  learn({ status, proof }: PrinterAnswers): void {
    this.#profile = {
      ...this.#declared,
      preflight: status ? 'dle_eot' : 'none',
      sendWhenSilent: !status,
      completion: COMPLETIONS[proof],
      provenance: 'probed',
    };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #printNow(bitmap: Bitmap1): Promise<PrintResult> {
    const token = this.#nextToken();
    const slip = encodeSlip(bitmap, this.#profile, token);
    const last = performance.now() + this.#times.whole;
    const cause = (await this.#preflight()) ?? (await this.#recover(last));
    if (cause !== null) return { outcome: 'blocked', bytesSent: 0, cause };
    // Whatever ends a slip in the middle may leave half a command behind.
    this.#doubt = { kind: 'torn' };
    const { completion } = this.#profile;
    const ended = await sendSlip(this.#line, slip, { token, completion, last, times: this.#times });
    this.#doubt = ended.doubt;
    return ended.result;
  }

  #nextToken(): string {
    this.#token = (this.#token + 1) % TOKENS;
    return this.#token.toString(36).padStart(4, '0');
  }

  async #probeNow(bitmap: Bitmap1): Promise<PrintResult> {
    const blocked = (cause: string): PrintResult => ({ outcome: 'blocked', bytesSent: 0, cause });
    if (!(await this.#connected())) return blocked('offline');
    const status = await this.#line.ask(this.#times.slowest);
    const hindered = status ? obstacle(this.#line.state) : null;
    if (hindered !== null) return blocked(hindered);
    // Silence ended the connection, so that a late answer is not taken for another's.
    if (!status && !(await this.#connected())) return blocked('offline');
    if (!(await this.#clearForProbe())) return blocked('busy');
    const token = this.#nextToken();
    const found = await findAnswers(this.#line, bitmap, this.#profile, this.#times, token);
    const { sent, bytesSent, pushes, proof } = found;
    const { connection } = this.#line;
    this.#doubt = sent ? { kind: 'unproven', connection } : { kind: 'torn' };
    if (!sent) return { outcome: 'unknown', bytesSent, cause: 'connection-lost' };
    const answers = { status, pushes, proof };
    if (proof !== 'none') {
      this.#doubt = { kind: 'none' };
      return { outcome: 'printed', bytesSent, cause: null, found: answers };
    }
    // One that could not print now is no printer that proves nothing.
    const cause = status && !(await this.#line.ask()) ? 'no-answer' : obstacle(this.#line.state);
    if (cause !== null) return { outcome: 'unknown', bytesSent, cause };
    return { outcome: 'sent', bytesSent, cause: 'no-proof', found: answers };
  }

  /** Clears up after an unproved slip as far as an unknown printer lets one. */
  async #clearForProbe(): Promise<boolean> {
    if (this.#doubt.kind === 'none') return true;
    const last = performance.now() + this.#times.whole;
    if (!(await this.#cutOff(last))) return false;
    const times = { ...this.#times, proof: Math.min(this.#times.proof, OWED) };
    await owedAnswersCame(this.#line, QUEUED_STATUS, times, last);
    return this.#line.connected;
  }

  /** Asks before a single byte is sent that could print; gives back what stands in the way. */
  async #preflight(): Promise<string | null> {
    if (!(await this.#connected())) return 'offline';
    if (this.#profile.preflight === 'none') return null;
    if (await this.#line.ask()) return obstacle(this.#line.state);
    if (!this.#profile.sendWhenSilent) return obstacle(this.#line.state) ?? 'silent';
    return (await this.#connected()) ? null : 'offline';
  }

  #connected(): Promise<boolean> {
    const deadline = performance.now() + this.#times.connect;
    return this.#line.changes.until(
      () => this.#line.connected,
      () => deadline,
    );
  }

  /** Clears up after a slip whose end is not known, so that its remains cannot prove this one. */
  async #recover(last: number): Promise<string | null> {
    if (!(await this.#cutOff(last))) return 'busy';
    if (this.#doubt.kind === 'unproven' && this.#profile.completion === 'gs_r') {
      const fence = encodeFence(this.#profile, '');
      if (!(await owedAnswersCame(this.#line, fence, this.#times, last))) return 'busy';
    }
    this.#doubt = { kind: 'none' };
    return null;
  }

  /** Feeds and cuts what a torn slip left hanging; whether the way took that. */
  async #cutOff(last: number): Promise<boolean> {
    if (!isTorn(this.#doubt, this.#line)) return true;
    this.#doubt = { kind: 'torn' };
    if (!(await this.#line.written(encodeRecovery(this.#profile), last))) return false;
    this.#doubt = { kind: 'unproven', connection: this.#line.connection };
    return true;
  }

  #up(): void {
    if (isTorn(this.#doubt, this.#line)) this.#line.write(encodeFlush(this.#profile));
    this.#look();
  }

  /** Looks at a printer that stands idle. */
  #look(): void {
    this.#tell();
    const able = this.#line.connected && this.#profile.preflight === 'dle_eot';
    if (this.#looking || !able) return;
    this.#looking = true;
    void this.#inTurn(async () => {
      if (this.#line.connected) await this.#line.ask();
      this.#looking = false;
    });
  }

  #tell(): void {
    const { status } = this;
    const told = JSON.stringify(status);
    if (told === this.#told) return;
    this.#told = told;
    this.#onStatus(status);
  }
}
