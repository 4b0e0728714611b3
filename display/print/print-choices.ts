/** What this browser is told about its own driver; it stays on this machine. */

import type { DriverPaper } from '../shared/print-picture.js';

export interface Choices {
  /** A dialog opens for each slip, so a person stands there and is asked. */
  asks: boolean;
  paper: DriverPaper;
}

const KEY = 'motcua.print';
/** In the address that the starting script opens: the browser prints without asking. */
const STRAIGHT = 'straight';

/** Keeps what the address says, for a machine that is paired first. @param search of the address */
export function keepStraight(search: string): void {
  if (new URLSearchParams(search).has(STRAIGHT)) localStorage.setItem(KEY, `${STRAIGHT} full`);
}

export class PrintChoices {
  private asks: boolean;
  private paper: Choices['paper'];

  /** @param search of the page's address */
  constructor(search: string) {
    const kept = remembered();
    this.paper = kept.includes('head') ? 'head' : 'full';
    const straight = new URLSearchParams(search).has(STRAIGHT);
    this.asks = !straight && !kept.includes(STRAIGHT);
    if (straight) this.keep();
  }

  all(): Choices {
    return { asks: this.asks, paper: this.paper };
  }

  setAsks(asks: boolean): void {
    this.asks = asks;
    this.keep();
  }

  setPaper(paper: Choices['paper']): void {
    this.paper = paper;
    this.keep();
  }

  private keep(): void {
    localStorage.setItem(KEY, `${this.asks ? 'asks' : STRAIGHT} ${this.paper}`);
  }
}

function remembered(): string[] {
  return (localStorage.getItem(KEY) ?? '').split(' ');
}
