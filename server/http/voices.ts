/** The voices of a site: which there are, and how they sound. */
import { AppError } from '../errors.js';
import type { VoiceSample, VoicesAnswer } from '../protocol/voice.js';
import { voiceSample, voiceSampleQuery, voicesAnswer } from '../protocol/schema/voice.js';
import type { VoicePacks } from '../voice/voice-packs.js';
import type { Voices } from '../voice/voices.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface VoiceParts extends RouteParts {
  packs: Pick<VoicePacks, 'list'>;
  voices: Pick<Voices, 'made'>;
}

/** What a sample calls: most numbers of a day have this many digits, and one that sounds like another. */
const SAMPLE = { digits: '027', counter: 3 };

export function voiceRoutes(parts: VoiceParts): Route[] {
  const list = route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/voices',
      action: 'voices.read',
      summary: 'The voice packs that this site can speak with, and what they lack',
      tag: 'Site',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'Its own first', schema: voicesAnswer },
      errors: [],
    },
    (call): VoicesAnswer => ({ packs: parts.packs.list(call.site().id) }),
  );
  const sample = route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/voices/sample',
      action: 'voices.read',
      summary: 'A call as it would be heard under settings that need not be in use',
      tag: 'Site',
      body: NOTHING,
      query: voiceSampleQuery,
      command: false,
      success: { status: 200, description: 'Address and length', schema: voiceSample },
      errors: ['not-found'],
    },
    (call): VoiceSample => {
      const { id, config } = call.site();
      const { pack, chime, ...said } = call.query;
      const number = `${config.groups[0]?.letter ?? 'A'}${SAMPLE.digits}`;
      const made = parts.voices.made(
        id,
        { kind: 'call', number, counter: SAMPLE.counter, zone: null, again: false, last: false },
        { ...said, chime: chime === 'true', slower: false },
        pack ?? null,
      );
      if (made === null) throw new AppError('not-found');
      return { ...made, missing: [...made.missing] };
    },
  );
  return [list, sample];
}
