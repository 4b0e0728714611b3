/** Where somebody who just came in goes, when no page sent him or her here. */
import type { JoinPageData, SignInPageData } from '../../server/protocol/page.js';
import type { Me } from '../../server/protocol/people.js';

/** A path of this server. Somebody of another site than the page's goes to the first of the own. */
export function homeOf(
  { root, site, homes }: Pick<SignInPageData | JoinPageData, 'root' | 'site' | 'homes'>,
  { person, sites }: Me,
): string {
  const [own] = sites === 'all' || sites.includes(site) ? [site] : sites;
  return root === '' || own === site || own === undefined ? homes[person.role] : `/s/${own}`;
}
