/** Asks for a code, renews it, and asks whether it was typed. */
import { isRecord } from '../shared/api.js';
import { type Asked, ask } from '../shared/ask.js';
import { pageAt } from '../shared/home-of.js';

export type PairingNews =
  | { kind: 'connecting' }
  | { kind: 'code'; code: string }
  /** The server was not heard since then (site time, ms); the code is the last one, '' for none. */
  | { kind: 'offline'; code: string; since: number }
  | { kind: 'paired'; name: string };

interface Offer {
  code: string;
  claim: string;
  /** `performance.now()` of its end. */
  ends: number;
}

export interface PairingOptions {
  /** BCP 47 tag. */
  language: string;
  /** Site time, ms. */
  now(): number;
  onNews(news: PairingNews): void;
}

/** A code lives ten minutes (`protocol/people.ts`); counted here, because televisions have no clock. */
const LIFE_MS = 600_000;
const ASK_MS = 2_000;
/** Silence after which it is said. */
const SILENCE_MS = 8_000;
/** Time to read what the device became. */
const READ_MS = 1_500;

export class Pairing {
  private offer: Offer | null = null;
  private heard = performance.now();
  /** Site time of the last word of the server, ms. */
  private heardAt: number;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: PairingOptions) {
    this.heardAt = options.now();
  }

  start(): void {
    void this.step();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Full seconds for which the code can still be typed. */
  secondsLeft(): number {
    if (this.offer === null) return 0;
    return Math.max(0, Math.ceil((this.offer.ends - performance.now()) / 1_000));
  }

  private async step(): Promise<void> {
    const { language } = this.options;
    if (this.offer !== null && this.secondsLeft() === 0) this.offer = null;
    const answer =
      this.offer === null
        ? await ask('POST', '/pairing', language, {})
        : await ask('POST', '/pairing/claim', language, { claim: this.offer.claim });
    const wait = this.take(answer);
    if (wait !== null) this.timer = setTimeout(() => void this.step(), wait);
  }

  /** @returns ms until the next question; `null` when there is none. */
  private take(answer: Asked): number | null {
    const { options } = this;
    if (answer.kind === 'unanswered') {
      if (performance.now() - this.heard > SILENCE_MS) {
        const code = this.offer === null ? '' : this.offer.code;
        options.onNews({ kind: 'offline', code, since: this.heardAt });
      }
      return ASK_MS;
    }
    this.heard = performance.now();
    this.heardAt = options.now();
    if (answer.kind === 'refused') {
      // The code ran out, or its server forgot it: the next question is for a new one.
      if (answer.problem.status !== 429) this.offer = null;
      if (this.offer === null) options.onNews({ kind: 'connecting' });
      return answer.problem.retryAfter === null ? ASK_MS : answer.problem.retryAfter;
    }
    return this.answered(answer.body);
  }

  private answered(body: unknown): number | null {
    const { options } = this;
    if (isRecord(body) && typeof body['code'] === 'string' && typeof body['claim'] === 'string') {
      this.offer = { code: body['code'], claim: body['claim'], ends: performance.now() + LIFE_MS };
    }
    if (isRecord(body) && body['paired'] === true && typeof body['path'] === 'string') {
      const { device, path } = body;
      const name = isRecord(device) && typeof device['name'] === 'string' ? device['name'] : '';
      options.onNews({ kind: 'paired', name });
      const pad = isRecord(device) && device['kind'] === 'pad' ? 'pad' : undefined;
      this.timer = setTimeout(() => location.replace(pageAt(pad, path)), READ_MS);
      return null;
    }
    if (this.offer !== null) options.onNews({ kind: 'code', code: this.offer.code });
    return ASK_MS;
  }
}
