/** What this browser is told about its own driver; it stays on this machine. */

export interface Choices {
  /** A dialog opens for each slip, so a person stands there and is asked. */
  asks: boolean;
  /** The driver's paper is the roll's full width, or as wide as the head prints. */
  paper: 'full' | 'head';
}

const KEY = 'motcua.print';
/** In the address that the starting script opens: the browser prints without asking. */
const STRAIGHT = 'straight';

/** mm that a head of so many dots prints, and that its roll is wide. */
const ROLLS: Readonly<Record<number, { head: number; full: number }>> = {
  576: { head: 72, full: 80 },
  512: { head: 64, full: 80 },
  384: { head: 48, full: 58 },
};

/** Width of the paper as the driver knows it, mm. */
export function paperWidth(dots: number, paper: Choices['paper']): number {
  return ROLLS[dots]?.[paper] ?? Math.ceil(dots / 8);
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
