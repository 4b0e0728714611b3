/** What the address of a caller says, and the one by which he calls. */
import { isIPv4 } from 'node:net';

/** This machine itself, a proxy on it included. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

/** `Host` by which programs and browsers call the machine that they run on; the port does not matter. */
export function isOwnHost(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}

/**
 * The address by which callers are told apart: an IPv4 address, or the first 64 bits of an IPv6 one,
 * because a household has all the addresses behind them (RFC 6177).
 */
export function callerOf(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!bare.includes(':')) return bare;
  const [before = [], after = []] = bare.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
