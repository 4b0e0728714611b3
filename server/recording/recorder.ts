/** Packs that people of a site record: made clip by clip, kept in the data folder, handed on as one file. */
import { clipsOf, type Announcement, type Manner } from '../domain/announcement.js';
import { soundFlaws } from '../domain/recording-checks.js';
import { finishedClip } from '../domain/recording-levels.js';
import { measureTake } from '../domain/recording-measures.js';
import { AppError } from '../errors.js';
import {
  MOST_PACKS,
  type RecordingAbout,
  type RecordingPack,
  type RecordingsAnswer,
} from '../protocol/recording.js';
import type { Converter } from './converter.js';
import type { PackFolder, PackState } from './pack-folder.js';
import { packToTar, tarToPack } from './pack-file.js';
import { PackShelf, type PackShelfParts, textOf } from './pack-shelf.js';
import { readWav, writeWav } from './wav.js';

export interface RecorderParts extends PackShelfParts {
  /** Ids of the packs that come with the product: one of the same name would be hidden by them. */
  bundled: readonly string[];
  converter: Pick<Converter, 'tools' | 'decode' | 'encode'>;
  /** How the site speaks. */
  manner(site: string): Omit<Manner, 'language' | 'slower'>;
  /** A clip of a pack, or of the bundled one of its language. */
  clip(site: string, language: string, pack: string, id: string): Buffer | null;
  /** The site's date now, `YYYY-MM-DD`. */
  today(site: string): string;
  /** What the speaker agreed to, as a sentence that goes with the pack. */
  consentWords(day: string, speaker: string): string;
}

const PROVENANCE =
  'Read aloud by a person into the recording kit of Một Cửa, cut to the speech and levelled there.';

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #shelf: PackShelf;
  /** One after the other: they change the same lists, and one conversion at a time is enough for a hall. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#shelf = new PackShelf(parts);
  }

  /** All recorded packs of a site; what waited for a program that makes clips is made now. */
  list(site: string): Promise<RecordingsAnswer> {
    return this.#inTurn(async () => {
      const { converter } = this.#parts;
      const packs: RecordingPack[] = [];
      for (const id of await this.#shelf.ids(site)) {
        const folder = this.#shelf.folder(site, id);
        const state = await folder.read();
        if (state === null) continue;
        const finished = await this.#finishWaiting(site, folder, state);
        packs.push(await this.#shelf.view(site, folder, finished));
      }
      return { tools: converter.tools(), packs };
    });
  }

  /**
   * Begins a pack, or changes what is said of one.
   * @throws AppError `voice-exists` for a pack of another language or of the product under this id,
   * `voice-full`
   */
  put(site: string, id: string, about: RecordingAbout): Promise<RecordingPack> {
    return this.#inTurn(async () => {
      const folder = this.#shelf.folder(site, id);
      const before = await folder.read();
      const foreign = before !== null && before.pack.language !== about.language;
      if (foreign || this.#parts.bundled.includes(id)) {
        throw new AppError('voice-exists');
      }
      if (before === null && (await this.#shelf.ids(site)).length >= MOST_PACKS) {
        throw new AppError('voice-full');
      }
      return this.#shelf.save(site, folder, this.#described(site, id, about, before));
    });
  }

  /** What a clip says in the language of the pack, as it is shown to who reads it. */
  setWords(site: string, id: string, clip: string, words: string): Promise<RecordingPack> {
    return this.#change(site, id, clip, (folder, { pack, takes }) => {
      const { [clip]: _, ...others } = takes.words;
      const next = { ...takes, words: words === '' ? others : { ...others, [clip]: words } };
      const recorded = pack.clips[clip];
      const text = words === '' ? textOf(pack.language, clip) : words;
      const clips = recorded ? { ...pack.clips, [clip]: { ...recorded, text } } : pack.clips;
      return this.#shelf.save(site, folder, { pack: { ...pack, clips }, takes: next });
    });
  }

  /**
   * Takes what somebody recorded for one clip, in place of what was there.
   * @throws AppError `voice-unknown`, `take-unknown`, `take-silent`, `sound-unreadable`, `sound-needs-ffmpeg`
   */
  take(site: string, id: string, clip: string, bytes: Buffer): Promise<RecordingPack> {
    return this.#change(site, id, clip, async (folder, state) => {
      const { converter } = this.#parts;
      const taken = await converter.decode(bytes);
      const measures = measureTake(taken);
      const flaws = soundFlaws(measures);
      // Brought to the level of speech it would be a roar of nothing.
      if (flaws.includes('silent')) throw new AppError('take-silent');
      const finished = finishedClip(taken, measures);
      const frames = await converter.encode(finished);
      const { speechMs } = measures;
      const takes = { ...state.takes.takes, [clip]: { speechMs, flaws } };
      const next = { ...state, takes: { ...state.takes, takes } };
      if (frames !== null) return this.#shelf.keep(site, folder, next, clip, frames);
      await folder.putWaiting(clip, writeWav(finished));
      return this.#shelf.save(site, folder, next);
    });
  }

  /** Takes a clip out again: the bundled voice says it then. */
  drop(site: string, id: string, clip: string): Promise<RecordingPack> {
    return this.#change(site, id, clip, async (folder, { pack, takes }) => {
      const { [clip]: _, ...clips } = pack.clips;
      const { [clip]: __, ...left } = takes.takes;
      const saved = { pack: { ...pack, clips }, takes: { ...takes, takes: left } };
      const view = await this.#shelf.save(site, folder, saved);
      await folder.dropTake(clip);
      return view;
    });
  }

  /** @throws AppError `voice-unknown`, `voice-in-use` */
  remove(site: string, id: string): Promise<void> {
    return this.#inTurn(async () => {
      const folder = this.#shelf.folder(site, id);
      const state = await folder.read();
      if (state === null) throw new AppError('voice-unknown');
      if (this.#shelf.inUse(site, state)) throw new AppError('voice-in-use');
      await this.#shelf.remove(site, folder);
    });
  }

  /** Deletes every voice of a site that is no more, after what is being done with them. */
  forget(site: string): Promise<void> {
    return this.#inTurn(() => this.#shelf.clear(site));
  }

  /** The frames of a clip. @throws AppError `voice-unknown`, `take-unknown` */
  async clip(site: string, id: string, clip: string): Promise<Buffer> {
    const { pack } = await this.#shelf.known(site, id);
    const frames = clip in pack.clips ? await this.#shelf.folder(site, id).clip(clip) : null;
    if (frames === null) throw new AppError('take-unknown');
    return frames;
  }

  /**
   * An announcement as it would be heard with this pack: the chime alone where a clip is nowhere.
   * @throws AppError `voice-unknown`
   */
  async sample(site: string, id: string, announcement: Announcement): Promise<Buffer> {
    const { language } = (await this.#shelf.known(site, id)).pack;
    const { manner, clip } = this.#parts;
    const ids = clipsOf(announcement, { ...manner(site), language, slower: false });
    const clips = ids.map((one) => clip(site, language, id, one));
    const whole = clips.every((one) => one !== null);
    const heard = whole ? clips : [clip(site, language, id, 'chime')];
    return Buffer.concat(heard.flatMap((one) => one ?? []));
  }

  /** A pack as one file. @throws AppError `voice-unknown`, `voice-local` */
  handOut(site: string, id: string): Promise<Buffer> {
    return this.#inTurn(async () => {
      const state = await this.#shelf.known(site, id);
      if (state.pack.licence === 'this-site-only') throw new AppError('voice-local');
      return packToTar(this.#shelf.folder(site, id), state);
    });
  }

  /**
   * Takes in a pack from elsewhere; the same file twice is one pack.
   * @throws AppError `voice-file` for what is none, `voice-full`
   */
  takeIn(site: string, bytes: Buffer): Promise<RecordingPack> {
    return this.#inTurn(async () => {
      const given = tarToPack(bytes);
      const ids = await this.#shelf.ids(site);
      for (const id of ids) {
        const folder = this.#shelf.folder(site, id);
        const state = await folder.read();
        if (state !== null && given.isSame(state)) return this.#shelf.view(site, folder, state);
      }
      if (ids.length >= MOST_PACKS) throw new AppError('voice-full');
      const { bundled, packsInUse } = this.#parts;
      const state = given.named(new Set([...ids, ...bundled, ...Object.values(packsInUse(site))]));
      const folder = this.#shelf.folder(site, state.pack.id);
      await folder.write({ ...state, pack: { ...state.pack, clips: {} } });
      for (const [clip, frames] of given.clips) await folder.putClip(clip, frames);
      return this.#shelf.save(site, folder, state);
    });
  }

  #change(
    site: string,
    id: string,
    clip: string,
    work: (folder: PackFolder, state: PackState) => Promise<RecordingPack>,
  ): Promise<RecordingPack> {
    return this.#inTurn(async () => {
      const state = await this.#shelf.known(site, id);
      if (textOf(state.pack.language, clip) === '') throw new AppError('take-unknown');
      return work(this.#shelf.folder(site, id), state);
    });
  }

  #described(
    site: string,
    id: string,
    { name, language, licence, speaker }: RecordingAbout,
    before: PackState | null,
  ): PackState {
    const same = before?.pack.licence === licence && before.takes.speaker === speaker;
    const consentOn = same ? before.takes.consentOn : this.#parts.today(site);
    const consent = this.#parts.consentWords(consentOn, speaker);
    const { clips } = before?.pack ?? { clips: {} };
    return {
      pack: {
        ...{ id, language, name, kind: 'recorded', licence, consent },
        ...{ provenance: PROVENANCE, clips },
      },
      takes: { words: {}, takes: {}, ...before?.takes, speaker, consentOn },
    };
  }

  async #finishWaiting(site: string, folder: PackFolder, state: PackState): Promise<PackState> {
    const { converter } = this.#parts;
    const tools = converter.tools();
    if (!tools.ffmpeg && !tools.lame) return state;
    for (const clip of await folder.allWaiting()) {
      const wav = await folder.waiting(clip);
      const take = wav && readWav(wav);
      const frames = take && (await converter.encode(take));
      if (frames !== null)
        await this.#shelf.keep(site, folder, (await folder.read()) ?? state, clip, frames);
    }
    return (await folder.read()) ?? state;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#line.then(work);
    this.#line = done.catch(() => undefined);
    return done;
  }
}
