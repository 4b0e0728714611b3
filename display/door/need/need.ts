/** The parts of the door that ask for the need and decide, joined. */
import type { PageData } from '../../../server/protocol/page.js';
import type { DoorPart } from '../door-part.js';
import { DayRhythm } from './day-rhythm.js';
import { NeedPart, type NeedOptions } from './need-part.js';
import { PapersPart } from './papers-part.js';
import { QuietPart } from './quiet-part.js';

export interface Need {
  /** The one that stands on the first page. */
  part: NeedPart;
  parts: readonly DoorPart[];
}

export function openNeed(
  options: Omit<NeedOptions, 'halfHour' | 'today' | 'language'> & {
    data: Pick<PageData, 'language' | 'offset'>;
  },
): Need {
  const { data } = options;
  const rhythm = new DayRhythm(data.offset, () => options.screen.redraw());
  const part = new NeedPart({
    ...options,
    language: data.language,
    halfHour: (scene) => rhythm.halfHour(scene),
    today: (scene) => rhythm.today(scene),
  });
  const papers = new PapersPart({ ...options, looked: () => part.looked() });
  const quiet = new QuietPart({
    ...options,
    quiet: (scene, group) => rhythm.quiet(scene, group),
  });
  return { part, parts: [papers, quiet, part] };
}
