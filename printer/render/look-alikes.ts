/**
 * Bytes of a picture that a printer could take for a real-time command. Epson's TM-L90 specification
 * (p. 82) warns that such bytes inside bit-image data are carried out: a ticket could open the drawer
 * or clear the buffer.
 */
import type { Bitmap1 } from './bitmap.js';

const DLE = 0x10;
/** Second bytes after DLE: EOT (status), ENQ (recover), DC4 (pulse, power-off, clear). */
const SECOND = new Set([0x04, 0x05, 0x14]);

/** Index of the first DLE that begins a look-alike at or after `from`; −1 when there is none. */
export function findLookAlike(data: Uint8Array, from = 0): number {
  for (let i = data.indexOf(DLE, from); i !== -1; i = data.indexOf(DLE, i + 1)) {
    if (SECOND.has(data[i + 1] ?? 0)) return i;
  }
  return -1;
}

/**
 * Takes the single dot of each such DLE out of the bitmap itself, so that what is printed, shown and
 * compared stays one picture. A blank byte cannot begin or continue another look-alike.
 */
export function clearLookAlikes(bitmap: Bitmap1): void {
  for (let i = findLookAlike(bitmap.data); i !== -1; i = findLookAlike(bitmap.data, i)) {
    bitmap.data[i] = 0;
  }
}
