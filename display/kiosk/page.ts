/** The citizens' machine: an errand, one question, a number. */
import { speaker } from '../../server/domain/wording.js';
import type { KioskPageData } from '../../server/protocol/page.js';
import { createAttempter } from '../shared/api.js';
import { type Child, h, listenForPresses, need, patch } from '../shared/dom.js';
import { fetchPageData, readPageData } from '../shared/page-data.js';
import { PressGuard } from '../shared/press-guard.js';
import { keepAwake } from '../shared/secure-context.js';
import { tellTrial } from '../shared/trial-band.js';
import { drawHelp, drawRefused, drawSending } from './answer-view.js';
import { drawClasses, drawGroups, drawHome, drawLanguages, drawPriority } from './choice-view.js';
import { AskedMemory } from './asked.js';
import { KioskConnection } from './connection.js';
import { Kiosk } from './kiosk.js';
import { drawRated, drawRating } from './rating-view.js';
import { type Paper, paperOf, standstill, type View } from './kiosk-state.js';
import { drawDone } from './number-view.js';
import { button } from './parts.js';
import { Prompt } from './prompt.js';
import { drawClosed, drawStopped } from './still-view.js';

/** Seconds without a touch after which it asks, and that it then waits. */
const ASKS_AFTER = 45;
const WAITS = 15;
const TICK_MS = 250;
/** A configuration that the page does not know yet is fetched after this, and again. */
const REFRESH_MS = 1_000;

let data = readPageData<KioskPageData>(document, 'kiosk');
const root = need('html', HTMLElement);
const main = need('#main', HTMLElement);
const over = need('#over', HTMLElement);
const guard = new PressGuard(root);
const prompt = new Prompt(need('#prompt', HTMLAudioElement));
let refreshing = false;
let newBuild = false;
let shown = '';

const connection = new KioskConnection({
  ...{ site: data.site, build: data.build, at: data.at, speed: data.speed },
  onChange() {
    kiosk.hear();
    draw();
  },
  onNewBuild: () => {
    newBuild = true;
  },
  onRevoked: leave,
});
const kiosk = new Kiosk(data.language, {
  attempt: createAttempter(data.site, data.language, 'device'),
  memory: new AskedMemory(data.site),
  scene: view,
  onChange: draw,
  onBarred: leave,
});

/** The server just said that this machine is no kiosk: where it gets a purpose again, it is there to answer. */
function leave(): void {
  location.replace(`${data.root}/pair`);
}

function view(): View {
  const [first] = data.languages;
  const language = data.languages.find(({ tag }) => tag === kiosk.language) ?? first;
  if (language === undefined) throw new Error('a kiosk without a language');
  const { page, touched } = kiosk;
  const { state, lostSince, clock } = connection;
  const idle = (performance.now() - touched) / 1_000;
  const left = Math.max(0, Math.ceil((kiosk.stands(state) ?? 0) - idle));
  return {
    ...{ page, config: data.config, languages: data.languages, language, state, lostSince, left },
    ...{ now: clock.now(), offset: data.offset, voice: speaker(language.words, data.offset) },
  };
}

/** What stands on the page, by name, and its parts. */
function drawn(scene: View): [name: string, parts: Child[]] {
  const { page } = scene;
  switch (page.kind) {
    case 'done':
      return [DONE_NAMES[paperOf(scene.state, page)], drawDone(scene, page)];
    case 'sending':
      return ['sending', drawSending(scene, page.late)];
    case 'refused':
      return ['refused', drawRefused(scene, page.code)];
    case 'help':
      return ['help', drawHelp(scene, page)];
    case 'rate':
      return ['rate', drawRating(scene)];
    case 'rated':
      return ['rated', drawRated(scene, page)];
    default:
      break;
  }
  const why = standstill(scene);
  if (why === 'closed') return ['closed', drawClosed(scene)];
  if (why !== null) return ['stopped', drawStopped(scene, why)];
  switch (page.kind) {
    case 'home':
      return [`home-${page.part}`, drawHome(scene, page.part)];
    case 'groups':
      return [`groups-${page.part}`, drawGroups(scene, page.part)];
    case 'languages':
      return [`languages-${page.part}`, drawLanguages(scene, page.part)];
    case 'priority':
      return ['priority', drawPriority(scene, page.choice)];
    case 'classes':
      return ['classes', drawClasses(scene, page.choice)];
  }
}

const DONE_NAMES: Readonly<Record<Paper, string>> = {
  ...{ came: 'done', coming: 'done', look: 'done-look' },
  ...{ elsewhere: 'no-paper-here', none: 'no-paper' },
};

/** Until the server's first word its own picture stands. */
function draw(): void {
  const scene = view();
  if (scene.state === null && scene.lostSince === null) return;
  const [name, parts] = drawn(scene);
  const { voice, language, now, config } = scene;
  if (main.dataset['page'] !== name) {
    guard.hold();
    prompt.stop();
    main.dataset['page'] = name;
  }
  need('#kiosk', HTMLElement).lang = language.tag;
  main.removeAttribute('aria-busy');
  patch(main, parts);
  set('#clock', scene.state?.trouble === 'clock' ? '' : voice.time(now));
  set('#site-name', config.name[language.names]);
  set('#department', voice.say('hall.department'));
  const title = main.querySelector('h1')?.textContent ?? '';
  if (shown !== title) set('#spoken', title);
  shown = title;
  tellTrial(data, voice, now, connection.clock.speed());
  askWhetherHere(scene);
  refresh(scene.state?.configVersion ?? 0);
}

/** Nobody may find the page of somebody else, and nobody who reads slowly may lose it unasked. */
function askWhetherHere(scene: View): void {
  const idle = (performance.now() - kiosk.touched) / 1_000;
  const stays = kiosk.isAtRest();
  const stands = kiosk.stands(scene.state);
  if (stands !== null ? idle >= stands : !stays && idle >= ASKS_AFTER + WAITS) {
    kiosk.expire();
    return;
  }
  const asks = !stays && stands === null && idle >= ASKS_AFTER;
  over.hidden = !asks;
  main.inert = asks;
  if (!asks) {
    patch(over);
    return;
  }
  const { voice } = scene;
  const count = Math.ceil(ASKS_AFTER + WAITS - idle);
  patch(
    over,
    h('div', { class: 'over__space' }),
    h('h1', { id: 'over-title' }, voice.say('kiosk.idle.ask')),
    h('p', {}, voice.say('kiosk.idle.detail', { count })),
    button(voice.say('kiosk.idle.stay'), { what: 'stay', look: 'main' }),
    h('div', { class: 'over__space' }),
  );
}

function set(selector: string, text: string): void {
  const place = need(selector, HTMLElement);
  if (place.textContent !== text) place.textContent = text;
}

/** The site was configured anew: the page is fetched for its data, and stays. */
function refresh(version: number): void {
  if (refreshing || version <= data.configVersion || !kiosk.isAtRest()) return;
  refreshing = true;
  const again = (): void => {
    refreshing = false;
    draw();
  };
  fetchPageData<KioskPageData>('kiosk').then(
    (fresh) => {
      data = fresh;
      setTimeout(again, REFRESH_MS);
    },
    () => setTimeout(again, REFRESH_MS),
  );
}

function tick(): void {
  if (newBuild && kiosk.isAtRest() && connection.lostSince === null) {
    newBuild = false;
    location.reload();
    return;
  }
  draw();
}

listenForPresses(root, (what, press) => {
  if (what === 'listen') prompt.play(press.value ?? '');
  kiosk.act(what, press);
});
document.addEventListener('contextmenu', (event) => event.preventDefault());
document.addEventListener('pointerdown', ({ pointerType }) => {
  root.classList.toggle('is-touched', pointerType === 'touch');
});
guard.start();
connection.start();
kiosk.resume();
draw();
setInterval(tick, TICK_MS);
keepAwake();
