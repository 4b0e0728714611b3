/** Packs of clips: what a hall's loudspeakers speak with. */

export const PACK_KINDS = ['synthesised', 'recorded'] as const;
export type PackKind = (typeof PACK_KINDS)[number];

/** One word or phrase: bare MPEG-2 layer III frames, 24 kHz, mono, 48 kbit/s, each of 24 ms and 144 bytes. */
export interface PackClip {
  /** What is heard. */
  text: string;
  ms: number;
  bytes: number;
  /** Of the file `<id>.mp3`, in hexadecimal digits. */
  sha256: string;
}

/** `pack.json`, beside the clips' files. */
export interface Pack {
  /** The folder's name. */
  id: string;
  /** BCP 47 tag. */
  language: string;
  name: string;
  kind: PackKind;
  licence: string;
  /** What the speaker agreed to, in which words and when; `null` where nobody spoke. */
  consent: string | null;
  /** How and from what it was made. */
  provenance: string;
  /** By the ids of `domain/clip-list.ts`. */
  clips: Record<string, PackClip>;
}

/** A pack as those who choose one see it. */
export interface PackState extends Omit<Pack, 'clips'> {
  /** Recorded for this site; the others come with the product. */
  own: boolean;
  /** Ids of the clips that it lacks; they are taken from the bundled pack of the language, if there is one. */
  missing: string[];
  /** Those of them that were there once, and are not as they were made. */
  broken: string[];
}

export interface VoicesAnswer {
  packs: PackState[];
}

/** A call to listen to. */
export interface VoiceSample {
  /** Address on this server. */
  src: string;
  ms: number;
  /** Clips that no pack has: then it is the chime alone. */
  missing: string[];
}
