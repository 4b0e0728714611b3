/** Where somebody who just came in goes, when no page sent him or her here. */
import type { JoinPageData, SignInPageData } from '../../server/protocol/page.js';
import type { DeviceKind, Me } from '../../server/protocol/people.js';

/** A path of this server. Somebody of another site than the page's goes to the first of the own. */
export function homeOf(
  { root, site, homes }: Pick<SignInPageData | JoinPageData, 'root' | 'site' | 'homes'>,
  { person, sites, device }: Me,
): string {
  const [own] = sites === 'all' || sites.includes(site) ? [site] : sites;
  if (root !== '' && own !== site && own !== undefined) return `/s/${own}`;
  return pageAt(device?.kind, homes[person.role]);
}

/** A phone or tablet that stands at a counter is its call pad; a PC there has room for the whole desk. */
export function pageAt(kind: DeviceKind | undefined, path: string): string {
  const isDesk = /\/desk\/[^/]+$/.test(path);
  const touch = window.matchMedia('(pointer: coarse)').matches;
  return kind === 'pad' && isDesk && touch ? `${path}/pad` : path;
}
