/** The pages of getting in: signing in, pairing a device, joining with a phone, and help with it all. */
import type { Request } from 'express';
import type {
  JoinPageData,
  NoEntryPageData,
  PairPageData,
  SignInPageData,
  WorkerPageData,
} from '../protocol/page.js';
import { coversSite } from '../access/rights.js';
import { trainingIdOf } from '../domain/training.js';
import { SIGN_IN_DEVICES, type Person, type Role } from '../protocol/people.js';
import type { Made, PageContext } from './page-context.js';

/** At the door volunteers look for their names first, at a counter officers do. */
const DOOR_ORDER: readonly Role[] = ['volunteer', 'officer', 'lead', 'admin'];
const COUNTER_ORDER: readonly Role[] = ['officer', 'volunteer', 'lead', 'admin'];

/** What a screen that somebody works at knows of that person; `null` for nobody. */
export function workerData(
  context: PageContext,
): Pick<
  WorkerPageData,
  'me' | 'root' | 'siteName' | 'pinHere' | 'idleLockSeconds' | 'training'
> | null {
  const { deps, view, language, root, me } = context;
  if (me === null) return null;
  const { name, idleLockSeconds } = view.config.site;
  return {
    me,
    root,
    siteName: name[language],
    pinHere: pinHere(context),
    idleLockSeconds,
    training: deps.sites.get(trainingIdOf(view.id)) ? `/s/${trainingIdOf(view.id)}` : null,
  };
}

/**
 * Whether a PIN is enough: on a device that is paired with this site, and anywhere while nothing is real.
 */
function pinHere({ deps, view, device }: PageContext): boolean {
  if (deps.trustsEveryDevice()) return true;
  if (device === null || !SIGN_IN_DEVICES.includes(device.kind)) return false;
  return view.id === device.site || view.id === trainingIdOf(device.site);
}

export async function signInModel(context: PageContext, request: Request): Promise<Made> {
  const { view, language, root, me, device } = context;
  const words = ['signIn', 'staff'];
  const chosen = request.query['person'];
  const data: SignInPageData = {
    ...context.data('sign-in', words),
    screen: 'sign-in',
    root,
    siteName: view.config.site.name[language],
    pinHere: pinHere(context),
    device: device && { name: device.name, kind: device.kind },
    people: await namesFor(context),
    me,
    chosen: typeof chosen === 'string' ? chosen : null,
    next: ownPath(request.query['next']),
    homes: homesOf(context),
  };
  const title = `${data.words['signIn.title'] ?? ''} · ${data.siteName}`;
  return { title, data, model: { site: data.siteName, device: device?.name ?? '' } };
}

/** On a phone of one's own there is one name. Of others only their names and roles are told. */
async function namesFor(context: PageContext): Promise<SignInPageData['people']> {
  const { deps, view, device } = context;
  if (!pinHere(context)) return [];
  const order = device?.kind === 'pad' ? COUNTER_ORDER : DOOR_ORDER;
  const owner = device?.kind === 'phone' ? device.person : null;
  const people = await deps.people.list(view.id);
  return people
    .filter(({ id, active }) => active && (owner === null || id === owner))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || byGivenName(a, b))
    .map(({ id, name, role }) => ({ id, name, role }));
}

const collator = new Intl.Collator('vi');

/** Vietnamese lists go by the last word of a name, then by the whole. */
function byGivenName(a: Pick<Person, 'name'>, b: Pick<Person, 'name'>): number {
  const given = ({ name }: Pick<Person, 'name'>): string => name.split(' ').pop() ?? '';
  return collator.compare(given(a), given(b)) || collator.compare(a.name, b.name);
}

/** Where somebody goes who did not come from a page of ours. */
function homesOf({ root, device, view }: PageContext): Record<Role, string> {
  const counter = view.config.counters.find(({ id }) => id === device?.counter);
  if (device?.kind === 'pad' && counter !== undefined) {
    const desk = `${root}/desk/${counter.number}`;
    return { volunteer: desk, officer: desk, lead: desk, admin: `${root}/admin` };
  }
  const door = `${root}/door`;
  const elsewhere = device?.kind === 'tablet' ? door : root === '' ? '/' : root;
  return { volunteer: door, officer: elsewhere, lead: elsewhere, admin: `${root}/admin` };
}

/** A path on this server; `null` for anything that could lead away from it. */
function ownPath(next: unknown): string | null {
  const here = 'http://here.invalid';
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, here)) return null;
  const { origin, pathname, search } = new URL(next, here);
  // Dots fold only as it is parsed: `/..//evil.example` becomes an address of another host.
  if (origin !== here || !/^\/(?![/\\])/.test(pathname)) return null;
  return /^\/(s\/[^/]+\/)?sign-in$/.test(pathname) ? null : pathname + search;
}

export function joinModel(context: PageContext, request: Request): Made {
  const { view, language, root } = context;
  const join = request.params['join'];
  const data: JoinPageData = {
    ...context.data('join', ['signIn', 'join', 'staff']),
    screen: 'join',
    root,
    siteName: view.config.site.name[language],
    join: typeof join === 'string' ? join : '',
    homes: homesOf(context),
  };
  const title = `${data.words['join.title'] ?? ''} · ${data.siteName}`;
  return { title, data, model: { site: data.siteName } };
}

export function pairModel(context: PageContext, request: Request): Made {
  const { view, language, device } = context;
  const data: PairPageData = { ...context.data('pair', ['pair']), screen: 'pair' };
  const model = {
    site: view.config.site.name[language],
    server: request.get('host') ?? '',
    device: device?.name ?? '',
  };
  return { title: `${data.words['pair.title'] ?? ''} · ${model.site}`, data, model };
}

/** Where a name may be read, those who can help are named. */
/** What those who work here are told about personal data: the site's own words, or the usual ones. */
function staffNotice({ deps, view, language }: PageContext): string {
  const own = view.config.privacy.staff;
  return own?.[language] ?? deps.views.wording.text(language, 'settings.privacy.staff.standard');
}

export async function noEntryModel(context: PageContext): Promise<Made> {
  const { deps, view, language, root, me } = context;
  const data: NoEntryPageData = { ...context.data('no-entry', ['noEntry']), screen: 'no-entry' };
  const known = pinHere(context) || (me !== null && coversSite(me.sites, view.id));
  const people = known ? await deps.people.list(view.id) : [];
  const helpers = (role: Role): string[] =>
    people.filter((one) => one.active && one.role === role).map(({ name }) => name);
  const { name, phone } = view.config.site;
  const model = {
    ...{ site: name[language], phone, root },
    leads: helpers('lead').join(', '),
    admins: helpers('admin').join(', '),
    vietnamese: language === 'vi',
    privacy: staffNotice(context),
  };
  return { title: `${data.words['noEntry.title'] ?? ''} · ${model.site}`, data, model };
}
