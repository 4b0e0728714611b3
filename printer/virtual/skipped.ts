/** Commands that leave no mark here, by how many bytes of arguments they take (Epson's ESC/POS command reference). */

const bytesOf = (lengths: Readonly<Record<string, number>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(lengths));

/** After ESC. */
export const ESCAPE_SKIPPED = bytesOf({
  ' ': 1,
  '%': 1,
  '<': 0,
  '=': 1,
  '?': 1,
  B: 2,
  K: 1,
  L: 0,
  R: 1,
  S: 0,
  T: 1,
  U: 1,
  V: 1,
  W: 8,
  c: 2,
  e: 1,
  p: 3,
  r: 1,
  u: 1,
  v: 0,
  '{': 1,
});
/** After GS. */
export const GROUP_SKIPPED = bytesOf({
  $: 2,
  '/': 1,
  ':': 0,
  H: 1,
  L: 2,
  P: 2,
  T: 1,
  W: 2,
  '\\': 2,
  '^': 3,
  b: 1,
  f: 1,
  h: 1,
  w: 1,
});
/** After FS. */
export const FIELD_SKIPPED = bytesOf({
  '!': 1,
  '&': 0,
  '-': 1,
  '.': 0,
  C: 1,
  S: 2,
  W: 1,
  p: 2,
});

/** Length of a real-time command by its second and third byte; most have three bytes. */
export function realTimeLength(kind: number, function_: number): number {
  if (kind !== 0x14) return 3;
  return function_ === 8 ? 10 : 5;
}
