/** The page `/`: what is here, each screen behind a door of its own. */
import type { Request } from 'express';
import type { Role } from '../protocol/people.js';
import type { StartPageData } from '../protocol/page.js';
import { rootOf, type Made, type PageContext } from './page-context.js';

/** Where each of the sample ward's people works. */
const DOORS: Readonly<Record<Role, string>> = {
  volunteer: '/door',
  officer: '/desk/1',
  lead: '/admin',
  admin: '/admin',
};

export function startModel(context: PageContext, request: Request): Made {
  const { deps, view, language, root } = context;
  const { site, counters, zones, privacy } = view.config;
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
  const here = deps.fromThisMachine(request);
  // The virtual printer's page listens on this machine alone.
  const page = here ? deps.paperOf(view.id) : null;
  const paper = page
    ? [{ href: page, title: text('start.paper'), text: text('start.paperText') }]
    : [];
  // A browser on this machine may try the citizens' own machine without pairing (`kiosk-door.ts`).
  const kiosk =
    here && view.config.site.trial
      ? [{ href: `${root}/kiosk`, title: text('start.kiosk'), text: text('start.kioskText') }]
      : [];
  const settings = {
    href: `${root}/admin`,
    title: text('start.settings'),
    text: text('start.settingsText'),
  };
  const pair = { href: `${root}/pair`, title: text('start.pair'), text: text('start.pairText') };
  const api = { href: '/api/docs', title: text('start.api'), text: text('start.apiText') };

  const load = view.load();
  const waiting = Object.values(load.groups).reduce((sum, group) => sum + group.waiting, 0);
  const open = Object.values(view.board.counters).filter(({ state }) => state === 'open').length;
  const sites = deps.sites.all();
  const addresses = deps.addresses();
  return {
    title: `${text('start.title')} · ${site.name[language]}`,
    data,
    model: {
      site: site.name[language],
      first,
      others,
      halls: halls.length > 1 ? halls : [],
      more: [...kiosk, ...paper, settings, pair, api],
      people: here ? trialPeople(context) : [],
      // Only who sits at this machine may take the product into use, and only while nothing is real.
      setUp: here && view.config.site.trial && !view.config.site.training,
      noEntry: `${root}/no-entry`,
      privacy: privacy.citizens?.[language] ?? text('settings.privacy.citizens.standard'),
      addresses,
      onlyHere: addresses.length === 0,
      waiting: text('start.waiting', { count: waiting }),
      open: text('start.countersOpen', { count: open }),
      sites:
        sites.length < 2
          ? []
          : sites.map((each) => ({
              href: rootOf(deps.sites, each) || '/',
              name: siteName(context, each.config.site),
              here: each.id === view.id,
            })),
      vietnamese: language === 'vi',
    },
  };
}

function siteName(
  { deps, language }: PageContext,
  { name, training }: PageContext['view']['config']['site'],
): string {
  const practice = deps.views.wording.text(language, 'start.practice');
  return training ? `${name[language]} · ${practice}` : name[language];
}

/** The sample ward's people, with their PINs, each with the way to the door of theirs. */
function trialPeople({ deps, view, language, root }: PageContext): object[] {
  if (!view.config.site.trial || view.config.site.training) return [];
  const text = (key: string, values = {}) => deps.views.wording.text(language, key, values);
  return deps.trialPeople().map(({ id, name, role, pin }) => ({
    name,
    role: text(`start.role.${role}`),
    pin: `${pin.slice(0, 3)} ${pin.slice(3)}`,
    enter: text('start.as', { name }),
    href: `${root}/sign-in?${new URLSearchParams({ next: root + DOORS[role], person: id })}`,
  }));
}
