/**
 * How large the last calls must be to be read from the last chair: a capital letter of 22 minutes of arc
 * (ISO 9241-3). Sizes are in u, 1 % of the height of a 16 : 9 picture.
 */
import type { Viewing } from '../protocol/config.js';

/** u × inches ÷ metres: capitals of Noto Sans are 0.714 of the font. */
const ARC = 72;
/** The usual size standing; lying it is 12.4. Up to it nothing need change. */
const USUAL_STANDING = 10.8;
/** Beyond it number and door of the call itself would have no room. */
const LARGEST_ROW = 18;

/** u that the capitals of a row need. */
function rowNeeded({ metres, inches }: Viewing): number {
  return (ARC * metres) / inches;
}

/** The step of the style sheet (`hall/viewing.css`): whole u; '' where the usual size is enough. */
export function rowStep(viewing: Viewing): string {
  const needed = rowNeeded(viewing);
  if (needed <= USUAL_STANDING) return '';
  return String(Math.min(LARGEST_ROW, Math.ceil(needed)));
}

/** Metres from which the largest rows of a screen are read. */
export function farthest(inches: number): number {
  return Math.floor(((LARGEST_ROW * inches) / ARC) * 2) / 2;
}
