/** Reading a configuration back that an older product may have written. */
import {
  CONFIG_DEFAULTS,
  COUNTER_DEFAULTS,
  GROUP_DEFAULTS,
  PROCEDURE_DEFAULTS,
  RULES_DEFAULTS,
  SITE_DEFAULTS,
} from '../protocol/config-defaults.js';
import type { Session, SiteConfig } from '../protocol/config.js';

/**
 * A configuration as `configure` stored it. What an older product did not know yet is completed; it is
 * not checked again, so that a stricter product still starts with what it has.
 * @throws SyntaxError when it is no JSON
 */
export function readConfig(text: string): SiteConfig {
  // Checked when it was stored.
  return completeConfig(JSON.parse(text) as SiteConfig);
}

/** Gives fields that came later the value that means what the configuration meant without them. */
export function completeConfig(stored: SiteConfig): SiteConfig {
  const site = { ...SITE_DEFAULTS, ...stored.site };
  return {
    ...CONFIG_DEFAULTS,
    ...stored,
    site: {
      ...site,
      hours: Object.fromEntries(
        Object.entries(site.hours).map(([weekday, sessions]) => [weekday, completed(sessions)]),
      ),
      specialDays: site.specialDays.map((day) => ({ ...day, sessions: completed(day.sessions) })),
    },
    rules: { ...RULES_DEFAULTS, ...stored.rules },
    slip: { ...CONFIG_DEFAULTS.slip, ...stored.slip },
    voice: { ...CONFIG_DEFAULTS.voice, ...stored.voice },
    screens: { ...CONFIG_DEFAULTS.screens, ...stored.screens },
    online: onlineOf(stored),
    groups: stored.groups.map((group) => ({ ...GROUP_DEFAULTS, ...group })),
    procedures: stored.procedures.map((each) => ({ ...PROCEDURE_DEFAULTS, ...each })),
    counters: stored.counters.map((counter) => ({ ...COUNTER_DEFAULTS, ...counter })),
  };
}

/** Nothing was online before there was a word for it. */
function onlineOf({ online }: Partial<Pick<SiteConfig, 'online'>>): SiteConfig['online'] {
  const { remote, board } = CONFIG_DEFAULTS.online;
  return { remote: { ...remote, ...online?.remote }, board: { ...board, ...online?.board } };
}

/** Numbers were given from the opening on before `issueFrom` was known. */
function completed(sessions: readonly Session[]): Session[] {
  return sessions.map((session) => ({ ...session, issueFrom: session.issueFrom ?? session.from }));
}
