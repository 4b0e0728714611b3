/** Announcements as sound: clips put one after the other, one file for each. */
import { createHash } from 'node:crypto';
import { clipsOf, type Announcement, type Manner } from '../domain/announcement.js';
import type { SiteViews } from '../live/site-view.js';
import type { Log } from '../log.js';
import { nameOf, readName } from './audio-name.js';
import { msOf } from './frames.js';
import type { VoicePacks } from './voice-packs.js';

export interface VoicesParts {
  packs: VoicePacks;
  sites: SiteViews;
  log: Log;
}

export interface Spoken {
  /** Address on this server; what it gives never changes. */
  src: string;
  /** How long it is heard. */
  ms: number;
  /** Clips that no pack has: then it is the chime alone. */
  missing: readonly string[];
}

export interface Sound {
  bytes: Buffer;
  /** The address says the hash of these bytes. */
  lasting: boolean;
}

/** Bytes of announcements that are kept, as screens of a hall fetch each of them: some hundred calls. */
const MOST_KEPT = 4_000_000;

export class Voices {
  /** By address, least recently used first. */
  readonly #kept = new Map<string, Buffer>();
  #keptBytes = 0;
  /** What was told to be missing is not told at each call again. */
  readonly #told = new Set<string>();

  constructor(private readonly parts: VoicesParts) {}

  /**
   * Makes an announcement as the site speaks.
   * @param language BCP 47 tag
   * @returns `null` where there is no such site, or nothing that could be heard
   */
  spoken(
    site: string,
    announcement: Announcement,
    language: string,
    { slower = false }: { slower?: boolean } = {},
  ): Spoken | null {
    const config = this.parts.sites.get(site)?.config;
    if (config === undefined) return null;
    const { numbers, odd, chime, packs } = config.voice;
    const address = config.site.addressForm;
    const manner = { language, numbers, odd, address, chime, slower };
    return this.made(site, announcement, manner, packs[language] ?? null);
  }

  /**
   * As `spoken`, in a manner that the site may not have set yet.
   * @param pack `null` for the bundled one of the language
   */
  made(
    site: string,
    announcement: Announcement,
    manner: Manner,
    pack: string | null,
  ): Spoken | null {
    const { bytes, missing } = this.#join(site, announcement, manner, pack);
    if (missing.length > 0) this.#tell(site, manner.language, missing);
    if (bytes.length === 0) return null;
    const name = nameOf({ stamp: stampOf(bytes), pack, announcement, manner });
    const src = `/audio/${site}/${name}.mp3`;
    this.#keep(src, bytes);
    return { src, ms: msOf(bytes), missing };
  }

  /** What an address gives; `null` for one that `spoken` would not have made. */
  sound(site: string, name: string): Sound | null {
    const src = `/audio/${site}/${name}.mp3`;
    const kept = this.#kept.get(src);
    if (kept !== undefined) {
      this.#keep(src, kept);
      return { bytes: kept, lasting: true };
    }
    const named = readName(name);
    if (named === null || this.parts.sites.get(site) === undefined) return null;
    const { bytes } = this.#join(site, named.announcement, named.manner, named.pack);
    if (bytes.length === 0) return null;
    // Packs may have changed since: it is said all the same, but under this address this once only.
    const lasting = stampOf(bytes) === named.stamp;
    if (lasting) this.#keep(src, bytes);
    return { bytes, lasting };
  }

  #join(
    site: string,
    announcement: Announcement,
    manner: Manner,
    pack: string | null,
  ): { bytes: Buffer; missing: string[] } {
    const clip = (id: string): Buffer | null =>
      this.parts.packs.clip(site, manner.language, pack, id);
    const ids = clipsOf(announcement, manner);
    const missing = [...new Set(ids.filter((id) => clip(id) === null))];
    // Half a sentence would send people to the wrong place: then a tone, and the picture says it.
    const heard = missing.length > 0 ? ['chime'] : ids;
    return { bytes: Buffer.concat(heard.flatMap((id) => clip(id) ?? [])), missing };
  }

  #keep(src: string, bytes: Buffer): void {
    if (this.#kept.delete(src)) this.#keptBytes -= bytes.length;
    this.#kept.set(src, bytes);
    this.#keptBytes += bytes.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#keptBytes <= MOST_KEPT) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= length;
    }
  }

  #tell(site: string, language: string, missing: readonly string[]): void {
    const untold = missing.filter((id) => !this.#told.has(`${site} ${language} ${id}`));
    if (untold.length === 0) return;
    for (const id of untold) this.#told.add(`${site} ${language} ${id}`);
    this.parts.log.warn({ site, language, missing: untold }, 'clips are missing: chime alone');
  }
}

function stampOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
