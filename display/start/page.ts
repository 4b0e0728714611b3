/** `/`: only the clock of the trial band moves here. */
import { speaker } from '../../server/domain/wording.js';
import type { StartPageData } from '../../server/protocol/page.js';
import { readPageData } from '../shared/page-data.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';

const data = readPageData<StartPageData>(document, 'start');
const voice = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);
setInterval(() => tellTrial(data, voice, clock.now(), clock.speed()), 1_000);
