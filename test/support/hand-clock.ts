import type { Clock } from '../../server/clock.js';

/** A clock that a test sets by hand. */
export class HandClock implements Clock {
  readonly speed = 1;
  #stepped = false;
  #offset = 0;

  /** @param machine what the machine says the time is, ms */
  constructor(public machine: number) {}

  get offset(): number {
    return this.#offset;
  }

  now(): number {
    return this.machine + this.#offset;
  }

  stepped(): boolean {
    return this.#stepped;
  }

  confirm(offset: number): void {
    this.#offset = offset;
    this.#stepped = false;
  }

  doubt(): void {
    this.#stepped = true;
  }

  /** Time goes on evenly. */
  pass(ms: number): void {
    this.machine += ms;
  }

  /** Somebody set the machine's clock. */
  step(ms: number): void {
    this.machine += ms;
    this.#stepped = true;
  }
}
