/** Everybody and everything that can ask something of a hall's server, each with what proves it. */
import type { MadeTokenAnswer, PairingOffer, ClaimAnswer } from '../../server/protocol/people.js';
import { ROLES, type Sites, type TokenScope } from '../../server/protocol/people.js';
import { Browser, pairBrowser } from './access.js';
import { TOKEN, type HttpHall } from './http-hall.js';

/** People by role, paired devices by what they are, programs by what their token is for. */
export type HolderName =
  | (typeof ROLES)[number]
  | 'screen'
  | 'kiosk'
  | 'tablet'
  | 'agent'
  | 'reader'
  | 'issuer'
  | 'manager'
  | 'admin of all'
  | 'the admin token';

export interface AnyHolder {
  name: HolderName;
  /** Sent with each request. */
  headers: Readonly<Record<string, string>>;
  /** A browser's cookie, and not a program's token, proves it. */
  byCookie: boolean;
}

/**
 * Makes one of each for a site.
 * @param site must be known to the hall
 * @param from address of this machine by which devices are paired: one may not pair many
 */
export async function allHolders(hall: HttpHall, site: string, from: string): Promise<AnyHolder[]> {
  const signedIn = async (name: HolderName, role: (typeof ROLES)[number], sites: Sites) => ({
    name,
    headers: { Cookie: await hall.signIn(role, sites) },
    byCookie: true,
  });
  const people = await Promise.all(ROLES.map((role) => signedIn(role, role, [site])));
  const admin = new Browser(hall.url, { Authorization: `Bearer ${TOKEN}` });
  const device = async (name: HolderName, kind: 'hall' | 'kiosk' | 'tablet') => {
    const browser = new Browser(hall.url, {}, from);
    await pairBrowser(browser, admin, site, { kind });
    return { name, headers: { Cookie: browser.cookie }, byCookie: true };
  };
  const program = async (name: HolderName, scope: TokenScope) => {
    const made = await admin.ask<MadeTokenAnswer>(201, 'POST', `/sites/${site}/tokens`, {
      ...{ name: `Chương trình ${scope}`, scope, days: 30, allSites: false },
    });
    return bearer(name, made.secret);
  };
  return [
    ...people,
    await signedIn('admin of all', 'admin', 'all'),
    await device('screen', 'hall'),
    await device('kiosk', 'kiosk'),
    await device('tablet', 'tablet'),
    bearer('agent', await agentToken(hall, admin, site, from)),
    await program('reader', 'read'),
    await program('issuer', 'issue'),
    await program('manager', 'admin'),
    bearer('the admin token', TOKEN),
  ];
}

/** The token of a printer's agent that was paired. */
async function agentToken(
  hall: HttpHall,
  admin: Browser,
  site: string,
  from: string,
): Promise<string> {
  const agent = new Browser(hall.url, {}, from);
  const offer = await agent.ask<PairingOffer>(201, 'POST', '/pairing', {});
  const printer = hall.sites.get(site)?.config.printers[0]?.id ?? null;
  await admin.ask(201, 'POST', `/sites/${site}/devices`, {
    ...{ code: offer.code, kind: 'printer', name: 'Máy in', counter: null, zone: null, printer },
  });
  const { claim } = offer;
  const body = { claim, program: true };
  const answer = await agent.ask<ClaimAnswer>(200, 'POST', '/pairing/claim', body);
  if (!answer.paired || answer.token === undefined) throw new Error('the agent has no token');
  return answer.token;
}

function bearer(name: HolderName, token: string): AnyHolder {
  return { name, headers: { Authorization: `Bearer ${token}` }, byCookie: false };
}
