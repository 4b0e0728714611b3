/** When people who hold a number can expect the counters to open. */
import { countersOpenAt } from '../../../server/domain/counters-open.js';
import { type Scene, type StaffGroup, groupFacts } from '../../shared/staff-site.js';

/** When the counters of a group open (site time, ms), if that is later today and none did so before. */
export function opensLater(scene: Scene, group: StaffGroup | undefined): number | null {
  const { opening, offset } = scene.site;
  if (group === undefined || groupFacts(scene, group).counters.length > 0) return null;
  return countersOpenAt(opening, scene.now, offset);
}
