/** Waiting counts and expected waits of one site, kept from entry to entry. */
import { performance } from 'node:perf_hooks';
import type { Clock } from '../clock.js';
import {
  ahead,
  estimate,
  groupLoads,
  groupOrder,
  servingCounters,
  WaitingLines,
} from '../domain/waiting.js';
import type { Board } from '../protocol/board.js';
import type { SiteConfig } from '../protocol/config.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { Estimate, GroupLoad } from '../protocol/live.js';
import type { Places } from './site-view.js';

/** ms of real time for which expected waits hold while nothing happens: waiting makes people ready. */
const LOAD_HOLDS = 1_000;

export class ExpectedWaits {
  readonly #lines = new WaitingLines();
  /** Open counters of each group; `null` until asked for after a change. */
  #serving: Map<string, string[]> | null = null;
  #loads: { seq: number; until: number; groups: Record<string, GroupLoad> } | null = null;

  constructor(
    /** The board and configuration as they are now. */
    private readonly site: { readonly board: Board; readonly config: SiteConfig },
    private readonly clock: Clock,
  ) {}

  /** The board is another one. */
  rebuild(): void {
    this.#lines.rebuild(this.site.board);
    this.reconfigure();
  }

  /** The configuration is another one. */
  reconfigure(): void {
    this.#serving = null;
    this.#loads = null;
  }

  /** The board holds this entry since the last call. */
  follow(entry: JournalEntry): void {
    this.#lines.follow(this.site.board, entry);
    if (!entry.type.startsWith('ticket.')) this.#serving = null;
  }

  groups(): Record<string, GroupLoad> {
    const { board, config } = this.site;
    const now = performance.now();
    if (this.#loads === null || this.#loads.seq !== board.seq || this.#loads.until <= now) {
      const groups = groupLoads(board, this.#lines, config, this.clock.now());
      this.#loads = { seq: board.seq, until: now + LOAD_HOLDS, groups };
    }
    return this.#loads.groups;
  }

  /** People ahead of a waiting ticket by the calling rule; `null` when it does not wait. */
  ahead(ticket: string): number | null {
    const { board, config } = this.site;
    return ahead(board, this.#lines, config, ticket, this.clock.now());
  }

  /** Expected wait of a waiting ticket in minutes; `null` without an open counter for it. */
  estimate(ticket: string): Estimate | null {
    return this.#estimateAt(ticket, this.ahead(ticket));
  }

  /** All places of this moment, for whoever asks for many: one merge of a group's lanes gives each of its. */
  places(): Places {
    const { board, config } = this.site;
    const now = this.clock.now();
    const orders = new Map<string, Map<string, number>>();
    const orderOf = (group: string): Map<string, number> => {
      const ids = groupOrder(board, this.#lines, config, group, now);
      const order = new Map(ids.map((id, nth) => [id, nth]));
      orders.set(group, order);
      return order;
    };
    const before = (ticket: string): number | null => {
      const waiting = board.tickets[ticket];
      if (waiting?.state !== 'waiting') return null;
      const order = waiting.to === null && (orders.get(waiting.group) ?? orderOf(waiting.group));
      // Who is addressed to a counter, or stands in line by a time to come, is in no group's order.
      return (order === false ? undefined : order.get(ticket)) ?? this.ahead(ticket);
    };
    return { ahead: before, estimate: (ticket) => this.#estimateAt(ticket, before(ticket)) };
  }

  #estimateAt(ticket: string, before: number | null): Estimate | null {
    const { board, config } = this.site;
    const waiting = board.tickets[ticket];
    const group = config.groups.find(({ id }) => id === waiting?.group);
    if (waiting === undefined || before === null || group === undefined) return null;
    if (waiting.to !== null) {
      const open = board.counters[waiting.to]?.state === 'open';
      return estimate(before, group.minutes, open ? 1 : 0);
    }
    this.#serving ??= servingCounters(board, config);
    return estimate(before, group.minutes, this.#serving.get(group.id)?.length ?? 0);
  }
}
