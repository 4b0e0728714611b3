/** The printable slips of people who were just made: the page knows the hall, the browser the people. */
import type { SlipsPageData } from '../protocol/page.js';
import type { Made, PageContext } from './page-context.js';
import { workerData } from './pages-access.js';
import { reachable } from './reachable.js';

/** `null` for nobody: the guard of the page asks who it is first. */
export function slipsModel(context: PageContext): Made | null {
  const { deps, language } = context;
  const worker = workerData(context);
  if (worker === null) return null;
  const { siteName, root } = worker;
  const { printers, site } = context.view.config;
  const data: SlipsPageData = {
    ...context.data('staff-slips', ['people', 'signIn', 'staff']),
    ...worker,
    screen: 'staff-slips',
    addresses: reachable(deps.addresses()),
    printers: printers
      .filter(({ address }) => address !== 'virtual' || site.trial || site.training)
      .map(({ id, name, dots }) => ({ id, name, dots })),
  };
  const title = deps.views.wording.text(language, 'people.slips.title');
  return { title: `${title} · ${siteName}`, data, model: { site: siteName, root } };
}
