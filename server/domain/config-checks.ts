/** What is wrong with a configuration beyond its shape: what would leave people waiting for nobody. */
import type { SiteConfig } from '../protocol/config.js';

/** `code` names the fault, `subject` the id, letter or number that it is about. */
export interface ConfigFinding {
  code:
    | 'group-unserved'
    | 'group-unknown'
    | 'zone-unknown'
    | 'id-doubled'
    | 'letter-doubled'
    | 'number-doubled'
    | 'profile-doubled'
    | 'session-reversed'
    | 'session-overlap'
    | 'zone-missing';
  subject: string;
}

function doubled(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function found(code: ConfigFinding['code'], subjects: readonly string[]): ConfigFinding[] {
  return subjects.map((subject) => ({ code, subject }));
}

function checkIds(config: SiteConfig): ConfigFinding[] {
  const lists = [
    config.zones,
    config.groups,
    config.procedures,
    config.counters,
    config.outcomes,
    config.printers,
  ];
  return lists.flatMap((list) => found('id-doubled', doubled(list.map(({ id }) => id))));
}

function checkProfiles(config: SiteConfig): ConfigFinding[] {
  const groups = new Set(config.groups.map(({ id }) => id));
  const served = config.counters.flatMap(({ profile }) => profile.map(({ group }) => group));
  const asked = [...served, ...config.procedures.map(({ group }) => group)];
  const unknown = [...new Set(asked)].filter((group) => !groups.has(group));
  const unserved = [...groups].filter((group) => !served.includes(group));
  const twice = config.counters.filter(
    ({ profile }) => doubled(profile.map(({ group }) => group)).length > 0,
  );
  return [
    ...found('group-unknown', unknown),
    ...found('group-unserved', unserved),
    ...found(
      'profile-doubled',
      twice.map(({ id }) => id),
    ),
  ];
}

function checkZones(config: SiteConfig): ConfigFinding[] {
  const zones = new Set(config.zones.map(({ id }) => id));
  const named = [...new Set(config.counters.map(({ zone }) => zone))];
  return [
    ...(zones.size === 0 ? found('zone-missing', [config.site.id]) : []),
    ...found(
      'zone-unknown',
      named.filter((zone) => !zones.has(zone)),
    ),
  ];
}

function checkHours({ site }: SiteConfig): ConfigFinding[] {
  return Object.entries(site.hours).flatMap(([weekday, sessions]) => {
    const sorted = [...sessions].sort((a, b) => a.from - b.from);
    const reversed = sorted.some(
      ({ from, issueUntil, to }) => from >= issueUntil || issueUntil > to,
    );
    const overlap = sorted.some((session, index) => session.from < (sorted[index - 1]?.to ?? 0));
    return [
      ...(reversed ? found('session-reversed', [weekday]) : []),
      ...(overlap ? found('session-overlap', [weekday]) : []),
    ];
  });
}

/**
 * Everything that must be put right before the configuration may be used; empty when all is well.
 * A group that no counter's profile serves is refused (design §4).
 */
export function checkConfig(config: SiteConfig): ConfigFinding[] {
  return [
    ...checkIds(config),
    ...found('letter-doubled', doubled(config.groups.map(({ letter }) => letter))),
    ...found('number-doubled', doubled(config.counters.map(({ number }) => String(number)))),
    ...checkProfiles(config),
    ...checkZones(config),
    ...checkHours(config),
  ];
}
