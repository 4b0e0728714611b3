/** What a file is by its first bytes: its name and what a browser calls it are anybody's word. */

/** Formats that phones and computers record in, each with the name by which ffmpeg is told to read it. */
const FORMATS = {
  wav: 'wav',
  mp3: 'mp3',
  m4a: 'mov',
  ogg: 'ogg',
  webm: 'matroska',
  flac: 'flac',
  amr: 'amr',
  aac: 'aac',
  caf: 'caf',
} as const;
export type SoundType = keyof typeof FORMATS;

/** The name by which ffmpeg reads it, and nothing else: a playlist of other files is none of these. */
export function demuxerOf(type: SoundType): string {
  return FORMATS[type];
}

/** @returns `null` for what is no sound that we take */
export function soundTypeOf(bytes: Buffer): SoundType | null {
  const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
  const start = text(0, 4);
  if (start === 'RIFF' && text(8, 12) === 'WAVE') return 'wav';
  if (text(4, 8) === 'ftyp') return 'm4a';
  if (start === 'OggS') return 'ogg';
  if (start === 'fLaC') return 'flac';
  if (start === 'caff') return 'caf';
  if (start === '#!AM') return 'amr';
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0x1a45dfa3) return 'webm';
  if (text(0, 3) === 'ID3') return 'mp3';
  if (bytes.length < 2 || bytes[0] !== 0xff) return null;
  const second = bytes[1] ?? 0;
  // ADTS has no layer; MPEG audio has one.
  if ((second & 0xf6) === 0xf0) return 'aac';
  return (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? 'mp3' : null;
}
