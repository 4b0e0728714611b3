/** A page that hangs for months begins anew each night, while nobody looks: what leaks is let go. */
import { localTime } from '../../server/domain/local-time.js';
import type { LiveConnection } from './live.js';

/** Minutes of the day at the site, first and how many: screens do not all come back in one moment. */
const FROM = 165;
const WITHIN = 30;
/** ms that a page is old at least: site time may run fast, or be put back. */
const LEAST_MS = 6 * 3_600_000;
const LOOK_MS = 20_000;

/**
 * Only while the server answers with this page: a browser that reloads without it hangs on its own error page.
 * @param offset minutes east of UTC at the site
 */
export function reloadNightly(
  live: Pick<LiveConnection<never>, 'now' | 'state'>,
  offset: () => number,
): void {
  const at = FROM + Math.floor(Math.random() * WITHIN);
  setInterval(() => {
    const { hour, minute } = localTime(live.now(), offset());
    if (hour * 60 + minute !== at || performance.now() < LEAST_MS) return;
    if (live.state().kind !== 'live') return;
    fetch(location.href, { cache: 'no-store' }).then(
      ({ ok }) => ok && location.reload(),
      () => undefined,
    );
  }, LOOK_MS);
}
