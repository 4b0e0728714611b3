/** A recorded pack in one file, and back: only what a pack has, each clip looked at. */
import { createHash } from 'node:crypto';
import { clipList } from '../domain/clip-list.js';
import { idFrom } from '../domain/id-from.js';
import { AppError } from '../errors.js';
import { packFile, takesFile } from '../protocol/schema/recording.js';
import { areFrames, msOf } from '../voice/frames.js';
import { MOST_CLIP_BYTES } from './converter.js';
import type { PackFolder, PackState } from './pack-folder.js';
import { readTar, writeTar } from './tar.js';

/** Id of a pack whose name has no letter of ours. */
const NAMELESS = 'giong';

export async function packToTar(folder: PackFolder, { pack, takes }: PackState): Promise<Buffer> {
  const text = (value: object): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  const files = [
    { name: 'pack.json', bytes: text(pack) },
    { name: 'takes.json', bytes: text(takes) },
  ];
  for (const id of Object.keys(pack.clips)) {
    const bytes = await folder.clip(id);
    if (bytes !== null) files.push({ name: `${id}.mp3`, bytes });
  }
  return writeTar(files);
}

export interface GivenPack {
  clips: ReadonlyMap<string, Buffer>;
  /** Whether these are the very recordings of a pack that is here. */
  isSame(state: PackState): boolean;
  /** The pack under an id that is not taken. */
  named(taken: ReadonlySet<string>): PackState;
}

/** @throws AppError `voice-file` */
export function tarToPack(bytes: Buffer): GivenPack {
  const files = new Map((readTar(bytes) ?? []).map((file) => [file.name, file.bytes]));
  const pack = packFile.safeParse(parsed(files.get('pack.json'))).data;
  const takes = takesFile.safeParse(parsed(files.get('takes.json'))).data;
  if (pack === undefined || takes === undefined || pack.kind !== 'recorded') {
    throw new AppError('voice-file');
  }
  const known = new Set(clipList(pack.language).map(({ id }) => id));
  const clips = new Map<string, Buffer>();
  for (const [id, { sha256 }] of Object.entries(pack.clips)) {
    const frames = files.get(`${id}.mp3`);
    const whole = frames !== undefined && frames.length <= MOST_CLIP_BYTES && areFrames(frames);
    if (!whole || createHash('sha256').update(frames).digest('hex') !== sha256) {
      throw new AppError('voice-file');
    }
    // What an older or newer product needed and this one does not is left out.
    if (known.has(id)) clips.set(id, frames);
  }
  const kept = Object.fromEntries(
    Array.from(clips, ([id, frames]) => [
      id,
      {
        text: pack.clips[id]?.text ?? '',
        ms: msOf(frames),
        bytes: frames.length,
        sha256: pack.clips[id]?.sha256 ?? '',
      },
    ]),
  );
  return {
    clips,
    isSame: ({ pack: here }) =>
      here.name === pack.name &&
      here.language === pack.language &&
      Object.keys(here.clips).length === clips.size &&
      Object.entries(kept).every(([id, { sha256 }]) => here.clips[id]?.sha256 === sha256),
    named: (taken) => ({
      pack: { ...pack, clips: kept, id: idFrom(pack.name, taken, NAMELESS) },
      takes,
    }),
  };
}

function parsed(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return null;
  }
}
