/** The whole state of one business day of a site in a shape that every store can be asked for. */
export type { DayDump as SiteState } from '../../server/store/memory/day-dump.js';
