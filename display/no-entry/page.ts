/** `/no-entry`: only the clock of the trial band moves here, and the button that prints. */
import { speaker } from '../../server/domain/wording.js';
import type { NoEntryPageData } from '../../server/protocol/page.js';
import { listenForPresses } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';

const data = readPageData<NoEntryPageData>(document, 'no-entry');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);
setInterval(() => tellTrial(data, words, clock.now(), clock.speed()), 1_000);
listenForPresses(document.body, (what) => {
  if (what === 'print') window.print();
});
