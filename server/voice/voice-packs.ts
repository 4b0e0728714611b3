/** The packs that there are: those that come with the product, and each site's own. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clipList } from '../domain/clip-list.js';
import type { Log } from '../log.js';
import { SLUG } from '../protocol/schema/ids.js';
import type { PackState } from '../protocol/voice.js';
import { readPack, type LoadedPack } from './read-pack.js';

export interface VoicePacksParts {
  /** Folder of the bundled packs. */
  bundled: string;
  /** Folder with one folder of packs a site; need not exist. */
  own: string;
  log: Log;
}

/** More own packs than a site has people who would record one. */
const MOST_OWN = 20;

type Packs = ReadonlyMap<string, LoadedPack>;
const NONE: Packs = new Map();

export class VoicePacks {
  #bundled: Packs = NONE;
  readonly #own = new Map<string, Packs>();

  constructor(private readonly parts: VoicePacksParts) {}

  /** Reads all packs. @throws when those of the product cannot be read */
  async start(): Promise<void> {
    this.#bundled = await this.#read(this.parts.bundled);
    if (this.#bundled.size === 0) throw new Error(`no voices in ${this.parts.bundled}`);
    for (const site of await foldersIn(this.parts.own)) await this.reload(site);
  }

  /** Reads a site's own packs anew. */
  async reload(site: string): Promise<void> {
    if (!SLUG.test(site)) return;
    const packs = await this.#read(this.folderOf(site), MOST_OWN);
    // A pack of the product would be hidden by one of its name.
    for (const id of this.#bundled.keys()) packs.delete(id);
    if (packs.size === 0) this.#own.delete(site);
    else this.#own.set(site, packs);
  }

  /** Where a site's own packs are kept, one folder a pack. */
  folderOf(site: string): string {
    return join(this.parts.own, site);
  }

  /** The site's own first. */
  list(site: string): PackState[] {
    const own = [...(this.#own.get(site) ?? NONE).values()];
    return [
      ...own.map((pack) => stateOf(pack, true)),
      ...[...this.#bundled.values()].map((pack) => stateOf(pack, false)),
    ];
  }

  /** The clip of the pack that a site chose for a language, else of the language's bundled one. */
  clip(site: string, language: string, chosen: string | null, id: string): Buffer | null {
    return (
      this.#chosen(site, language, chosen)?.clips.get(id) ??
      this.#bundledOf(language)?.clips.get(id) ??
      this.#soundOf(id)
    );
  }

  #chosen(site: string, language: string, id: string | null): LoadedPack | undefined {
    if (id === null) return undefined;
    const pack = this.#own.get(site)?.get(id) ?? this.#bundled.get(id);
    return pack?.about.language === language ? pack : undefined;
  }

  #bundledOf(language: string): LoadedPack | undefined {
    return [...this.#bundled.values()].find(({ about }) => about.language === language);
  }

  /** A chime and a silence are the same in every language. */
  #soundOf(id: string): Buffer | null {
    if (id !== 'chime' && id !== 'pause') return null;
    return [...this.#bundled.values()][0]?.clips.get(id) ?? null;
  }

  async #read(folder: string, most = Infinity): Promise<Map<string, LoadedPack>> {
    const packs = new Map<string, LoadedPack>();
    for (const id of (await foldersIn(folder)).slice(0, most)) {
      try {
        const pack = await readPack(join(folder, id));
        packs.set(id, pack);
        const { broken } = pack;
        if (broken.length > 0) this.parts.log.warn({ pack: id, broken }, 'clips are broken');
      } catch (error) {
        this.parts.log.warn({ err: error, pack: id }, 'a voice pack cannot be read');
      }
    }
    return packs;
  }
}

function stateOf({ about, clips, broken }: LoadedPack, own: boolean): PackState {
  const { clips: _, ...rest } = about;
  const missing = clipList(about.language).flatMap(({ id }) => (clips.has(id) ? [] : [id]));
  return { ...rest, own, missing, broken: [...broken] };
}

/** Names of the folders in a folder, sorted; none where it is not there. */
async function foldersIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isDirectory() && SLUG.test(entry.name))
    .map(({ name }) => name)
    .sort();
}
