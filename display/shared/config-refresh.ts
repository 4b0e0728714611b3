/** A screen of the hall takes over a new configuration without leaving its page. */
import type { PageData } from '../../server/protocol/page.js';
import { fetchPageData } from './page-data.js';
import type { LiveConnection } from './live.js';

/** ms after which a configuration that could not be had, or is not the newest any more, is fetched again. */
const REFRESH_MS = 1_000;

/**
 * Whenever a board tells of a newer configuration than the page's, the page is fetched for the data in it.
 * @param version of the configuration that the page has
 */
export function followConfig<D extends PageData>(
  live: Pick<LiveConnection<{ configVersion: number }>, 'board' | 'onBoard'>,
  screen: D['screen'],
  version: () => number,
  take: (fresh: D) => void,
): void {
  let asked = false;
  function look(): void {
    const board = live.board();
    if (asked || !board || board.configVersion <= version()) return;
    asked = true;
    void fetchPageData<D>(screen)
      .then(take, () => undefined)
      .then(() => setTimeout(again, REFRESH_MS));
  }
  function again(): void {
    asked = false;
    look();
  }
  live.onBoard(look);
}
