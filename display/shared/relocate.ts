/**
 * A hall screen finds its server again after that changed its address: it tries the other
 * addresses that its page was made with, and moves to the one where the same installation answers.
 */
import type { HallPageData } from '../../server/protocol/page.js';
import type { LiveConnection } from './live.js';

/** ms without the server after which other addresses are tried, and between two rounds. */
const LOST_MS = 30_000;
const ROUND_MS = 10_000;
/** ms that a page stays at least: a network that comes and goes must not send it to and fro. */
const STAY_MS = 60_000;
/** ms that one address has to answer. */
const ANSWER_MS = 4_000;

export function findServerAgain(
  live: Pick<LiveConnection<never>, 'onState'>,
  { addresses, installation }: Pick<HallPageData, 'addresses' | 'installation'>,
): void {
  let lostAt = Infinity;
  live.onState(({ kind }) => {
    lostAt = kind === 'stale' ? Math.min(lostAt, performance.now()) : Infinity;
  });

  /** Whether this very installation answers there; anybody may have got the address meanwhile. */
  async function isThere(origin: string): Promise<boolean> {
    const late = new Promise<never>((_resolve, reject) => setTimeout(reject, ANSWER_MS));
    const asked = fetch(`${origin}/healthz`, { cache: 'no-store', credentials: 'omit' });
    const answered = asked.then((response): Promise<{ installation?: string }> => response.json());
    const answer = await Promise.race([answered, late]);
    return answer.installation === installation;
  }

  async function look(): Promise<void> {
    const now = performance.now();
    if (now - lostAt > LOST_MS && now > STAY_MS) {
      for (const origin of addresses) {
        const there = origin !== location.origin && (await isThere(origin).catch(() => false));
        if (there && lostAt < Infinity) {
          location.replace(origin + location.pathname + location.search);
          return;
        }
      }
    }
    setTimeout(() => void look(), ROUND_MS);
  }
  void look();
}
