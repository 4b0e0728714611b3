/** The site's voices as its loudspeakers use them. */
import type { Voices as Packs } from '../voice/voices.js';
import { FIRST_LANGUAGE } from '../domain/speech-parts.js';
import type { Voices } from './ports.js';

/** Short, and in every pack. */
const CHIME = { kind: 'clip', clip: 'chime' } as const;

export function packVoices(packs: Packs): Voices {
  return {
    spoken: ({ id }, { announcement, language, slower }) =>
      packs.spoken(id, announcement, language, { slower }),
    probe: ({ id }) => packs.spoken(id, CHIME, FIRST_LANGUAGE),
  };
}

/** The MP3 of an address that a voice gave. @throws Error where there is none */
export function bytesOf(packs: Packs, src: string): Buffer {
  const [, site = '', name = ''] = /^\/audio\/([^/]+)\/([^/]+)\.mp3$/.exec(src) ?? [];
  const sound = packs.sound(site, name);
  if (sound === null) throw new Error('an address of no sound');
  return sound.bytes;
}
