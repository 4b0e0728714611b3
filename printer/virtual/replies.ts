/** What a virtual printer says of itself, as its persona does: all of it, some, nothing, or that all is well. */
import {
  type Condition,
  modelAnswer,
  processIdAnswer,
  pushedStatus,
  queuedAnswer,
  realTimeAnswer,
} from './answers.js';
import type { Persona } from './options.js';

/** Who knows `GS ( H` and pushes its status. */
const WHOLE: readonly Persona[] = ['epson', 'xprinter'];
const WELL: Condition = { out: false, low: false, cover: false, jam: false };

export interface RepliesParts {
  persona: Persona;
  condition(): Condition;
  /** Sends to whoever is connected. */
  answer(bytes: Uint8Array): void;
}

export class Replies {
  #pushes = false;

  constructor(private readonly parts: RepliesParts) {}

  /** `GS a`: tells how it is, and from then on every change, or no more. */
  push(on: boolean): void {
    this.#pushes = on && WHOLE.includes(this.parts.persona);
    this.changed();
  }

  changed(): void {
    if (this.#pushes) this.parts.answer(pushedStatus(this.#told));
  }

  queued(): void {
    if (this.parts.persona !== 'mute') this.parts.answer(Buffer.from([queuedAnswer(this.#told)]));
  }

  processId(token: Uint8Array): void {
    if (WHOLE.includes(this.parts.persona)) this.parts.answer(processIdAnswer(token));
  }

  model(n: number): void {
    this.parts.answer(modelAnswer(this.parts.persona, n));
  }

  /** Answer to `DLE EOT n`; `null` from one that does not answer. */
  realTime(n: number): Uint8Array | null {
    return this.parts.persona === 'mute' ? null : Buffer.from([realTimeAnswer(n, this.#told)]);
  }

  get #told(): Condition {
    return this.parts.persona === 'always-ok' ? WELL : this.parts.condition();
  }
}
