/** Why nothing can be issued or called now: what screens show, in the order of what to mend first. */
import type { Clock } from './clock.js';
import { clockWrong } from './domain/clock-guard.js';
import type { Engine } from './engine/engine.js';
import type { Canary } from './http/health.js';
import type { SiteViews } from './live/site-view.js';
import type { Trouble } from './protocol/live.js';

export interface TroubleParts {
  engine: Pick<Engine, 'diskFull' | 'state'>;
  canary: Pick<Canary, 'alive'>;
  clock: Pick<Clock, 'now' | 'stepped'>;
  relays: () => SiteViews;
}

/** @returns what stands in the way now; `null` when all is well */
export function troubleOf({ engine, canary, clock, relays }: TroubleParts): () => Trouble | null {
  return () => {
    if (engine.diskFull()) return 'disk';
    if (engine.state() !== 'up' || !canary.alive) return 'store';
    const now = clock.now();
    const wrong = relays()
      .all()
      .some(({ board }) => clockWrong(now, board.at));
    return clock.stepped() || wrong ? 'clock' : null;
  };
}
