/** Which addresses are asked whether a printer is there: those of private networks alone, and not too many. */
import { networkInterfaces } from 'node:os';

/** An IPv4 network in CIDR terms. */
export interface Network {
  /** An address in it: this machine's own, or any other. */
  address: string;
  /** Bits that all its addresses share. */
  prefix: number;
}

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** A network that is larger is asked only as far as this around the address: 1022 machines. */
const WIDEST = 22;
/** Bridges of containers and tunnels: nobody plugs a printer into them. */
const NOT_A_CABLE = /^(docker|br-|veth|virbr|tun|tap|wg)/;

/** The private networks that this machine is in. */
export function ownNetworks(): Network[] {
  return Object.entries(networkInterfaces())
    .filter(([name]) => !NOT_A_CABLE.test(name))
    .flatMap(([, each]) => each ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address))
    .flatMap(({ address, cidr }) => {
      const prefix = Number(cidr?.split('/')[1]);
      return Number.isInteger(prefix) ? [{ address, prefix }] : [];
    });
}

/**
 * `192.168.5.0/24`, or `127.0.0.8/29` to look on this machine itself.
 * @throws NetworkError for what is no such network, is not private, or is larger than is ever asked
 */
export function parseNetwork(text: string): Network {
  const [, address = '', bits = ''] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? [];
  const prefix = Number(bits);
  const parts = address.split('.').map(Number);
  const isNetwork = bits !== '' && prefix <= 32 && parts.every((part) => part <= 255);
  if (!isNetwork) throw new NetworkError(`${text}: no network such as 192.168.5.0/24`);
  if (!isPrivate(address) && parts[0] !== 127) {
    throw new NetworkError(`${text}: only private networks are searched`);
  }
  if (prefix < WIDEST) throw new NetworkError(`${text}: larger than /${WIDEST}`);
  return { address, prefix };
}

/** Whether an address is one of RFC 1918. */
export function isPrivate(address: string): boolean {
  const [a, b = 0] = address.split('.').map(Number);
  return a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
}

/** Whether only a part of it is asked, because it is so large. */
export function isCut({ prefix }: Network): boolean {
  return prefix < WIDEST;
}

/** As it is asked: `192.168.1.0/24`. */
export function networkName(network: Network): string {
  const [from] = span(network);
  return `${dotted(from)}/${Math.max(network.prefix, WIDEST)}`;
}

/** Every address that a machine of these networks can have, each once; in a cut one those around its own. */
export function hostsOf(networks: readonly Network[]): string[] {
  const hosts = new Set<string>();
  for (const network of networks) {
    const [from, to] = span(network);
    // The first and the last name the network and everybody in it, where there are more than two.
    const edge = to - from > 1 ? 1 : 0;
    for (let host = from + edge; host <= to - edge; host += 1) hosts.add(dotted(host));
  }
  return [...hosts];
}

/** Whether an address is among those that are asked. */
export function isWithin(networks: readonly Network[], address: string): boolean {
  return networks.some((network) => {
    const [from, to] = span(network);
    const number = numberOf(address);
    return number >= from && number <= to;
  });
}

function span({ address, prefix }: Network): [from: number, to: number] {
  const size = 2 ** (32 - Math.max(prefix, WIDEST));
  const from = Math.floor(numberOf(address) / size) * size;
  return [from, from + size - 1];
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
