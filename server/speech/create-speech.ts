/** Everything that is heard, wired: voices, the server's sound card, and who says what when. */
import type { Config } from '../config.js';
import type { Connections } from '../engine/connections.js';
import type { SiteRelays } from '../live/relays.js';
import { type Log, scoped } from '../log.js';
import type { VoicePacks } from '../voice/voice-packs.js';
import { Voices } from '../voice/voices.js';
import { bytesOf, packVoices } from './pack-voices.js';
import { ServerSpeaker } from './server-speaker.js';
import { Speech, type SpeechParts } from './speech.js';

export interface CreateSpeechParts extends Pick<SpeechParts, 'clock' | 'screens'> {
  config: Pick<Config, 'speakerCommand'>;
  connections: Pick<Connections, 'command' | 'tail'>;
  packs: VoicePacks;
  relays: SiteRelays;
  /** This start of the server. */
  boot: string;
  log: Log;
}

/** Looks which player the machine has; nothing speaks before `speech.start()`. */
export async function createSpeech(
  parts: CreateSpeechParts,
): Promise<{ voices: Voices; speech: Speech }> {
  const { config, connections, packs, relays, clock, screens, boot } = parts;
  const log = scoped(parts.log, 'speech');
  const voices = new Voices({ packs, sites: relays, log: scoped(parts.log, 'voice') });
  const server = new ServerSpeaker({
    ...{ command: config.speakerCommand, log },
    bytes: (src) => bytesOf(voices, src),
  });
  await server.start();
  const speech = new Speech({
    ...{ redis: connections.command, tail: () => connections.tail('speech'), relays, clock },
    ...{ screens, voices: packVoices(voices), server, owner: boot, log },
  });
  return { voices, speech };
}
