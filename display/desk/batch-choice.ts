/** Who is called together, chosen one by one or all at once. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type DeskState, batchable } from '../shared/desk-state.js';
import type { Scene } from '../shared/staff-site.js';
import { BATCH_MOST } from './batch-view.js';

/** Opens the choice with those whose result is ready. */
export function askBatch(state: DeskState, scene: Scene, counter: string): void {
  const ready = batchable(scene, counter).filter(({ reason }) => reason === 'ready');
  state.batch = ready.slice(0, BATCH_MOST).map(({ id }) => id);
  state.panel = 'batch';
}

export function chooseForBatch(state: DeskState, id: string): void {
  if (state.batch.includes(id)) state.batch = state.batch.filter((other) => other !== id);
  else if (state.batch.length < BATCH_MOST) state.batch = [...state.batch, id];
}

/** All, or nobody where all are chosen. */
export function chooseAll(state: DeskState, scene: Scene, counter: string): void {
  const most = batchable(scene, counter)
    .slice(0, BATCH_MOST)
    .map(({ id }) => id);
  state.batch = state.batch.length === most.length ? [] : most;
}

/** Those who were chosen and can still be called. */
export function chosenForBatch(state: DeskState, scene: Scene, counter: string): Ticket[] {
  return batchable(scene, counter).filter(({ id }) => state.batch.includes(id));
}
