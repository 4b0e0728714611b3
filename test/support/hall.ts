/** A hall with its people: gives commands to a store at a clock that the test turns. */
import { randomUUID } from 'node:crypto';
import type { CommandName, Commands } from '../../server/protocol/commands.js';
import type { RulesConfig, SiteConfig } from '../../server/protocol/config.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { Accepted, Reply } from '../../server/store/port.js';
import { configuring, contextAt, type ContextParts, MORNING, siteConfig } from './factories.js';
import type { SiteState } from './site-state.js';
import type { OpenStore } from './stores.js';

export class Hall {
  /** Site time, ms; the test moves it. */
  now = MORNING;
  readonly site = `hall-${randomUUID().slice(0, 8)}`;

  constructor(readonly open: OpenStore) {}

  give<N extends CommandName>(name: N, args: Commands[N], parts: ContextParts = {}) {
    const context = contextAt(this.now, { body: [name, args], ...parts, site: this.site });
    return this.open.store.command(name, args, context);
  }

  /** Gives a command that must be accepted. */
  async ok<N extends CommandName>(
    name: N,
    args: Commands[N],
    parts: ContextParts = {},
  ): Promise<Accepted> {
    const reply = await this.give(name, args, parts);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
    return reply;
  }

  /** Gives a command that must be refused. @returns the code */
  async refusal<N extends CommandName>(
    name: N,
    args: Commands[N],
    parts: ContextParts = {},
  ): Promise<string> {
    const reply: Reply = await this.give(name, args, parts);
    if (reply.ok) throw new Error(`${name} was accepted`);
    return reply.code;
  }

  /** The one ticket that a command touches, as it is afterwards. */
  async one<N extends CommandName>(
    name: N,
    args: Commands[N],
    parts: ContextParts = {},
  ): Promise<Ticket> {
    const [ticket] = (await this.ok(name, args, parts)).tickets;
    if (!ticket) throw new Error(`${name} touched no ticket`);
    return ticket;
  }

  issue(group: string, more: Partial<Commands['issue']> = {}): Promise<Ticket> {
    return this.one('issue', { group, ...more });
  }

  /** Numbers called one after another at a counter, each finished by the next call. */
  async callAll(counter: string, minutesEach = 0): Promise<string[]> {
    const numbers: string[] = [];
    let current: Commands['callNext']['current'];
    for (;;) {
      const reply = await this.ok('callNext', { counter, ...(current && { current }) });
      const called = reply.tickets.find(({ id }) => id === reply.called);
      if (!called) return numbers;
      numbers.push(called.number);
      current = { ticket: called.id, rev: called.rev, then: 'finish' };
      this.now += minutesEach * 60_000;
    }
  }

  later(minutes: number): void {
    this.now += minutes * 60_000;
  }

  journal(after = 0): Promise<JournalEntry[]> {
    return this.open.store.entries(this.site, after, 1000);
  }

  /** Types of the entries after a seq. */
  async types(after: number): Promise<string[]> {
    return (await this.journal(after)).map(({ type }) => type);
  }

  async seq(): Promise<number> {
    return (await this.open.store.head(this.site))?.seq ?? 0;
  }

  state(day: string): Promise<SiteState> {
    return this.open.dump(this.site, day);
  }
}

/** A configured hall whose counters c1, c2 and c3 are closed. */
export async function closedHall(
  open: OpenStore,
  rules: Partial<RulesConfig> = {},
  more: Partial<Pick<SiteConfig, 'groups' | 'counters' | 'outcomes'>> = {},
): Promise<Hall> {
  const hall = new Hall(open);
  await hall.ok('configure', configuring(siteConfig(rules, more)));
  return hall;
}

/** A configured hall in which counters c1 and c2 are open and c3 is closed. */
export async function openHall(open: OpenStore, rules: Partial<RulesConfig> = {}): Promise<Hall> {
  const hall = await closedHall(open, rules);
  for (const counter of ['c1', 'c2']) await hall.ok('openCounter', { counter });
  return hall;
}
