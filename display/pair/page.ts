/** `/pair`: shows a code until somebody typed it in the settings, then goes where it was sent. */
import { speaker } from '../../server/domain/wording.js';
import type { PairPageData } from '../../server/protocol/page.js';
import { keepStraight } from '../print/print-choices.js';
import { need } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';
import { Pairing, type PairingNews } from './pairing.js';

const TICK_MS = 500;

const data = readPageData<PairPageData>(document, 'pair');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);
let news: PairingNews = { kind: 'connecting' };

const pairing = new Pairing({
  language: data.language,
  now: clock.now,
  onNews: (next) => {
    news = next;
    draw();
  },
});

function draw(): void {
  tellTrial(data, words, clock.now(), clock.speed());
  need('#pair', HTMLElement).dataset['state'] = news.kind;
  switch (news.kind) {
    case 'connecting':
      return tell('connecting', words.say('pair.noCode'), words.say('pair.asking'));
    case 'code': {
      const seconds = pairing.secondsLeft();
      const left = words.say('pair.left', { m: Math.floor(seconds / 60), s: seconds % 60 });
      return tell('live', news.code, words.say('pair.read'), left);
    }
    case 'offline': {
      const time = words.spokenTime(news.since);
      return tell('stale', news.code, words.say('pair.offline', { time }));
    }
    case 'paired':
      write(need('#label', HTMLElement), words.say('pair.done'));
      return tell('live', news.name, words.say('pair.opening'));
  }
}

const CONNECTION = {
  connecting: 'shared.connecting',
  live: 'shared.connected',
  stale: 'shared.disconnected',
} as const;

function tell(link: keyof typeof CONNECTION, code: string, what: string, left = ''): void {
  const connection = need('#connection', HTMLElement);
  connection.dataset['state'] = link;
  write(connection, words.say(CONNECTION[link]));
  write(need('#what', HTMLElement), what);
  write(need('#left', HTMLElement), left);
  writeCode(need('#code', HTMLElement), code);
}

/** In two threes, as it is read aloud. */
function writeCode(place: HTMLElement, code: string): void {
  if (!/^\d{6}$/.test(code)) return write(place, code);
  if (place.textContent === code) return;
  place.textContent = '';
  for (const three of [code.slice(0, 3), code.slice(3)]) {
    const part = document.createElement('span');
    part.textContent = three;
    place.appendChild(part);
  }
}

/** Writes only what changed: a live region repeats whatever is written into it. */
function write(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

keepStraight(location.search);
setInterval(draw, TICK_MS);
pairing.start();
