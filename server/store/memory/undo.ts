/** Taking back a whole command by the before-images of what it touched. */
import type { Commands } from '../../protocol/commands.js';
import { writeCancelled } from './life.js';
import { counterLane, counterOf, dayOf, heldBy, type SiteState } from './site.js';
import { Refuse, type Step } from './step.js';
import type { Touched, UndoRecord } from './undo-record.js';

/** How long a command can be taken back, ms. */
const UNDO_MS = 60_000;

/** What `step` did, for a later undo; `null` when it changed no ticket and no counter. */
export function recordOf(step: Step, before: SiteState): UndoRecord | null {
  if (step.touched.size === 0) return null;
  const touched = [...step.touched.values()].map((thing) => {
    return { thing, rev: revOf(step, thing), beside: besideOf(before, step.day, thing) };
  });
  const moved = step.site.journal
    .slice(before.journal.length)
    .find((entry) => entry.type === 'ticket.called' && entry.data.owed !== undefined);
  let owed: UndoRecord['owed'] = null;
  if (moved?.type === 'ticket.called' && moved.data.owed) {
    const { group } = moved.data.owed;
    const value = dayOf(before, step.day).owed.get(group) ?? 0;
    owed = { ticket: moved.data.ticket, before: { group, value } };
  }
  return { line: step.line, day: step.day, actor: step.context.actor, touched, owed };
}

/** Whom the counter that held a ticket held then. */
function besideOf(before: SiteState, day: string, { kind, id }: Touched): string[] {
  const held = heldBy(before, day, before.tickets.get(id)?.counter ?? '').map((each) => each.id);
  return kind === 'ticket' && held.includes(id) ? held : [];
}

function revOf({ site, day }: Step, { kind, id }: Touched): number {
  return kind === 'ticket' ? (site.tickets.get(id)?.rev ?? 0) : counterOf(site, day, id).rev;
}

function restore(step: Step, thing: Touched, record: UndoRecord): void {
  if (thing.kind === 'counter') {
    const now = counterOf(step.site, step.day, thing.id);
    step.writeCounter('counter.undone', now, thing.before);
    return;
  }
  const now = step.found(thing.id);
  if (!thing.before) {
    writeCancelled(step, now, 'undone');
    return;
  }
  const owed = record.owed?.ticket === thing.id ? record.owed.before : null;
  if (owed) dayOf(step.site, step.day).owed.set(owed.group, owed.value);
  step.writeTicket('ticket.undone', now, thing.before, owed ? { owed } : {});
}

/** Whether something restored breaks a rule as things stand after the whole undo. */
function breaksRule(
  { site, day }: Step,
  { thing: { kind, id }, beside }: UndoRecord['touched'][number],
): boolean {
  if (kind === 'counter') {
    const closed = counterOf(site, day, id).state === 'closed';
    return closed && (heldBy(site, day, id).length > 0 || counterLane(site, day, id).length > 0);
  }
  const ticket = site.tickets.get(id);
  if (ticket?.state === 'waiting' && ticket.to !== null) {
    return counterOf(site, day, ticket.to).state === 'closed';
  }
  if ((ticket?.state === 'called' || ticket?.state === 'serving') && ticket.counter !== null) {
    const closed = counterOf(site, day, ticket.counter).state === 'closed';
    const others = heldBy(site, day, ticket.counter).filter((held) => held.id !== id);
    return closed || others.some((held) => !beside.includes(held.id));
  }
  return false;
}

export function undo(step: Step, args: Commands['undo']): void {
  const record = step.site.undoRecords.get(args.request);
  if (!record || step.line - record.line > UNDO_MS) throw new Refuse('undo-expired');
  if (record.actor !== step.context.actor) throw new Refuse('undo-foreign');
  if (record.day !== step.day) throw new Refuse('day-closed');
  if (record.touched.some(({ thing, rev }) => revOf(step, thing) !== rev)) {
    throw new Refuse('superseded');
  }
  for (const { thing } of record.touched) restore(step, thing, record);
  if (record.touched.some((touched) => breaksRule(step, touched))) throw new Refuse('superseded');
}
