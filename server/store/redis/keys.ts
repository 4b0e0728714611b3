/**
 * Every Redis key of the product's store, written once: TypeScript builds keys from these patterns and
 * the scripts get an include generated from them. All keys of a site share its hash tag, so that a
 * script may compute them from its root on a cluster too.
 */

/** `<name>` marks a part; keys with `<day>` belong to one business day and are never reset. */
const PATTERNS = {
  /**
   * hash: `seq at day h offset` of the newest entry, `putBack` (ms by which its day's line time runs
   * ahead of it), `version` of the configuration, `tickets` given.
   */
  head: 'head',
  /** stream: the journal, ids `<seq>-0`. */
  journal: 'journal',
  /** string: the configuration as JSON. */
  config: 'config',
  /** hash: version → `<at> <actor>` of the last 50 configurations. */
  versions: 'versions',
  /** hash: version → that configuration as JSON. */
  configs: 'configs',
  /** hash: the flat rules that the scripts read. */
  rules: 'rules',
  /** hash: business day → seq of its first entry. */
  firsts: 'firsts',
  /** hash: business day that was left → line time of its newest entry then, ms. */
  lines: 'lines',
  /** set: business days that have their `day.closed`, until they are opened again. */
  closed: 'closed',
  /** hash: one ticket, and `copies`, the slips asked for. Absent fields are null. */
  ticket: 'ticket:<id>',
  /** string with expiry: the free text of a ticket. */
  note: 'note:<id>',
  /** string with expiry: a list of missing papers as JSON. */
  papers: 'papers:<code>',
  /** string with expiry: what a citizen added to the rating of a ticket. */
  said: 'said:<id>',
  /** string with expiry: fingerprint and reply of a command, by idempotency key. */
  result: 'result:<request>',
  /** string with expiry: before-images for `undo`, by idempotency key. */
  undo: 'undo:<request>',
  /** zset, all scores 0: open tickets. */
  open: 'open:<day>',
  /** set: missed tickets. */
  missed: 'missed:<day>',
  /** zset by `resumeAt`: parked tickets that resume by themselves. */
  later: 'later:<day>',
  /** zset by `readyAt`: the normal lane of a group. */
  normal: 'normal:<day>:<group>',
  /** zset by `readyAt`: the priority lane of a group. */
  priority: 'priority:<day>:<group>',
  /** zset by `readyAt`: the lane of a counter. */
  addressed: 'addressed:<day>:<counter>',
  /** set: tickets called or serving at a counter. */
  held: 'held:<day>:<counter>',
  /** hash: how a counter stands. */
  counter: 'counter:<day>:<counter>',
  /** hash: group → normal calls owed. */
  owed: 'owed:<day>',
  /** hash: letter → last number given. */
  numbers: 'numbers:<day>',
  /** hash: group → tickets given, for quotas. */
  given: 'given:<day>',
  /** hash: device → `<minute> <tickets given in it>`. */
  devices: 'devices:<day>',
} as const;

type Patterns = typeof PATTERNS;
export type KeyName = keyof Patterns;
type PartsOf<P extends string> = P extends `${string}<${infer Part}>${infer Rest}`
  ? Part | PartsOf<Rest>
  : never;
/** The parts that a key needs, by name. */
export type KeyParts<N extends KeyName> = { readonly [P in PartsOf<Patterns[N]>]: string };

/** Outside every hash tag: the set of sites that were ever configured. */
export const SITES_KEY = 'motcua:sites';

/** Beside it: the set of sites that were forgotten and not made anew. */
export const FORGOTTEN_KEY = 'motcua:forgotten';

/** The one declared key of every script, from which it computes the others. */
export function siteRoot(site: string): string {
  return `{${site}}`;
}

/** A key of a site, such as `{ward}:normal:2026-11-22:justice`. */
export function siteKey<N extends KeyName>(site: string, name: N, parts: KeyParts<N>): string {
  const given = new Map<string, string>(Object.entries(parts));
  const path = PATTERNS[name].replace(/<(\w+)>/g, (_, part: string) => given.get(part) ?? '');
  return `${siteRoot(site)}:${path}`;
}

/** The journal's stream of a site, for those who read it with a consumer group of their own. */
export function journalKey(site: string): string {
  return siteKey(site, 'journal', {});
}

/**
 * The same patterns as Lua: `keys.head` is a string, `keys.ticket(id)` a function of its parts in the
 * order of the pattern.
 */
export function keysAsLua(): string {
  const lines = Object.entries(PATTERNS).map(([name, pattern]) => {
    const parts = [...pattern.matchAll(/<(\w+)>/g)].map(([, part]) => part ?? '');
    const path = parts.reduce(
      (text, part) => text.replace(`<${part}>`, `' .. ${part} .. '`),
      `KEYS[1] .. ':${pattern}'`,
    );
    const key = path.replace(/ \.\. ''$/, '');
    return parts.length === 0
      ? `  ${name} = ${key},`
      : `  ${name} = function(${parts.join(', ')}) return ${key} end,`;
  });
  return ['local keys = {', ...lines, '}'].join('\n');
}
