/**
 * What is wrong with a configuration beyond its shape: what would leave people waiting for nobody, turn
 * them away or tell them something false. Pure, for servers and for the settings' screen.
 */
import type { SiteConfig } from '../protocol/config.js';
import { TRAINING_SUFFIX } from '../protocol/people.js';
import type { ConfigFinding } from './config-findings.js';
import { checkDays } from './config-checks-days.js';
import { checkWords } from './config-checks-words.js';
import type { Sentences } from './wording.js';

/**
 * Everything that must be put right before the configuration may be used; empty when all is well.
 * A group that no counter's profile serves is refused.
 * @param citizen the Vietnamese sentences that citizens read (`citizenKeys`), against which the strings
 *   of further languages are checked; `null` leaves that out
 */
export function checkConfig(config: SiteConfig, citizen: Sentences | null = null): ConfigFinding[] {
  return [
    ...checkIds(config),
    ...doubled('letter-doubled', 'groups', 'letter', config.groups),
    ...doubled('number-doubled', 'counters', 'number', config.counters),
    ...checkProfiles(config),
    ...checkGroupsOfProcedures(config),
    ...checkZones(config),
    ...checkRules(config),
    ...checkDays(config),
    ...checkSite(config),
    ...checkOnline(config),
    ...checkWords(config, citizen),
  ];
}

/** Every item after the first one with the same value. */
function doubled<K extends string>(
  code: ConfigFinding['code'],
  list: string,
  field: K,
  items: readonly Readonly<Record<K, string | number>>[],
): ConfigFinding[] {
  const seen = new Set<string | number>();
  return items.flatMap((item, i) => {
    const value = item[field];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [{ code, subject: String(value), path: `${list}.${i}.${field}` }];
  });
}

function checkIds(config: SiteConfig): ConfigFinding[] {
  const { zones, groups, procedures, counters, outcomes, printers, notices } = config;
  const lists = { zones, groups, procedures, counters, outcomes, printers, notices };
  return Object.entries(lists).flatMap(([name, list]) => doubled('id-doubled', name, 'id', list));
}

function checkProfiles({ groups, counters }: SiteConfig): ConfigFinding[] {
  const known = new Set(groups.map(({ id }) => id));
  const served = new Set(counters.flatMap(({ profile }) => profile.map(({ group }) => group)));
  const unserved = groups.flatMap(({ id }, i): ConfigFinding[] =>
    served.has(id) ? [] : [{ code: 'group-unserved', subject: id, path: `groups.${i}` }],
  );
  const wrong = counters.flatMap(({ number, profile }, i): ConfigFinding[] => {
    const path = `counters.${i}.profile`;
    if (profile.length === 0) return [{ code: 'counter-empty', subject: String(number), path }];
    const unknown = profile.filter(({ group }) => !known.has(group));
    const twice = new Set(profile.map(({ group }) => group)).size < profile.length;
    return [
      ...unknown.map(({ group }) => ({ code: 'group-unknown' as const, subject: group, path })),
      ...(twice ? [{ code: 'profile-doubled' as const, subject: String(number), path }] : []),
    ];
  });
  return [...unserved, ...wrong];
}

function checkGroupsOfProcedures({ groups, procedures }: SiteConfig): ConfigFinding[] {
  const known = new Set(groups.map(({ id }) => id));
  return procedures.flatMap(({ group }, i): ConfigFinding[] =>
    known.has(group)
      ? []
      : [{ code: 'group-unknown', subject: group, path: `procedures.${i}.group` }],
  );
}

function checkZones({ site, zones, counters }: SiteConfig): ConfigFinding[] {
  const known = new Set(zones.map(({ id }) => id));
  const missing: ConfigFinding[] =
    zones.length === 0 ? [{ code: 'zone-missing', subject: site.id, path: 'zones' }] : [];
  const unknown = counters.flatMap(({ zone }, i): ConfigFinding[] =>
    known.has(zone) ? [] : [{ code: 'zone-unknown', subject: zone, path: `counters.${i}.zone` }],
  );
  return [...missing, ...unknown];
}

function checkRules({ rules, outcomes, groups }: SiteConfig): ConfigFinding[] {
  const nobody = groups.flatMap(({ id, quota }, i): ConfigFinding[] =>
    quota === 0 ? [{ code: 'quota-zero', subject: id, path: `groups.${i}.quota` }] : [],
  );
  return rules.needsOutcome && outcomes.length === 0
    ? [...nobody, { code: 'outcomes-missing', subject: '', path: 'outcomes' }]
    : nobody;
}

function checkOnline({ groups, online }: SiteConfig): ConfigFinding[] {
  const known = new Set(groups.map(({ id }) => id));
  return online.remote.groups.flatMap((group): ConfigFinding[] =>
    known.has(group)
      ? []
      : [{ code: 'group-unknown', subject: group, path: 'online.remote.groups' }],
  );
}

function checkSite({ site, printers, retention, notices }: SiteConfig): ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  if (site.training) {
    if (!site.id.endsWith(TRAINING_SUFFIX)) {
      findings.push({ code: 'training-name', subject: site.id, path: 'site.id' });
    }
    for (const [i, { id, address }] of printers.entries()) {
      if (address === 'virtual') continue;
      findings.push({ code: 'training-printer', subject: id, path: `printers.${i}.address` });
    }
  } else if (site.id.endsWith(TRAINING_SUFFIX)) {
    // Whoever works at the site of the name before it would have rights here (`access/rights.ts`).
    findings.push({ code: 'training-suffix', subject: site.id, path: 'site.id' });
  }
  if (retention.journalDays < retention.ticketDays) {
    const subject = String(retention.ticketDays);
    findings.push({ code: 'retention-short', subject, path: 'retention.journalDays' });
  }
  for (const [i, { id, from, until }] of notices.entries()) {
    if (from === null || until === null || from <= until) continue;
    findings.push({ code: 'notice-over', subject: id, path: `notices.${i}.until` });
  }
  return findings;
}
