/** The trial band's clock: in trial mode every screen says what day it plays, and how fast. */
import { fill, type Speaker } from '../../server/domain/wording.js';
import type { PageData } from '../../server/protocol/page.js';

/** Writes the band's sentence for a site time (ms); a page without a band has nothing to write. */
export function tellTrial(data: PageData, voice: Speaker, now: number, speed: number): void {
  const place = document.getElementById('trial-text');
  if (place === null || data.trial === null) return;
  const text = fill(data.trial, { date: voice.date(now), time: voice.time(now), speed });
  if (place.textContent !== text) place.textContent = text;
}
