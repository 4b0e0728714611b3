/** A hall for the stories of the scripts' tests: one site of a store, with a clock that moves by itself. */
import type { CommandName, Commands, CurrentTicket } from '../../server/protocol/commands.js';
import type { RulesConfig } from '../../server/protocol/config.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { Accepted, Reply, Store } from '../../server/store/port.js';
import { configuring, contextAt, type ContextParts, MORNING, siteConfig } from './factories.js';

export class StoryHall {
  /** Site time, ms; every command takes place a second after the one before. */
  now = MORNING;

  constructor(
    readonly store: Store,
    readonly site: string,
  ) {}

  run<N extends CommandName>(name: N, args: Commands[N], parts: ContextParts = {}): Promise<Reply> {
    this.now += 1_000;
    return this.store.command(name, args, contextAt(this.now, { site: this.site, ...parts }));
  }

  /** @throws Error with the code when the command is refused */
  async must<N extends CommandName>(
    name: N,
    args: Commands[N],
    parts: ContextParts = {},
  ): Promise<Accepted> {
    const reply = await this.run(name, args, parts);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
    return reply;
  }

  /** Configures the ordinary site of three groups and opens counters. */
  async open(
    rules: Partial<RulesConfig> = {},
    counters: readonly string[] = ['c1'],
  ): Promise<void> {
    await this.must('configure', configuring(siteConfig(rules)));
    for (const counter of counters) await this.must('openCounter', { counter });
  }

  /** A number in justice, unless said otherwise. */
  async issue(args: Partial<Commands['issue']> = {}, parts: ContextParts = {}): Promise<Ticket> {
    return only(await this.must('issue', { group: 'justice', ...args }, parts));
  }

  /** A number that the counter then calls. */
  async called(counter = 'c1', args: Partial<Commands['issue']> = {}): Promise<Ticket> {
    const { id } = await this.issue(args);
    return only(await this.must('call', { ticket: id, counter }));
  }

  async parked(args: Omit<Commands['park'], 'ticket'> = { reason: 'form' }): Promise<Ticket> {
    const { id } = await this.issue();
    return only(await this.must('park', { ticket: id, ...args }));
  }

  async missed(): Promise<Ticket> {
    const { id } = await this.called();
    return only(await this.must('miss', { ticket: id }));
  }

  /** A number that waits for one counter only. */
  async addressed(counter: string): Promise<Ticket> {
    const { id } = await this.issue();
    const to = { ticket: id, counter, place: 'keep', reason: 'wish' } as const;
    return only(await this.must('reroute', to));
  }
}

/** The one ticket that a command touched. */
function only(reply: Accepted): Ticket {
  const [ticket, ...others] = reply.tickets;
  if (!ticket || others.length > 0) throw new Error(`touched ${reply.tickets.length} tickets`);
  return ticket;
}

/** What becomes of a ticket at a counter, for `callNext`. */
export function ending(
  ticket: Ticket,
  what: CurrentTicket['then'],
  more: Partial<CurrentTicket> = {},
): CurrentTicket {
  return { ticket: ticket.id, rev: ticket.rev, then: what, ...more };
}

/** Tells the story up to the command and hands back the command itself. */
export type Arrange = (hall: StoryHall) => Promise<() => Promise<Reply>>;
export type AcceptedStories = Readonly<
  Partial<Record<CommandName, Readonly<Record<string, Arrange>>>>
>;
