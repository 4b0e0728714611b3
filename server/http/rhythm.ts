/** What a usual day looks like, for those who send people to the right hour. */
import type { Rhythms } from '../reports/rhythms.js';
import type { RhythmAnswer } from '../protocol/rhythm.js';
import { rhythmAnswer } from '../protocol/schema/team.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface RhythmParts extends RouteParts {
  rhythms: Pick<Rhythms, 'of'>;
}

export function rhythmRoutes(parts: RhythmParts): Route[] {
  const rhythm = route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/rhythm',
      action: 'rhythm.read',
      summary: 'How many come when on a usual day, for what, and how long they wait',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'By half hours', schema: rhythmAnswer },
      errors: [],
    },
    (call): RhythmAnswer => parts.rhythms.of(call.site()),
  );
  return [rhythm];
}
