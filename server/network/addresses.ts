/** Where this machine can be reached in its own network. */
import { hostname, networkInterfaces } from 'node:os';

/** An address of this machine in a network that others may be in. */
export interface LanAddress {
  /** IPv4: what televisions, old phones and mDNS clients of a hall all know. */
  address: string;
  netmask: string;
}

/** Addresses of this machine besides its loopback, those of the wire before any other. */
export function lanAddresses(): LanAddress[] {
  return Object.entries(networkInterfaces())
    .sort(([one], [other]) => virtualLast(one) - virtualLast(other))
    .flatMap(([, each]) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address, netmask }) => ({ address, netmask }));
}

/** Bridges of containers and tunnels are reached by nobody in the room. */
function virtualLast(name: string): number {
  return /^(docker|br-|veth|virbr|tun|tap|wg)/.test(name) ? 1 : 0;
}

/** The machine's own name without its domain, lower case, as DNS may have it; `null` where it has none. */
export function ownName(): string | null {
  const [first = ''] = hostname().toLowerCase().split('.');
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(first) && first !== 'localhost' ? first : null;
}

/** Whether two IPv4 addresses stand behind one netmask. */
export function sameNet(one: string, other: string, netmask: string): boolean {
  const mask = bits(netmask);
  return (bits(one) & mask) === (bits(other) & mask);
}

function bits(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0);
}

/** Whether a server that listens at `host` is reached from other machines. */
export function listensBeyondLoopback(host: string): boolean {
  return !/^(127\.|::1$|localhost$)/.test(host);
}

/** Those of this machine's addresses at which a server that listens at `host` is reached. */
export function reachedAt(host: string): LanAddress[] {
  const own = lanAddresses();
  const everywhere = host === '0.0.0.0' || host === '::';
  return everywhere ? own : own.filter(({ address }) => address === host);
}
