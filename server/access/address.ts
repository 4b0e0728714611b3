/** What the address of a caller says. */

/** This machine itself, a proxy on it included. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
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
