/** How large a site's logo stands on a slip. Pure. */
import type { Paper } from './paper.js';
import type { SlipLogo } from './slip-model.js';

/** Dots: beside the site's name in place of the door mark, and above it where it is too wide for that. */
const BESIDE = { width: 104, height: 72 };
const ABOVE = { wide: { part: 0.8, height: 96 }, narrow: { part: 0.8, height: 76 } };

/** Whether it stands beside the name: narrow paper has no room there. */
export function standsBeside({ width, height }: Pick<SlipLogo, 'width' | 'height'>, paper: Paper) {
  return paper.mark && width * BESIDE.height <= height * BESIDE.width;
}

/** @param picture its size in dots of its own @returns size on paper, whole dots, as much of the room as it can take */
export function logoSize(
  picture: Pick<SlipLogo, 'width' | 'height'>,
  paper: Paper,
): Pick<SlipLogo, 'width' | 'height'> {
  const { part, height } = paper.mark ? ABOVE.wide : ABOVE.narrow;
  const most = standsBeside(picture, paper)
    ? BESIDE
    : { width: (paper.dots - 2 * paper.margin) * part, height };
  const scale = Math.min(most.width / picture.width, most.height / picture.height);
  return {
    width: Math.max(1, Math.floor(picture.width * scale)),
    height: Math.max(1, Math.floor(picture.height * scale)),
  };
}
