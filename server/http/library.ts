/** The catalogue of a usual ward, from which a site takes what it lacks. Nothing in it is about anybody. */
import type { LibraryAnswer } from '../protocol/answers.js';
import type { SiteConfig } from '../protocol/config.js';
import { libraryAnswer } from '../protocol/schema/answers.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface LibraryParts extends RouteParts {
  /** The sample ward, whose procedures are the catalogue. */
  ward: SiteConfig;
}

export function libraryRoutes(parts: LibraryParts): Route[] {
  return [
    route(
      parts,
      {
        method: 'get',
        path: '/api/v1/library',
        action: 'documents.read',
        summary: 'Procedures of a usual ward, by the groups that it has',
        tag: 'Configuration',
        body: NOTHING,
        query: NOTHING,
        command: false,
        success: { status: 200, description: 'The catalogue', schema: libraryAnswer },
        errors: [],
      },
      (): LibraryAnswer => {
        const { groups, procedures } = parts.ward;
        return { groups: groups.map(({ id, name }) => ({ id, name })), procedures };
      },
    ),
  ];
}
