/** Which versions of the configuration were in use, since when, and who put them there. */
import type { ConfigVersion } from '../../server/protocol/config.js';
import type { Person } from '../../server/protocol/people.js';
import type { AdminTools } from './section.js';

/** Newest first; empty when the list cannot be had just now. */
export async function readVersions(tools: AdminTools): Promise<ConfigVersion[]> {
  const path = `/sites/${encodeURIComponent(tools.scene().site)}/config/versions`;
  const reply = await tools.send<ConfigVersion[]>('GET', path);
  if (!reply.ok) return [];
  return [...reply.body].sort((one, other) => other.version - one.version);
}

/** Names of those who work at the site, by id; empty when they cannot be had just now. */
export async function readNames(tools: AdminTools): Promise<ReadonlyMap<string, string>> {
  const path = `/sites/${encodeURIComponent(tools.scene().site)}/people`;
  const reply = await tools.send<{ people: Person[] }>('GET', path);
  return new Map(reply.ok ? reply.body.people.map(({ id, name }) => [id, name]) : []);
}

/** "Đang dùng từ 16/11/2026, 08h30"; '' when that cannot be found out just now. */
export async function readSince(tools: AdminTools, version: number): Promise<string> {
  const found = (await readVersions(tools)).find((one) => one.version === version);
  if (found === undefined) return '';
  const { words } = tools.scene();
  return words.say('admin.panel.since', {
    version,
    date: words.date(found.at),
    time: words.time(found.at),
  });
}
