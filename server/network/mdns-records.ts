/** What multicast DNS is told about this server (RFC 6762, RFC 6763): pure, one network at a time. */
import type { ResponseOutgoingPacket, QueryPacket } from 'multicast-dns';

export type Answer = ResponseOutgoingPacket['answers'][number];
type Question = NonNullable<QueryPacket['questions']>[number];

/** Seconds for which an address may be believed (RFC 6762 §10), and what depends on none. */
const HOST_TTL = 120;
const SERVICE_TTL = 4_500;
/** Seconds in an answer to who is no mDNS client, such as `dig` (RFC 6762 §6.7). */
const LEGACY_TTL = 10;

const SERVICE = '_http._tcp.local';
const ALL_SERVICES = '_services._dns-sd._udp.local';

export interface Announced {
  /** First part of the name, before `.local`. */
  name: string;
  /** Addresses in the network that is told. */
  addresses: readonly string[];
  /** Port of plain HTTP, which every browser can open; `null`: no service is announced. */
  port: number | null;
}

export function hostName(name: string): string {
  return `${name}.local`;
}

/** Everything, for an announcement; with `ttl` 0 it says goodbye (RFC 6762 §10.1). */
export function allRecords(announced: Announced, ttl?: 0): Answer[] {
  const records = [...hostRecords(announced), ...serviceRecords(announced)];
  return ttl === undefined ? records : records.map((record) => ({ ...record, ttl }));
}

/** What answers a question; nothing for what is not ours. */
export function answersTo({ name, type }: Question, announced: Announced): Answer[] {
  // The library reads the type 255, which its types forgot, as `ANY`.
  const kind: string = type;
  const host = hostName(announced.name);
  const asked = name.toLowerCase();
  const service = serviceRecords(announced);
  const wanted = (record: Answer): boolean => kind === 'ANY' || kind === record.type;
  if (asked === host.toLowerCase()) {
    const records = hostRecords(announced);
    const exact = records.filter(wanted);
    // Of a name that has addresses of one kind only it is said that there is no other (§6.1).
    return exact.length > 0 ? exact : records.filter((record) => record.type === 'NSEC');
  }
  const found = service.filter((record) => record.name.toLowerCase() === asked && wanted(record));
  if (found.length === 0 || asked === ALL_SERVICES) return found;
  const rest = service.filter((each) => each.name !== ALL_SERVICES && !found.includes(each));
  return [...found, ...rest, ...hostRecords(announced)];
}

/** The same for one who asked from another port: short-lived, and without the bit that clears caches. */
export function forLegacy(records: readonly Answer[]): Answer[] {
  return records.map((record) => ({
    ...record,
    ...('ttl' in record && { ttl: LEGACY_TTL, flush: false }),
  }));
}

export function hostRecords({ name, addresses }: Announced): Answer[] {
  const host = hostName(name);
  return [
    ...addresses.map(
      (data): Answer => ({ name: host, type: 'A', ttl: HOST_TTL, flush: true, data }),
    ),
    {
      name: host,
      type: 'NSEC',
      ttl: HOST_TTL,
      flush: true,
      data: { nextDomain: host, rrtypes: ['A'] },
    },
  ];
}

function serviceRecords({ name, port }: Announced): Answer[] {
  if (port === null) return [];
  const instance = `Một Cửa ${name}.${SERVICE}`;
  return [
    { name: ALL_SERVICES, type: 'PTR', ttl: SERVICE_TTL, data: SERVICE },
    { name: SERVICE, type: 'PTR', ttl: SERVICE_TTL, data: instance },
    {
      name: instance,
      type: 'SRV',
      ttl: HOST_TTL,
      flush: true,
      data: { port, target: hostName(name) },
    },
    { name: instance, type: 'TXT', ttl: SERVICE_TTL, flush: true, data: 'path=/' },
  ];
}

/**
 * Whether a record says that our name is somebody else's.
 * @param own addresses of this machine
 */
export function isRival(record: Answer, name: string, own: readonly string[]): boolean {
  if (record.name.toLowerCase() !== hostName(name).toLowerCase()) return false;
  if (record.type === 'AAAA') return true;
  return record.type === 'A' && !own.includes(record.data);
}

/** `motcua` → `motcua-2` → `motcua-3`, as RFC 6762 §9 advises. */
export function nextName(name: string): string {
  const [, base = name, number = '1'] = /^(.*?)(?:-(\d+))?$/.exec(name) ?? [];
  return `${base.slice(0, 55)}-${Number(number) + 1}`;
}
