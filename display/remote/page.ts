/** A number taken from home: a plain form, which needs nothing of a script. */
import { speaker } from '../../server/domain/wording.js';
import type { PageData } from '../../server/protocol/page.js';
import { readPageData } from '../shared/page-data.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';

const data = readPageData<PageData>(document, 'remote');
const clock = createSiteClock(data.at, data.speed);
tellTrial(data, speaker(data.words, data.offset), clock.now(), clock.speed());
