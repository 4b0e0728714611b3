/** The settings of a site: one page for all sections, which the address names. */
import { coversAll } from '../access/rights.js';
import { CITIZEN_PARTS, citizenSentences } from '../domain/citizen-words.js';
import type { AdminPageData } from '../protocol/page.js';
import type { Made, PageContext } from './page-context.js';
import { workerData } from './pages-access.js';
import { reachable } from './reachable.js';

/** Locale files of the settings' sections, beside those that every screen has. */
const WORDS = [
  'signIn',
  'staff',
  'admin',
  'settings',
  'people',
  'devices',
  'tokens',
  'procedures',
  'checks',
  'finder',
  'operations',
  'recordings',
  'secure',
  'journal',
  'ratings',
  'team',
  'sites',
];

/** `null` for nobody: the guard of the page asks who it is first. */
export function adminModel(context: PageContext): Made | null {
  const { deps, view } = context;
  const worker = workerData(context);
  if (worker === null) return null;
  const data: AdminPageData = {
    ...context.data('admin', WORDS),
    ...worker,
    screen: 'admin',
    capture: deps.views.workers['capture'] ?? '',
    atEverySite: coversAll(
      worker.me.sites,
      deps.sites.all().map(({ id }) => id),
    ),
    config: view.config,
    addresses: reachable(deps.addresses()),
    citizen: citizenSentences(deps.views.wording.sentences('vi', CITIZEN_PARTS)),
  };
  const site = worker.siteName;
  const title = `${data.words['admin.title'] ?? 'admin'} · ${site}`;
  return { title, data, model: { site } };
}
