/** Addresses of this server as people type them and as codes carry them. */

/**
 * Those that every device can open come first: names ending in `.local` are found by newer phones only,
 * and by hardly any television.
 */
export function reachable(addresses: readonly string[]): string[] {
  const rank = (address: string): number => (new URL(address).hostname.endsWith('.local') ? 1 : 0);
  return [...addresses].sort((a, b) => rank(a) - rank(b));
}
