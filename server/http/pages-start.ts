/** The page `/`: what is here, each screen behind a door of its own. */
import type { StartPageData } from '../protocol/page.js';
import type { Made, PageContext } from './page-context.js';

export function startModel(context: PageContext): Made {
  const { deps, view, language, root } = context;
  const { site, counters, zones } = view.config;
  const text = (key: string, values = {}) => deps.views.wording.text(language, key, values);
  const data: StartPageData = { ...context.data('start', []), screen: 'start' };

  const desks = counters.map(({ number, kind }) => ({
    href: `${root}/desk/${number}`,
    number,
    title: text('start.desk', { number }),
    text: text(kind === 'office' ? 'start.deskText' : 'start.deskSupport'),
  }));
  const halls = zones.map(({ id, name }) => ({
    href: `${root}/hall/${id}`,
    name: name[language],
  }));
  const [desk, ...others] = desks;
  const first = [
    { href: `${root}/door`, title: text('start.door'), text: text('start.doorText') },
    ...(desk ? [desk] : []),
    { href: `${root}/hall`, title: text('start.hall'), text: text('start.hallText') },
  ];
  const page = deps.paper();
  const paper = page
    ? [{ href: page, title: text('start.paper'), text: text('start.paperText') }]
    : [];
  const api = { href: '/api/docs', title: text('start.api'), text: text('start.apiText') };

  const load = view.load();
  const waiting = Object.values(load.groups).reduce((sum, group) => sum + group.waiting, 0);
  const open = Object.values(view.board.counters).filter(({ state }) => state === 'open').length;
  const sites = deps.sites.all();
  return {
    title: `${text('start.title')} · ${site.name[language]}`,
    data,
    model: {
      site: site.name[language],
      first,
      others,
      halls: halls.length > 1 ? halls : [],
      more: [...paper, api],
      addresses: deps.addresses(),
      waiting: text('start.waiting', { count: waiting }),
      open: text('start.countersOpen', { count: open }),
      sites:
        sites.length < 2
          ? []
          : sites.map((each) => ({
              href: `/s/${each.id}`,
              name: each.config.site.name[language],
              here: each.id === view.id,
            })),
      vietnamese: language === 'vi',
    },
  };
}
