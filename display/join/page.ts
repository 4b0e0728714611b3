/** `/join/{secret}`: an own phone, opened by the QR of the slip, becomes its owner's by the PIN on it. */
import { speaker } from '../../server/domain/wording.js';
import type { JoinPageData } from '../../server/protocol/page.js';
import type { Me } from '../../server/protocol/people.js';
import { createAccessApi } from '../shared/access-api.js';
import { listenForPresses, need, patch } from '../shared/dom.js';
import { Entry } from '../shared/entry.js';
import { listenForEntry } from '../shared/entry-keys.js';
import { entryView } from '../shared/entry-view.js';
import { homeOf } from '../shared/home-of.js';
import { readPageData } from '../shared/page-data.js';
import { forget, remember } from '../shared/presence-memory.js';
import { ServerWatch } from '../shared/server-watch.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';

const TICK_MS = 500;

const data = readPageData<JoinPageData>(document, 'join');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);
const server = new ServerWatch(data.words, need('#connection', HTMLElement));

const entry: Entry = new Entry({
  api: createAccessApi(data.language),
  words,
  pinHere: true,
  join: data.join,
  people: () => Promise.resolve([]),
  onIn: enter,
  onLeave: () => undefined,
  redraw,
});

/** The address holds the slip's secret: it must not stay under the back button. */
function enter(me: Me): void {
  remember('person', me.person.id);
  forget('locked');
  location.replace(homeOf(data, me));
}

function redraw(): void {
  const { root, siteName } = data;
  patch(
    need('#way-in', HTMLElement),
    entryView({
      ...{ state: entry.state, words, root, siteName },
      pinHere: true,
      why: '',
      real: performance.now(),
    }),
  );
  tellTrial(data, words, clock.now(), clock.speed());
}

entry.state.deviceName = words.say('join.myPhone');
entry.open({ kind: 'join' });
server.start();
setInterval(redraw, TICK_MS);
listenForEntry(entry, { active: () => true, covering: () => false });
listenForPresses(document.body, (what, press) => entry.press(what, press));
