/** The certificate of the hall's own authority: for what it must stand, and when it is due. */
import { X509Certificate } from 'node:crypto';
import { lanAddresses, ownName } from './addresses.js';
import { standsFor, type CertificatePair, type Pem } from './certificate-pair.js';
import { LOCAL_ONLY, networkOf, permits } from './name-constraints.js';
import type { TlsFolder } from './tls-folder.js';

/** ms before the end at which a new one is made: a month, so that a hall closed for Tết misses nothing. */
export const RENEW_BEFORE = 30 * 86_400_000;
/** Names and addresses in one certificate; those of now come first, older ones are kept while there is room. */
const MOST_HOSTS = 40;

/** What a server of the hall is called by: `<name>.local`, the machine's own names, its addresses. */
export function ownHosts(name: string): string[] {
  const machine = ownName();
  const names = [`${name}.local`, ...(machine === null ? [] : [`${machine}.local`, machine])];
  const addresses = lanAddresses().map(({ address }) => address);
  return [...new Set([...names, 'localhost', ...addresses, '127.0.0.1', '::1'])];
}

/** Whether another certificate must be made, so that browsers go on without a word. */
export function isDue(pair: CertificatePair, hosts: readonly string[], now: number): boolean {
  return pair.validTo - now < RENEW_BEFORE || hosts.some((host) => !standsFor(pair, host));
}

export interface Wanted {
  /** Name for the authority, as devices list it; `null`: only with the one that is there. */
  hall: string | null;
  hosts: readonly string[];
  /** Real time, ms. */
  now: number;
}
export interface Issued {
  pair: Pem;
  /** The authority was made too: every device must be told to trust it. */
  fresh: boolean;
  /** Of the authority, SHA-256 as `AB:CD:…`. */
  fingerprint: string;
  hosts: string[];
  /** Asked for and not given: the authority may not vouch for them. */
  refused: string[];
}

/**
 * Makes a certificate and keeps it in the folder, with the authority that is there or a new one. Older
 * names and addresses stay in it: an address that a router gave once it may give again.
 * @throws when there is no authority and none may be made, or a file cannot be written
 */
export async function issueOwn(folder: TlsFolder, wanted: Wanted): Promise<Issued> {
  // Some megabytes of code that only this needs.
  const { allowedBy, issueCertificate, makeAuthority } = await import('./authority.js');
  const { hall, now } = wanted;
  const kept = await folder.authority();
  if (kept === null && hall === null) throw new Error('the authority is gone');
  const authority = kept ?? (await makeAuthority(hall ?? '', constraintsFor(wanted.hosts), now));
  if (kept === null) await folder.keepAuthority(authority);
  const before = await folder.server().catch(() => null);
  const asked = [...new Set([...wanted.hosts, ...(before?.hosts ?? [])])].slice(0, MOST_HOSTS);
  const hosts = allowedBy(authority, asked);
  const pair = await issueCertificate(authority, hosts, now);
  await folder.keepServer(pair);
  const refused = wanted.hosts.filter((host) => !hosts.includes(host));
  const fingerprint = new X509Certificate(authority.cert).fingerprint256;
  return { pair, fresh: kept === null, fingerprint, hosts, refused };
}

/** Local names and private networks, and beside them exactly what this machine is called now. */
function constraintsFor(hosts: readonly string[]) {
  const others = hosts.filter((host) => !permits(LOCAL_ONLY, host));
  const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);
  return {
    names: [...LOCAL_ONLY.names, ...others.filter((host) => !isAddress(host))],
    networks: [...LOCAL_ONLY.networks, ...others.filter(isAddress).map(networkOf)],
  };
}
