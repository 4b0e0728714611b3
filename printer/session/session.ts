/**
 * One printer, one owner, one slip at a time: asks whether it can print, sends, and waits for the
 * proof that the slip is on paper. It never claims more than it knows (`PrintOutcome`).
 */
import { randomInt } from 'node:crypto';
import type { PrinterAnswers, PrinterStatus, PrintResult } from '../../server/protocol/live.js';
import {
  type EncodedSlip,
  encodeFence,
  encodeFlush,
  encodeRecovery,
  encodeSlip,
} from '../encode/encode-slip.js';
import type { Profile } from '../profiles/profile.js';
import type { Bitmap1 } from '../render/bitmap.js';
import { obstacle } from '../status/printer-state.js';
import type { Transport } from '../transport/transport.js';
import { PrinterLine } from './line.js';
import { findAnswers } from './probe.js';
import { SESSION_TIMES, type SessionTimes } from './times.js';

export type SessionStatus = Pick<PrinterStatus, 'online' | 'paper' | 'cover' | 'fault'>;

export interface SessionOptions {
  transport: Transport;
  profile: Profile;
  times?: Partial<SessionTimes>;
  /**
   * Nothing can be half printed, because nobody printed before. Otherwise the first slip is preceded
   * by a cut, lest it hangs on what an earlier owner left.
   */
  clean?: boolean;
  /** Told whenever the status differs from what was told last. */
  onStatus?: (status: SessionStatus) => void;
}

/**
 * What the last slip left behind: a proof that may still come, or half a command. The way may lose
 * what it has taken when the connection ends, so `unproven` holds for that connection only.
 */
type Doubt = { kind: 'none' | 'torn' } | { kind: 'unproven'; connection: number };

const COMPLETIONS = { echo: 'gs_paren_h', fence: 'gs_r', none: 'none' } as const;

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
    this.#times = { ...SESSION_TIMES, ...options.times };
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
    this.#token = (this.#token + 1) % TOKENS;
    const token = this.#token.toString(36).padStart(4, '0');
    const slip = encodeSlip(bitmap, this.#profile, token);
    const last = performance.now() + this.#times.whole;
    const cause = (await this.#preflight()) ?? (await this.#recover(last));
    if (cause !== null) return { outcome: 'blocked', bytesSent: 0, cause };
    return this.#send(slip, token, last);
  }

  async #probeNow(bitmap: Bitmap1): Promise<PrintResult> {
    const blocked = (cause: string): PrintResult => ({ outcome: 'blocked', bytesSent: 0, cause });
    if (!(await this.#connected())) return blocked('offline');
    const status = await this.#line.ask();
    const hindered = status ? obstacle(this.#line.state) : null;
    if (hindered !== null) return blocked(hindered);
    // Silence ended the connection, so that a late answer is not taken for another's.
    if (!status && !(await this.#connected())) return blocked('offline');
    const found = await findAnswers(this.#line, bitmap, this.#profile, this.#times);
    this.#doubt = found.sent ? { kind: 'none' } : { kind: 'torn' };
    const { sent, bytesSent, pushes, proof } = found;
    if (!sent) return { outcome: 'unknown', bytesSent, cause: 'connection-lost' };
    const answers = { status, pushes, proof };
    return proof === 'none'
      ? { outcome: 'sent', bytesSent, cause: 'no-proof', found: answers }
      : { outcome: 'printed', bytesSent, cause: null, found: answers };
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
    if (this.#torn) {
      this.#doubt = { kind: 'torn' };
      if (!(await this.#line.written(encodeRecovery(this.#profile), last))) return 'busy';
      this.#doubt = { kind: 'unproven', connection: this.#line.connection };
    }
    // Answers to `GS r` look all the same: those that are still owed must have come before.
    if (this.#doubt.kind === 'unproven' && this.#profile.completion === 'gs_r') {
      this.#line.forgetProofs();
      if (!(await this.#line.written(encodeFence(this.#profile, ''), last))) return 'busy';
      if (!(await this.#answered(0, this.#times.proof))) return 'busy';
      let seen = 0;
      do {
        seen = this.#line.queuedAnswers;
      } while (await this.#answered(seen, this.#times.settle));
    }
    this.#doubt = { kind: 'none' };
    return null;
  }

  get #torn(): boolean {
    const doubt = this.#doubt;
    return (
      doubt.kind === 'torn' ||
      (doubt.kind === 'unproven' && doubt.connection !== this.#line.connection)
    );
  }

  /** Whether there are more than `seen` answers to `GS r` within `ms`. */
  #answered(seen: number, ms: number): Promise<boolean> {
    const deadline = performance.now() + ms;
    return this.#line.changes.until(
      () => this.#line.queuedAnswers > seen,
      () => deadline,
    );
  }

  async #send({ pieces, fence }: EncodedSlip, token: string, last: number): Promise<PrintResult> {
    const line = this.#line;
    const { connection } = line;
    const unknown = (): PrintResult => {
      const cause = line.stands(connection)
        ? (obstacle(line.state) ?? 'no-answer')
        : 'connection-lost';
      return { outcome: 'unknown', bytesSent, cause };
    };
    let bytesSent = 0;
    this.#doubt = { kind: 'torn' };
    for (const piece of pieces) {
      if (!line.stands(connection)) return unknown();
      bytesSent += piece.length;
      if (!(await line.written(piece, last))) return unknown();
    }
    this.#doubt = { kind: 'unproven', connection };
    if (fence.length === 0) {
      return (await this.#outlived(connection))
        ? { outcome: 'sent', bytesSent, cause: 'no-proof' }
        : unknown();
    }
    line.forgetProofs();
    bytesSent += fence.length;
    line.write(fence);
    const proved = (): boolean =>
      this.#profile.completion === 'gs_r' ? line.queuedAnswers > 0 : line.echo === token;
    const proof = line.changes.until(
      () => !line.stands(connection) || proved(),
      line.patience(last),
    );
    if (!(await proof) || !line.stands(connection)) return unknown();
    this.#doubt = { kind: 'none' };
    return { outcome: 'printed', bytesSent, cause: null };
  }

  /**
   * Whether the connection is still there a moment after the last byte: of a printer that says nothing its
   * end is all that tells of a slip sent into the void.
   */
  async #outlived(connection: number): Promise<boolean> {
    const deadline = performance.now() + this.#times.settle;
    await this.#line.changes.until(
      () => !this.#line.stands(connection),
      () => deadline,
    );
    return this.#line.stands(connection);
  }

  #up(): void {
    if (this.#torn) this.#line.write(encodeFlush(this.#profile));
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
