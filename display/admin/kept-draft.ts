/**
 * A draft as it is kept on the device. It may be older than the build that reads it: what came later is
 * completed as the server completes what it stored, and what still does not have the shape of today is
 * no draft any more. Pure.
 */
import { completeConfig } from '../../server/domain/stored-config.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { isRecord } from '../shared/api.js';

export interface KeptDraft {
  /** What the draft started from. */
  base: SiteConfig;
  draft: SiteConfig;
  /** Key under which the draft was sent and not answered yet; `null` when it was not sent. */
  key: string | null;
}

/**
 * @param used the configuration in use, whose shape a draft must have
 * @returns `null` for what is no draft of this site and this build
 */
export function readDraft(stored: string, used: SiteConfig): KeptDraft | null {
  try {
    const value: unknown = JSON.parse(stored);
    if (!isRecord(value)) return null;
    const base = configOf(value['base'], used);
    const draft = configOf(value['draft'], used);
    const key = typeof value['key'] === 'string' ? value['key'] : null;
    return base === null || draft === null ? null : { base, draft, key };
  } catch {
    // No JSON, or lists that hold something else than they should.
    return null;
  }
}

function configOf(value: unknown, used: SiteConfig): SiteConfig | null {
  if (!isConfig(value, used)) return null;
  const whole = completeConfig(value);
  return hasFieldsOf(whole, used) ? whole : null;
}

/** Written by this screen, so the site's id and the lists that are completed vouch for the rest. */
function isConfig(value: unknown, used: SiteConfig): value is SiteConfig {
  if (!isRecord(value) || !isRecord(value['site'])) return false;
  const lists = ['groups', 'procedures', 'counters'].every((key) => Array.isArray(value[key]));
  return lists && typeof value['version'] === 'number' && value['site']['id'] === used.site.id;
}

/** All fields that the configuration in use has, with those of its parts and of its lists' items. */
function hasFieldsOf(config: SiteConfig, used: SiteConfig): boolean {
  const given: Fields = { ...config };
  return Object.entries(used).every(([name, like]: [string, unknown]) => {
    const value = given[name];
    if (OPEN.has(name)) return isRecord(value);
    if (!Array.isArray(like)) return isAlike(value, like) && hasFields(value, like);
    const first: unknown = like[0];
    return Array.isArray(value) && value.every((item: unknown) => hasFields(item, first));
  });
}

type Fields = Readonly<Record<string, unknown>>;
/** Records whose keys are data, not fields. */
const OPEN: ReadonlySet<string> = new Set(['priorityBasis']);

/** What has no fields lacks none. */
function hasFields(value: unknown, like: unknown): boolean {
  if (!isRecord(like)) return true;
  return isRecord(value) && Object.keys(like).every((name) => isAlike(value[name], like[name]));
}

/** Of one kind; what may be `null` may also be something else. */
function isAlike(value: unknown, like: unknown): boolean {
  if (value === null || like === null) return value !== undefined;
  return typeof value === typeof like && Array.isArray(value) === Array.isArray(like);
}
