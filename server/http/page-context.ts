/** What the pages are made from: the site as it is, one language, one moment. */
import type { Request } from 'express';
import { zoneOffset } from '../domain/local-time.js';
import type { Devices, People, SignIns } from '../access/ports.js';
import type { Clock } from '../clock.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Authority, CertificateState } from '../network/certificate-keeper.js';
import type { PageData } from '../protocol/page.js';
import type { Device, Me } from '../protocol/people.js';
import type { Rhythms } from '../reports/rhythms.js';
import type { TrialPerson } from '../set-up/trial-people.js';
import type { Language } from '../words.js';
import type { Voices } from '../voice/voices.js';
import type { RemoteDesk } from './remote-desk.js';
import type { TicketLinks } from './ticket-links.js';
import type { PageHead, Views } from './views.js';

/** What pages tell of the network that this server is in. */
export interface PagesNetwork {
  /** Tells this installation from any other that answers at one of its addresses. */
  installation: string;
  /** Origins at which screens look for this server, likeliest first. */
  origins(): string[];
  /** Where HTTPS answers for a host that a browser called; `null` where it does not. */
  secureOrigin(host: string): string | null;
  /** Where devices that trust nothing yet open the page `/enrol`. */
  enrolAddress(): string;
  certificate(): CertificateState;
  /** `null` where the certificate is somebody else's. */
  authority(): Authority | null;
}

export interface PagesDeps {
  views: Views;
  sites: SiteViews;
  clock: Clock;
  links: TicketLinks;
  remote: RemoteDesk;
  /** What is asked for on a day like today: the same all day. */
  rhythms: Pick<Rhythms, 'of'>;
  voices: Pick<Voices, 'made'>;
  /** Who works here, who asks, and from which device. */
  people: Pick<People, 'list'>;
  signIns: Pick<SignIns, 'me'>;
  devices: Pick<Devices, 'of' | 'refresh' | 'list' | 'make' | 'remember' | 'revoke'>;
  /** A PIN is enough on any device: nothing here is real. */
  trustsEveryDevice(): boolean;
  /** `CLOCK` runs another day: nothing that it shows is real. */
  simulated: boolean;
  /** Addresses at which other machines of the room reach this server, such as `http://10.0.0.2:3000`. */
  addresses(): readonly string[];
  network: PagesNetwork;
  /** Where a site's virtual printer shows its paper; `null` when it has none. */
  paperOf(site: string): string | null;
  /** The people of the sample ward with their PINs, for this machine's own start page alone. */
  trialPeople(): readonly TrialPerson[];
  /** Somebody sits at this very machine. */
  fromThisMachine(request: Request): boolean;
}

/** DÙNG THỬ or TẬP DƯỢT: said on every page. */
export type Unreal = 'trial' | 'training';

/** What a page is made for: one site, one language, one moment. */
export interface PageContext {
  deps: PagesDeps;
  view: SiteView;
  language: Language;
  /** `''`, or `/s/{site}` where there are several sites. */
  root: string;
  /** What is not real here, if anything. */
  unreal: Unreal | null;
  /** Who is signed in on the browser that asks, a locked session included. */
  me: Me | null;
  /** The paired device that asks. */
  device: Device | null;
  /** Data common to all screens; `words` hold `shared` and the top-level keys asked for. */
  data(screen: string, topKeys: readonly string[]): PageData;
}
/** A page ready to be rendered. */
export interface Made {
  /** Of the answer; 200 where it is absent. */
  status?: number;
  head?: PageHead;
  title: string;
  data: PageData;
  model: object;
  /** Pages of others may show it inside themselves. */
  embeds?: boolean;
}

/** Makes one screen's page; `null` when the address names nothing of this site. */
export type PageMaker = (
  context: PageContext,
  request: Request,
) => Made | null | Promise<Made | null>;

/** Who asks for a page, and from where. */
export type Visitor = Pick<PageContext, 'me' | 'device'>;

export function contextOf(
  deps: PagesDeps,
  view: SiteView,
  language: Language,
  visitor: Visitor,
): PageContext {
  const { clock } = deps;
  const unreal = unrealOf(deps, view);
  const { wording, build } = deps.views;
  const at = clock.now();
  return {
    deps,
    view,
    language,
    root: rootOf(deps.sites, view),
    unreal,
    ...visitor,
    data: (screen, topKeys) => ({
      screen,
      language,
      build,
      site: view.id,
      at,
      speed: clock.speed,
      offset: zoneOffset(at, view.config.site.timeZone),
      configVersion: view.config.version,
      words: wording.sentences(language, ['shared', ...topKeys]),
      trial: unreal && unrealSentence(deps, language, unreal),
    }),
  };
}

/** The only site that people really work at; `undefined` where there are several. */
function onlySite(sites: SiteViews): SiteView | undefined {
  const [only, ...others] = sites.all().filter(({ config }) => !config.site.training);
  return others.length === 0 ? only : undefined;
}

/** Where the pages of a site stand: a site to practise at never moves those of the real one. */
export function rootOf(sites: SiteViews, { id }: SiteView): string {
  return onlySite(sites)?.id === id ? '' : `/s/${id}`;
}

/**
 * The site that a page is about. Without one in its address it is that of the device, of the person who
 * works at one only, or the only one there is.
 * @param asked the site in the address, if any
 */
export function siteAsked(
  sites: SiteViews,
  asked: unknown,
  { me, device }: Visitor,
): SiteView | undefined {
  if (typeof asked === 'string') return sites.get(asked);
  const only = onlySite(sites);
  if (only !== undefined) return only;
  const theirs =
    me === null || me.sites === 'all' || me.sites.length > 1 ? '' : (me.sites[0] ?? '');
  return sites.get(device?.site ?? theirs);
}

function unrealOf({ simulated }: PagesDeps, { config }: SiteView): Unreal | null {
  if (config.site.training) return 'training';
  return simulated || config.site.trial ? 'trial' : null;
}

function unrealSentence({ views, clock, simulated }: PagesDeps, language: Language, kind: Unreal) {
  const shared = views.wording.sentences(language, ['shared']);
  const clockKey = clock.speed === 1 ? 'trialClockReal' : 'trialClock';
  const key = kind === 'training' ? 'trainingText' : simulated ? clockKey : 'trialSample';
  return shared[`shared.${key}`] ?? key;
}
