/** How much paper a slip takes. Pure. */

/**
 * Dots of paper: the height of the picture and what is fed after it, so that the cut does not go through it.
 * @throws Error for what is no slip of ours
 */
export function paperOf(svg: string, feed: number): number {
  const height = /^<svg[^>]* height="(\d+)"/.exec(svg)?.[1];
  if (height === undefined) throw new Error('a slip without a height');
  return Number(height) + feed;
}
