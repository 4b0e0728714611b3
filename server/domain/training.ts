/** Sites to practise at: copies of real ones, named after them. Pure. */
import type { SiteConfig } from '../protocol/config.js';
import { TRAINING_SUFFIX } from '../protocol/people.js';

/**
 * The same hall without anything that reaches outside: one virtual printer, no notice of the day.
 * @param printer what that printer is called
 */
export function trainingSite(config: SiteConfig, printer: string): SiteConfig {
  const dots = config.printers[0]?.dots ?? 576;
  return {
    ...config,
    version: 0,
    site: { ...config.site, id: trainingIdOf(config.site.id), training: true },
    printers: [{ id: 'may-in-tap-duot', name: printer, address: 'virtual', dots }],
    notices: [],
  };
}

export function trainingIdOf(site: string): string {
  return `${site}${TRAINING_SUFFIX}`;
}

/** The site that a training site is a copy of; itself for all others. */
export function realSiteOf(id: string): string {
  return id.endsWith(TRAINING_SUFFIX) ? id.slice(0, -TRAINING_SUFFIX.length) : id;
}
