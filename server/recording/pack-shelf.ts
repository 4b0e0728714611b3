/** The recorded packs of sites as they stand in their folders, and what the pages are told of each. */
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clipList } from '../domain/clip-list.js';
import { AppError } from '../errors.js';
import type { RecordingPack } from '../protocol/recording.js';
import { msOf } from '../voice/frames.js';
import { PackFolder, type PackState } from './pack-folder.js';
import { packView } from './pack-view.js';

export interface PackShelfParts {
  /** Folder of a site's packs, one folder a pack; need not exist. */
  folderOf(site: string): string;
  /** What the configuration in use speaks with, by language. */
  packsInUse(site: string): Readonly<Record<string, string>>;
  /** A pack of this site is not what it was. */
  changed(site: string): Promise<void>;
}

export class PackShelf {
  constructor(private readonly parts: PackShelfParts) {}

  folder(site: string, id: string): PackFolder {
    return new PackFolder(join(this.parts.folderOf(site), id));
  }

  /** Sorted; some of them may be no pack. */
  async ids(site: string): Promise<string[]> {
    const found = await readdir(this.parts.folderOf(site), { withFileTypes: true }).catch(() => []);
    return found.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  }

  /** @throws AppError `voice-unknown` */
  async known(site: string, id: string): Promise<PackState> {
    const state = await this.folder(site, id).read();
    if (state === null) throw new AppError('voice-unknown');
    return state;
  }

  async save(site: string, folder: PackFolder, state: PackState): Promise<RecordingPack> {
    await folder.write(state);
    await this.parts.changed(site);
    return this.view(site, folder, state);
  }

  /** Keeps the frames of a clip, and the pack with it. */
  async keep(
    site: string,
    folder: PackFolder,
    { pack, takes }: PackState,
    clip: string,
    frames: Buffer,
  ): Promise<RecordingPack> {
    await folder.putClip(clip, frames);
    const kept = {
      text: takes.words[clip] ?? textOf(pack.language, clip),
      ms: msOf(frames),
      bytes: frames.length,
      sha256: createHash('sha256').update(frames).digest('hex'),
    };
    const clips = { ...pack.clips, [clip]: kept };
    return this.save(site, folder, { pack: { ...pack, clips }, takes });
  }

  async view(site: string, folder: PackFolder, state: PackState): Promise<RecordingPack> {
    return packView(state, new Set(await folder.allWaiting()), this.inUse(site, state));
  }

  inUse(site: string, { pack }: PackState): boolean {
    return this.parts.packsInUse(site)[pack.language] === pack.id;
  }

  async remove(site: string, folder: PackFolder): Promise<void> {
    await folder.remove();
    await this.parts.changed(site);
  }

  /** Deletes all packs of a site, in use or not. */
  async clear(site: string): Promise<void> {
    await rm(this.parts.folderOf(site), { recursive: true, force: true });
    await this.parts.changed(site);
  }
}

/** What a clip says in the product's own words; '' for what is no clip of that language. */
export function textOf(language: string, clip: string): string {
  return clipList(language).find(({ id }) => id === clip)?.text ?? '';
}
