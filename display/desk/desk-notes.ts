/**
 * The words of notes. They never travel with the board: they are fetched for whoever is here, and
 * forgotten as soon as that person is gone. What is not known is never written over.
 */
import type { Ticket } from '../../server/protocol/ticket.js';
import { readTicket } from '../shared/api.js';
import { type DeskState, type NoteKnown, noteText } from '../shared/desk-state.js';

/** A text that did not come is asked for again after this. */
const RETRY_MS = 2_000;

export interface NotesHost {
  site(): string;
  now(): number;
  redraw(): void;
}

export class DeskNotes {
  /** When a text was asked for that is not here yet, by ticket id. */
  private readonly asked = new Map<string, number>();

  constructor(
    private readonly state: DeskState,
    private readonly host: NotesHost,
  ) {}

  /** @param held everybody at the counter */
  look(held: readonly Ticket[]): void {
    const { notes } = this.state;
    for (const known of [notes, this.asked]) {
      for (const id of known.keys()) {
        if (!held.some((ticket) => ticket.id === id)) known.delete(id);
      }
    }
    for (const ticket of held) {
      if (ticket.note && noteText(this.state, ticket) === null) void this.read(ticket.id);
    }
  }

  private async read(id: string): Promise<void> {
    const { asked, host } = this;
    const last = asked.get(id);
    if (last !== undefined && host.now() - last < RETRY_MS) return;
    asked.set(id, host.now());
    const answer = await readTicket(host.site(), id);
    if (answer === null) return;
    asked.delete(id);
    const known: NoteKnown = { rev: answer.rev, text: answer.noteText ?? '' };
    this.state.notes.set(id, known);
    host.redraw();
  }
}
