/** The plain page: looks again every two seconds while the server is starting, and never navigates away. */
import type { PlainPageData } from '../../server/protocol/page.js';
import { readPageData } from '../shared/page-data.js';

const AGAIN_MS = 2_000;

/** Reloads once the address answers with a page; a lost network is no reason to leave this one. */
function look(): void {
  fetch(location.href, { cache: 'no-store' }).then(
    (response) => {
      if (response.ok) location.reload();
      else setTimeout(look, AGAIN_MS);
    },
    () => setTimeout(look, AGAIN_MS),
  );
}

if (readPageData<PlainPageData>(document, 'plain').again) setTimeout(look, AGAIN_MS);
