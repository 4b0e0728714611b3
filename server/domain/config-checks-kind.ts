/** What a site is (real, a sample, a place to practise) is said when it is made and never by its settings. */
import type { SiteConfig } from '../protocol/config.js';
import type { ConfigFinding } from './config-findings.js';

/**
 * What a configuration would make of the site beyond what it is. A real site that calls itself a trial
 * would be forgotten without a trace, and would give numbers at any hour.
 * @param used the configuration in use; `null` for a site that does not exist yet, which is a real one:
 *   samples and training sites are made by the server itself
 */
export function checkKind(config: SiteConfig, used: SiteConfig | null): ConfigFinding[] {
  const { id, trial, training } = config.site;
  const findings: ConfigFinding[] = [];
  if (trial !== (used?.site.trial ?? false)) {
    findings.push({ code: 'trial-fixed', subject: id, path: 'site.trial' });
  }
  if (training !== (used?.site.training ?? false)) {
    findings.push({ code: 'training-fixed', subject: id, path: 'site.training' });
  }
  return findings;
}
