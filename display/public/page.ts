/** The public board: asks for itself again and shows what changed, while somebody looks. */
import { speaker } from '../../server/domain/wording.js';
import type { PageData } from '../../server/protocol/page.js';
import { need } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';

/** ms of real time between two looks; a ward's website may show it to many. */
const LOOK_MS = 30_000;

const data = readPageData<PageData>(document, 'public');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);

async function look(): Promise<void> {
  if (document.visibilityState === 'hidden') return;
  try {
    const response = await fetch(location.href, { credentials: 'same-origin' });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('board');
    if (fresh !== null) need('#board', HTMLElement).replaceWith(document.importNode(fresh, true));
  } catch {
    // No network just now: the page says for which time it is true.
  }
}

function tell(): void {
  tellTrial(data, words, clock.now(), clock.speed());
}

tell();
setInterval(tell, 1_000);
setInterval(() => void look(), LOOK_MS);
document.addEventListener('visibilitychange', () => void look());
