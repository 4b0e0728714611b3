/** Jobs that come by the clock of a site, not by an entry of its journal. */
export const BELLS = ['close-day', 'retention'] as const;
export type Bell = (typeof BELLS)[number];

/** Id of a site's scheduler in BullMQ. */
export function bellOf(bell: Bell, site: string): string {
  return bell === 'close-day' ? `day-${site}` : `${bell}-${site}`;
}
