/** `/sign-in`: a name and a PIN on a paired device, a password anywhere else. */
import { speaker } from '../../server/domain/wording.js';
import type { SignInPageData } from '../../server/protocol/page.js';
import type { Me } from '../../server/protocol/people.js';
import { createAccessApi } from '../shared/access-api.js';
import { listenForPresses, need, patch } from '../shared/dom.js';
import { Entry } from '../shared/entry.js';
import { listenForEntry } from '../shared/entry-keys.js';
import { alreadyIn, entryView } from '../shared/entry-view.js';
import { homeOf } from '../shared/home-of.js';
import { fetchPageData, readPageData } from '../shared/page-data.js';
import { forget, remember } from '../shared/presence-memory.js';
import { ServerWatch } from '../shared/server-watch.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';

const TICK_MS = 500;

const data = readPageData<SignInPageData>(document, 'sign-in');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);
const api = createAccessApi(data.language);
const server = new ServerWatch(data.words, need('#connection', HTMLElement));
const { people, siteName, pinHere, root, device } = data;
let names = people;

const entry: Entry = new Entry({
  ...{ api, words, pinHere, redraw },
  join: '',
  people: readNames,
  onIn: enter,
  onLeave: begin,
});

/** The list that came with the page, renewed for whoever comes later to a page that stays open. */
async function readNames(): Promise<SignInPageData['people']> {
  try {
    names = (await fetchPageData<SignInPageData>('sign-in')).people;
  } catch {
    // The names that are known will do.
  }
  return names;
}

function begin(): void {
  const chosen = people.find(({ id }) => id === data.chosen) ?? null;
  const only = device?.kind === 'phone' ? (people[0] ?? null) : null;
  if (data.me?.locked === true) entry.open({ kind: 'unlock', person: data.me.person });
  else if (pinHere) entry.open({ kind: 'choose', person: chosen ?? only });
  else entry.open({ kind: 'password' });
}

function enter(me: Me): void {
  remember('person', me.person.id);
  forget('locked');
  // The part after # stays with the browser: it names a page of the door.
  const next = data.next === null ? null : new URL(data.next + location.hash, location.origin);
  location.assign(next?.origin === location.origin ? next.href : homeOf(data, me));
}

/** A locked screen is handed on: the session ends first. */
async function handOn(): Promise<void> {
  const answer = await api.signOut();
  if (answer.kind === 'unanswered') return;
  data.me = null;
  forget('locked');
  begin();
}

function why(): string {
  if (device !== null) return words.say('signIn.pairedHint');
  return pinHere ? words.say('signIn.trialHint') : '';
}

function redraw(): void {
  const now = clock.now();
  const model = { state: entry.state, words, root, siteName, pinHere, why: why() };
  patch(
    need('#way-in', HTMLElement),
    data.me !== null &&
      !data.me.locked &&
      alreadyIn(words, data.me, data.next ?? homeOf(data, data.me)),
    entryView({ ...model, real: performance.now() }),
  );
  need('#clock', HTMLElement).textContent = words.time(now);
  tellTrial(data, words, now, clock.speed());
}

entry.state.people = people;
begin();
server.start();
setInterval(redraw, TICK_MS);
listenForEntry(entry, { active: () => true, covering: () => false });
listenForPresses(document.body, (what, press) => {
  if (what === 'person.switch') void handOn();
  else entry.press(what, press);
});
