/**
 * What the server put into the page for its script: JSON in `#page-data`. When the site is
 * configured anew, a screen fetches its own page again and takes the data out of it, without ever
 * navigating: a screen that reloads on a lost network hangs on the browser's error page.
 */
import type { PageData, PlainPageData } from '../../server/protocol/page.js';

type AnyPageData = PageData | PlainPageData;

/** @throws when the document is not a page of this server */
export function readPageData<D extends AnyPageData>(from: Document, screen: D['screen']): D {
  const element = from.getElementById('page-data');
  const data: unknown = JSON.parse((element && element.textContent) || 'null');
  if (!isPageData<D>(data, screen)) throw new Error('the page carries no data for this screen');
  return data;
}

/** The page and its script come from one build, so the screen's name vouches for the shape. */
function isPageData<D extends AnyPageData>(data: unknown, screen: string): data is D {
  return typeof data === 'object' && data !== null && 'screen' in data && data.screen === screen;
}

/** Fetches this page again; rejects when it cannot be had or is not this screen's. */
export function fetchPageData<D extends AnyPageData>(screen: D['screen']): Promise<D> {
  return fetchPageDataFrom<D>(screen, location.href);
}

/** Fetches another page of this server for the data in it; rejects when it is not this screen's. */
export async function fetchPageDataFrom<D extends AnyPageData>(
  screen: D['screen'],
  address: string,
): Promise<D> {
  const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
  if (!response.ok) throw new Error(`page answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return readPageData<D>(page, screen);
}
