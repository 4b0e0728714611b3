/** A lead has a recorded sentence heard in the hall: it is closing soon, something was left behind. */
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { NOTICE_CLIPS } from '../domain/clip-list.js';
import { AppError } from '../errors.js';
import { recordAtSites } from '../operations/records.js';
import type { ZoneSound } from '../protocol/operations.js';
import { slug } from '../protocol/schema/ids.js';
import { zoneSound } from '../protocol/schema/operations.js';
import type { Store } from '../store/port.js';
import { route, type Route, type RouteParts } from './route.js';
import { NOTHING } from './operation.js';

export interface AnnouncementParts extends RouteParts {
  store: Store;
  clock: Clock;
  /** How it is about the sound of each zone of a site. */
  soundsOf: (site: string) => ZoneSound[];
}

const announcement = z.strictObject({
  clip: z.enum(NOTICE_CLIPS),
  zone: slug.nullable().default(null).meta({ description: 'null: in all zones' }),
});

export function announcementRoutes(parts: AnnouncementParts): Route[] {
  return [
    route(
      parts,
      {
        method: 'post',
        path: '/api/v1/sites/{site}/announcements',
        action: 'announcement.make',
        summary: 'Has a sentence said by the loudspeakers, in its turn; not if that takes a minute',
        tag: 'Site',
        body: announcement,
        query: NOTHING,
        command: false,
        success: {
          status: 201,
          description: 'How it is about the sound there',
          schema: z.strictObject({ sounds: z.array(zoneSound) }),
        },
        errors: ['not-found'],
      },
      async (call): Promise<{ sounds: ZoneSound[] }> => {
        const { id, config } = call.site();
        const { store, clock } = parts;
        const { zone } = call.body;
        if (zone !== null && !config.zones.some((each) => each.id === zone)) {
          throw new AppError('not-found');
        }
        const { actor } = call.subject;
        await recordAtSites(store, clock, [{ id, timeZone: config.site.timeZone }], {
          ...{ type: 'announcement.made', data: call.body, actor },
          reason: `${actor} ${clock.now()}`,
        });
        const sounds = parts.soundsOf(id).filter((each) => zone === null || each.zone === zone);
        return { sounds };
      },
    ),
  ];
}
