/**
 * Slips for people who were just made: two codes, the one-time PIN, three lines of what to do. The
 * people come from the tab that made them, the Wi-Fi from this device; nothing is sent anywhere.
 */
import { speaker } from '../../server/domain/wording.js';
import type { SlipsPageData } from '../../server/protocol/page.js';
import { listenForPresses, need, patch, type Press } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { Presence } from '../shared/presence.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';
import { printSlips } from './print-there.js';
import { dropSlips, keepLeft, keptSlips } from './slips-box.js';
import { drawChoices, drawSlips, type SlipScene } from './slips-view.js';

/** What this device remembers for the next slips. */
const WIFI = 'motcua.slips.wifi';

const data = readPageData<SlipsPageData>(document, 'staff-slips');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);

const presence: Presence = new Presence({
  data,
  words,
  // The page sends nothing, so nothing waits for an answer or for the person.
  pending: () => [],
  sendNow: () => undefined,
  connected: () => navigator.onLine,
  onBack: () => undefined,
});

const scene: SlipScene = {
  words,
  siteName: data.siteName,
  people: keptSlips(data.site, data.me.person.id),
  addresses: data.addresses.length > 0 ? data.addresses : [location.origin],
  onlyHere: data.addresses.length === 0,
  address: 0,
  paper: 'sheet',
  printers: data.printers,
  run: null,
  ...keptWifi(),
  printed: false,
};

function keptWifi(): { network: string; password: string } {
  const kept: unknown = JSON.parse(localStorage.getItem(WIFI) ?? '{}');
  const text = (name: string): string => {
    const value: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : '';
    return typeof value === 'string' ? value : '';
  };
  return { network: text('network'), password: text('password') };
}

function draw(): void {
  document.body.dataset['paper'] = scene.paper === 'sheet' ? 'sheet' : 'roll';
  patch(need('#choices', HTMLElement), drawChoices(scene));
  const place = need('#slips', HTMLElement);
  patch(place, drawSlips(scene));
  place.removeAttribute('aria-busy');
}

const presses: Readonly<Record<string, (press: Press) => void>> = {
  paper: ({ value }) => {
    scene.paper = value ?? 'sheet';
    scene.run = null;
  },
  address: ({ value }) => {
    scene.address = Number(value);
  },
  print: () => window.print(),
  'print-there': () => void printThere(),
  forget: () => {
    dropSlips();
    scene.people = [];
  },
  'forget-wifi': () => {
    localStorage.removeItem(WIFI);
    scene.network = '';
    scene.password = '';
  },
};
listenForPresses(document.body, (what, press) => {
  presses[what]?.(press);
  draw();
});
document.body.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.id === 'wifi-network') scene.network = target.value;
  else if (target.id === 'wifi-password') scene.password = target.value;
  else return;
  const { network, password } = scene;
  localStorage.setItem(WIFI, JSON.stringify({ network, password }));
  draw();
});
// Whoever leaves now finds no PIN by coming back; who sees a paper jam still has this page.
window.addEventListener('afterprint', () => {
  dropSlips();
  scene.printed = true;
  draw();
});
/** One after the other; those that came out are taken off the page, so that a second press prints the rest. */
async function printThere(): Promise<void> {
  const address = data.addresses.length > 0 ? (scene.addresses[scene.address] ?? null) : null;
  await printSlips({
    ...{ site: data.site, language: data.language, printer: scene.paper, address },
    people: scene.people,
    tell: (run) => {
      scene.run = run;
      draw();
    },
    came: (person) => {
      scene.people = scene.people.filter((one) => one !== person);
      keepLeft(scene.people);
    },
  });
}
setInterval(() => {
  tellTrial(data, words, clock.now(), clock.speed());
  presence.draw();
}, 1_000);
presence.start();
draw();
void presence.check();
