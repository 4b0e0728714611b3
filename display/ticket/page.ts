/** The citizen's phone: asks for its page again and shows what became of the number. */
import { speaker } from '../../server/domain/wording.js';
import type { TicketPageData } from '../../server/protocol/page.js';
import { need } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';
import { wireRating } from './rating.js';

/** ms of real time between two looks: a person who is called has a minute's walk. */
const LOOK_MS = 8_000;
/** A phone that heard nothing for so long says so (design §8). */
const LOST_MS = 20_000;

const data = readPageData<TicketPageData>(document, 'ticket');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);
let heard = performance.now();
let heardAt = data.at;

async function look(): Promise<void> {
  if (document.visibilityState === 'hidden') return;
  try {
    const response = await fetch(location.href, { cache: 'no-store', credentials: 'same-origin' });
    // The number is of another day: the page that says so takes the place of this one.
    if (response.status === 404) return location.reload();
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('visit');
    if (fresh === null) return;
    heard = performance.now();
    heardAt = readPageData<TicketPageData>(page, 'ticket').at;
    show(document.importNode(fresh, true));
  } catch {
    // No network just now: `tell` says since when.
  }
}

/** Puts the new picture in; what did not change stays, so that nothing is read out twice. */
function show(fresh: HTMLElement): void {
  const visit = need('#visit', HTMLElement);
  const said = (of: HTMLElement): string => (of.querySelector('main')?.textContent ?? '').trim();
  if (said(fresh) !== said(visit)) {
    visit.replaceWith(fresh);
    wire();
  } else {
    const updated = fresh.querySelector('#updated')?.textContent ?? '';
    need('#updated', HTMLElement).textContent = updated;
  }
  tell();
}

/** Who is called is not asked how it was. */
function wire(): void {
  if (document.getElementById('rating') !== null) wireRating(() => words);
}

function tell(): void {
  tellTrial(data, words, clock.now(), clock.speed());
  const lost = need('#lost', HTMLElement);
  const silent = performance.now() - heard > LOST_MS && document.visibilityState === 'visible';
  const text = silent ? words.say('ticket.lost', { time: words.spokenTime(heardAt) }) : '';
  if (lost.textContent !== text) lost.textContent = text;
  lost.hidden = !silent;
  need('#visit', HTMLElement).classList.toggle('is-old', silent);
}

wire();
setInterval(() => void look(), LOOK_MS);
setInterval(tell, 1_000);
document.addEventListener('visibilitychange', () => void look());
window.addEventListener('online', () => void look());
