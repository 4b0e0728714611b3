/**
 * `/print`: a printer that only this machine's driver reaches. Slips come one at a time from the server and go to
 * the browser's print function. What became of them the driver does not say: it is told as "sent", or a person
 * here says it.
 */
import { speaker } from '../../server/domain/wording.js';
import type { PrintResult } from '../../server/protocol/printing.js';
import type { PrintPageData } from '../../server/protocol/page.js';
import { listenForPresses, need, patch, type Press } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { PressGuard } from '../shared/press-guard.js';
import { printPicture } from '../shared/print-picture.js';
import { reloadOnce } from '../shared/reload.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';
import type { FromLink, ToLink } from './link-words.js';
import { PrintChoices } from './print-choices.js';
import { drawStage, drawWays, type PrintScene } from './print-view.js';

/** A browser that was to print without asking and took longer has shown a dialog after all, ms. */
const ASKED_MS = 15_000;
const TICK_MS = 1_000;

const NOTHING: PrintResult = { outcome: 'blocked', bytesSent: 0, cause: 'offline' };
const UNREADABLE: PrintResult = { outcome: 'failed', bytesSent: 0, cause: 'bad-picture' };

const data = readPageData<PrintPageData>(document, 'print');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);
const guard = new PressGuard(document.documentElement);
const choices = new PrintChoices(location.search);
const scene: PrintScene = {
  words,
  dots: data.printer.dots,
  link: 'connecting',
  since: null,
  order: null,
  step: 'idle',
  ...choices.all(),
  trouble: null,
  count: 0,
  last: null,
};
/** Another build of the screens is there: taken as soon as nothing is printed. */
let newer: string | null = null;

const link = new Worker(data.link);

function tell(message: ToLink): void {
  link.postMessage(message);
}

link.addEventListener('message', ({ data: message }: MessageEvent<FromLink>) => {
  switch (message.kind) {
    case 'state':
      if (message.state === 'revoked') return location.reload();
      scene.link = message.state;
      scene.since = message.state === 'stale' ? clock.now() : null;
      break;
    case 'build':
      newer = message.build === data.build ? null : message.build;
      break;
    case 'order':
      scene.order = message.order;
      void take(message.order.attempt);
      break;
    case 'late':
      // Those at the door were asked: here nobody is any more.
      if (scene.order?.attempt === message.attempt && scene.step === 'asking') {
        end({ outcome: 'unknown', bytesSent: 1, cause: 'no-answer' });
      }
  }
  draw();
});

async function take(attempt: string): Promise<void> {
  const { order } = scene;
  if (order?.attempt !== attempt) return;
  scene.step = 'printing';
  draw();
  const { picture } = order;
  let took: number | null;
  try {
    took = await printPicture(picture, scene.paper);
  } catch {
    return end(UNREADABLE);
  }
  if (took === null) {
    scene.trouble = 'nothing';
    return end(NOTHING);
  }
  const bytesSent = picture.src.length;
  if (scene.asks) {
    scene.step = 'asking';
    guard.hold();
    draw();
    need('#main-button', HTMLElement).focus();
    return;
  }
  scene.trouble = took > ASKED_MS ? 'dialog' : null;
  if (scene.trouble === null) return end({ outcome: 'sent', bytesSent, cause: null });
  end({ outcome: 'unknown', bytesSent, cause: 'no-proof' });
}

/** The slip is off this page: it may be a secret, and the next one comes. */
function end(result: PrintResult): void {
  const { order } = scene;
  if (order === null) return;
  scene.order = null;
  scene.step = 'idle';
  if (result.outcome === 'sent') {
    scene.count += 1;
    scene.last = clock.now();
  }
  tell({ kind: 'done', attempt: order.attempt, result });
  draw();
}

/** A person looked: their word is no proof of the printer's. */
function answer(came: boolean): void {
  const { order, step } = scene;
  if (order === null || step !== 'asking') return;
  const bytesSent = order.picture.src.length;
  scene.trouble = null;
  end(
    came
      ? { outcome: 'sent', bytesSent, cause: null }
      : { outcome: 'failed', bytesSent, cause: 'not-seen' },
  );
}

const presses: Readonly<Record<string, (press: Press) => void>> = {
  came: () => answer(true),
  missing: () => answer(false),
  again: () => tell({ kind: 'again' }),
  asks: ({ value }) => choices.setAsks(value === 'asks'),
  paper: ({ value }) => choices.setPaper(value === 'head' ? 'head' : 'full'),
};

function draw(): void {
  tellTrial(data, words, clock.now(), clock.speed());
  const connection = need('#connection', HTMLElement);
  const state = scene.link === 'live' || scene.link === 'connecting' ? scene.link : 'stale';
  connection.dataset['state'] = state;
  const said = { live: 'connected', connecting: 'connecting', stale: 'disconnected' }[state];
  connection.textContent = words.say(`shared.${said}`);
  const stage = need('#stage', HTMLElement);
  patch(stage, drawStage(scene));
  stage.removeAttribute('aria-busy');
  patch(need('#ways', HTMLElement), drawWays(scene));
  if (newer !== null && scene.order === null) reloadOnce(newer);
}

listenForPresses(document.body, (what, press) => {
  presses[what]?.(press);
  Object.assign(scene, choices.all());
  draw();
});
guard.start();
setInterval(() => tellTrial(data, words, clock.now(), clock.speed()), TICK_MS);
draw();
tell({ kind: 'start', site: data.site, printer: data.printer.id, build: data.build });
