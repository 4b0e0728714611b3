/** The recorder of an installation: where voices are kept, and what the site's configuration and clock say. */
import type { Clock } from '../clock.js';
import { businessDay } from '../domain/day.js';
import { AppError } from '../errors.js';
import type { SiteViews } from '../live/site-view.js';
import type { VoicePacks } from '../voice/voice-packs.js';
import type { Wording } from '../words.js';
import type { Converter } from './converter.js';
import { Recorder } from './recorder.js';

export interface CreateRecorderParts {
  sites: SiteViews;
  clock: Pick<Clock, 'now'>;
  packs: VoicePacks;
  wording: Pick<Wording, 'text'>;
  converter: Converter;
}

export function createRecorder(parts: CreateRecorderParts): Recorder {
  const { sites, clock, packs, wording, converter } = parts;
  return new Recorder({
    folderOf: (site) => packs.folderOf(site),
    bundled: packs.list('').map(({ id }) => id),
    converter,
    manner(site) {
      const config = sites.get(site)?.config;
      if (config === undefined) throw new AppError('site-unknown');
      const { numbers, odd, chime } = config.voice;
      return { numbers, odd, chime, address: config.site.addressForm };
    },
    clip: (site, language, pack, id) => packs.clip(site, language, pack, id),
    packsInUse: (site) => sites.get(site)?.config.voice.packs ?? {},
    today: (site) => businessDay(clock.now(), sites.get(site)?.config.site.timeZone ?? 'UTC'),
    consentWords: (day, speaker) =>
      wording.text('vi', 'recordings.consentKept', {
        day,
        by: speaker === '' ? '' : `: ${speaker}`,
      }),
    changed: (site) => packs.reload(site),
  });
}
