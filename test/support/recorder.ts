/** A recorder of voices with a folder of its own. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../server/clock.js';
import { createLog } from '../../server/log.js';
import type { SiteViews } from '../../server/live/site-view.js';
import { Converter, type ConverterOptions } from '../../server/recording/converter.js';
import { createRecorder } from '../../server/recording/create-recorder.js';
import type { Recorder } from '../../server/recording/recorder.js';
import { VoicePacks } from '../../server/voice/voice-packs.js';
import { BUNDLED } from './voices.js';

/** @param options which programs it finds; all of this machine unless given */
export async function openRecorder(
  sites: SiteViews,
  clock: Pick<Clock, 'now'>,
  options: ConverterOptions = {},
): Promise<Recorder> {
  const own = await mkdtemp(join(tmpdir(), 'motcua-recordings-'));
  const packs = new VoicePacks({ bundled: BUNDLED, own, log: createLog('silent') });
  await packs.start();
  const wording = { text: () => 'Người đọc đồng ý.' };
  return createRecorder({ sites, clock, packs, wording, converter: new Converter(options) });
}
