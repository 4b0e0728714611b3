/** Zones that are not heard, and who looks after it. */
import { soundTakenBy } from '../domain/team.js';
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { SoundsAnswer, SoundTrouble } from '../protocol/operations.js';
import { soundsAnswer } from '../protocol/schema/operations.js';
import { soundTaken, takeSoundBody } from '../protocol/schema/team.js';
import type { SoundTaken } from '../protocol/team.js';
import type { CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';
import { teamAt, writeDown } from './team-command.js';

export interface SoundParts extends RouteParts, CommandParts {
  /** Zones that are not heard as they should be. */
  soundTroubles: (view: SiteView) => SoundTrouble[];
}

const SOUNDS = '/api/v1/sites/{site}/sounds';

export function soundRoutes(parts: SoundParts): Route[] {
  return [sounds(parts), take(parts)];
}

function sounds(parts: SoundParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: SOUNDS,
      action: 'sounds.read',
      summary: 'Zones that are not heard although they have, or had of late, a loudspeaker',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'What is the matter where', schema: soundsAnswer },
      errors: [],
    },
    (call): SoundsAnswer => ({ troubles: parts.soundTroubles(call.site()) }),
  );
}

function take(parts: SoundParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${SOUNDS}/{zone}/take`,
      action: 'sound.take',
      summary: 'Looks after the sound of a zone, instead of whoever was going',
      tag: 'Team',
      body: takeSoundBody,
      query: NOTHING,
      command: true,
      success: { status: 200, description: 'Who goes, for which trouble', schema: soundTaken },
      errors: ['not-found', 'taken'],
    },
    async (call): Promise<SoundTaken> => {
      const view = call.site();
      const zone = call.parameter('zone');
      const { actor } = call.subject;
      const { since, instead } = call.body;
      const known = view.board.team.sounds[zone];
      if (known?.by === actor && known.since === since) return known;
      const written = await writeDown(parts, call, 'sound.taken', ({ board, config }) => {
        if (!config.zones.some(({ id }) => id === zone)) throw new AppError('not-found');
        if (soundTakenBy(board.team, zone, since) !== instead) throw new AppError('taken');
        return { zone, since, instead };
      });
      const now = view.board.team.sounds[zone];
      if (now?.by === actor && now.at === written.at) return now;
      const then = (await teamAt(parts.store, view, written)).sounds[zone];
      if (then?.by !== actor) throw new AppError('taken');
      return then;
    },
  );
}
