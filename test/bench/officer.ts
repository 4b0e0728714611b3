/** The two commands of the load: a citizen's number, and an officer who ends one and calls the next. */
import { randomBytes } from 'node:crypto';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { HttpLine } from './http-line.js';

/** As many distinct prefixes as processes; then a count, which is cheaper than chance. */
const PREFIX = randomBytes(9).toString('hex');
let keys = 0;
export function nextKey(): string {
  keys += 1;
  return `${PREFIX}${keys}`;
}

export async function issueOver(line: HttpLine, group: string): Promise<void> {
  await line.post('tickets', nextKey(), `{"group":"${group}"}`);
}

interface CallNextAnswer {
  called: Pick<Ticket, 'id' | 'rev'> | null;
}

/** Calls the next at one counter over and over; whoever is there is finished by the same command. */
export class Officer {
  #current = '{}';

  constructor(readonly counter: string) {}

  /** @throws Error when nobody waits any more: then the figures mean something else */
  async callNext(line: HttpLine): Promise<void> {
    const body = await line.post(`counters/${this.counter}/call-next`, nextKey(), this.#current);
    const { called } = JSON.parse(body) as CallNextAnswer;
    if (called === null) throw new Error(`nobody waits for counter ${this.counter}`);
    const { id, rev } = called;
    this.#current = JSON.stringify({ current: { ticket: id, rev, then: 'finish' } });
  }
}
