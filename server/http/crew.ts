/** Who the actors of a site are, for those who work with them. */
import { crewAnswer } from '../protocol/schema/team.js';
import type { CrewAnswer } from '../protocol/team.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export function crewRoutes(parts: RouteParts): Route[] {
  const crew = route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/crew',
      action: 'crew.read',
      summary: 'Who works at the site, by the ids of what they do',
      tag: 'Team',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'Those who may sign in', schema: crewAnswer },
      errors: [],
    },
    async (call): Promise<CrewAnswer> => {
      const crew = await parts.access.people.crew(call.site().id);
      return { people: crew.filter(({ active }) => active).map(({ active: _, ...one }) => one) };
    },
  );
  return [crew];
}
