/** Two slips that tests of sessions print, and how they are known again on paper. */
import type { Bitmap1 } from '../../printer/render/bitmap.js';
import type { BenchTop } from './bench-top.js';
import { shows, slip } from './slips.js';

export interface TwoSlips {
  first: Bitmap1;
  second: Bitmap1;
  /** Pieces of paper that show a whole picture, in the order in which they fell. */
  whole(top: BenchTop): string[];
}

export async function twoSlips(): Promise<TwoSlips> {
  const first = await slip();
  const second = await slip({ number: 'H014', group: { letter: 'H', name: 'Hộ tịch' } });
  return {
    ...{ first, second },
    whole: (top) =>
      top.slips.flatMap(({ picture, letters }) => {
        if (letters > 0) return ['garbage'];
        if (shows(picture, first)) return ['first'];
        return shows(picture, second) ? ['second'] : [];
      }),
  };
}
