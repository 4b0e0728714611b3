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
      summary: 'Who works at the site, by the ids of what they do, and its kiosks',
      tag: 'Team',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: {
        status: 200,
        description: 'Those who may sign in, and the kiosks',
        schema: crewAnswer,
      },
      errors: [],
    },
    async (call): Promise<CrewAnswer> => {
      const { people, devices } = parts.access;
      const { id: site } = call.site();
      const crew = await people.crew(site);
      const kiosks = (await devices.list(site)).filter(({ kind }) => kind === 'kiosk');
      return {
        people: crew.filter(({ active }) => active).map(({ active: _, ...one }) => one),
        kiosks: kiosks.map(({ id, name }) => ({ id, name })),
      };
    },
  );
  return [crew];
}
