import type { SiteConfig } from '../protocol/config.js';
import type { Difference } from './config-difference.js';
import type { ConfigFinding } from './config-findings.js';

/** `POST …/config/check`: what a configuration would do, before it is used. */
export interface ConfigPreview {
  /** The configuration as it would be kept: what an older one lacked is filled in. */
  config: SiteConfig;
  /** What must be put right first; empty when it may be used. */
  findings: ConfigFinding[];
  /** How it differs from the configuration in use. */
  difference: Difference[];
}
