/** Whether anything here is real. */
import type { SiteViews } from '../live/site-view.js';

/**
 * An installation is tried out while all its sites are samples, or while `CLOCK` plays another day.
 * @param simulated `CLOCK` is set
 */
export function isTrial(sites: SiteViews, simulated: boolean): boolean {
  return simulated || sites.all().every(({ config }) => config.site.trial);
}
