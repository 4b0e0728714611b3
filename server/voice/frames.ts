/** What clips are made of: MPEG-2 layer III frames that can be put one after the other. */

/** 72 × 48,000 bit/s ÷ 24,000 Hz. */
export const FRAME_BYTES = 144;
/** 576 samples at 24 kHz. */
export const FRAME_MS = 24;

/**
 * Whether bytes are bare frames of 24 kHz, mono, 48 kbit/s that need nothing of the frames before them:
 * no reservoir, no tags, no checksums.
 */
export function areFrames(bytes: Buffer): boolean {
  if (bytes.length === 0 || bytes.length % FRAME_BYTES !== 0) return false;
  for (let at = 0; at < bytes.length; at += FRAME_BYTES) {
    const [rates = 0, mode = 0, reservoir = 0] = bytes.subarray(at + 2, at + 5);
    if (bytes.readUInt16BE(at) !== 0xfff3 || (rates & 0xfe) !== 0x64) return false;
    if (mode >> 6 !== 3 || reservoir !== 0) return false;
  }
  return true;
}

/** How long frames are heard, exactly. */
export function msOf(bytes: Buffer): number {
  return (bytes.length / FRAME_BYTES) * FRAME_MS;
}
