/** What this device remembers of the rush over a reload: the pinned group, and the last numbers given here. */
import type { Ticket } from '../../../server/protocol/ticket.js';
import { isRecord } from '../../shared/api.js';
import type { Scene, StaffGroup } from '../../shared/staff-site.js';

/** The number in the doorway, the three before it, and as many again in case some were taken back. */
const KEPT = 8;

export class RushMemory {
  group = '';
  private mine: string[] = [];

  /** @param name under which it is kept; one for each site and person */
  constructor(private readonly name: string) {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? 'null');
      if (!isRecord(kept) || !Array.isArray(kept['mine'])) return;
      this.group = String(kept['group']);
      this.mine = kept['mine'].map(String);
    } catch {
      // A private window may forbid it: then the memory ends with the page.
    }
  }

  pin(group: string): void {
    this.group = group;
    this.save();
  }

  add(ticket: string): void {
    this.mine = [ticket, ...this.mine.filter((id) => id !== ticket)].slice(0, KEPT);
    this.save();
  }

  /** The last numbers that this device gave for a group, newest first. */
  last({ board }: Scene, group: StaffGroup, answered: ReadonlyMap<string, Ticket>): Ticket[] {
    return this.mine
      .flatMap((id) => board.tickets[id] ?? answered.get(id) ?? [])
      .filter(({ number }) => number.startsWith(group.letter));
  }

  private save(): void {
    try {
      sessionStorage.setItem(this.name, JSON.stringify({ group: this.group, mine: this.mine }));
    } catch {
      // As above.
    }
  }
}
