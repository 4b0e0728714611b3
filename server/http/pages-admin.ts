/** The settings of a site: one page for all sections, which the address names. */
import { CITIZEN_PARTS, citizenSentences } from '../domain/citizen-words.js';
import type { AdminPageData } from '../protocol/page.js';
import type { Made, PageContext } from './page-context.js';
import { reachable } from './reachable.js';

/** Locale files of the settings' sections, beside those that every screen has. */
const WORDS = [
  'staff',
  'admin',
  'settings',
  'people',
  'devices',
  'tokens',
  'procedures',
  'checks',
  'operations',
  'journal',
  'sites',
];

/** `null` for nobody: the guard of the page asks who it is first. */
export function adminModel(context: PageContext): Made | null {
  const { deps, view, language, root, me } = context;
  if (me === null) return null;
  const data: AdminPageData = {
    ...context.data('admin', WORDS),
    screen: 'admin',
    config: view.config,
    me,
    root,
    addresses: reachable(deps.addresses()),
    citizen: citizenSentences(deps.views.wording.sentences('vi', CITIZEN_PARTS)),
  };
  const site = view.config.site.name[language];
  const title = `${data.words['admin.title'] ?? 'admin'} · ${site}`;
  return { title, data, model: { site, person: me.person.name, root } };
}
