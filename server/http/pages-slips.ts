/** The printable slips of people who were just made: the page knows the hall, the browser the people. */
import type { SlipsPageData } from '../protocol/page.js';
import type { Made, PageContext } from './page-context.js';
import { reachable } from './reachable.js';

export function slipsModel(context: PageContext): Made {
  const { deps, view, language, root } = context;
  const siteName = view.config.site.name[language];
  const data: SlipsPageData = {
    ...context.data('staff-slips', ['people']),
    screen: 'staff-slips',
    siteName,
    root,
    addresses: reachable(deps.addresses()),
  };
  const title = deps.views.wording.text(language, 'people.slips.title');
  return { title: `${title} · ${siteName}`, data, model: { site: siteName, root } };
}
