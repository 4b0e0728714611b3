/** A unit file of systemd, read the way systemd.syntax(7) says, as far as ours go. */
export interface UnitFile {
  /** Every value of a key, in order; empty where it is absent. */
  get(section: string, key: string): string[];
}

export function readUnit(text: string): UnitFile {
  const values = new Map<string, string[]>();
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section;
    const [, key, value] = /^([A-Z]\w*)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    const name = `${section}.${key}`;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { get: (part, key) => values.get(`${part}.${key}`) ?? [] };
}
