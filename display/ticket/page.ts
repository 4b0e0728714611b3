/** The citizen's phone: where one stands, then the call; and the little that its holder may do. */
import { phoneKind, phoneScene } from '../../server/domain/phone-scene.js';
import { speaker } from '../../server/domain/wording.js';
import type { PhoneState } from '../../server/protocol/phone.js';
import type { TicketPageData } from '../../server/protocol/page.js';
import { listenForPresses, need, type Press } from '../shared/presses.js';
import { readPageData } from '../shared/page-data.js';
import { PressGuard } from '../shared/press-guard.js';
import { reloadOnce } from '../shared/reload.js';
import { createSiteClock } from '../shared/site-clock.js';
import { tellTrial } from '../shared/trial-band.js';
import { Bell } from './bell.js';
import { createPaint, type Foot } from './paint.js';
import { createPhoneLine } from './phone-line.js';
import { wireRating } from './rating.js';
import { send, type Sent } from './send.js';

/** A phone that heard nothing for so long says so. */
const LOST_MS = 9_500;
/** A new call swaps its colours at 1 Hz for 6 s. */
const SWAP_MS = 500;
const SWAPS = 12;
/** Older calls are no news: somebody opened the page late. */
const NEWS_MS = 60_000;
/** Real ms for which a number that was given up is offered back. */
const UNDO_MS = 10_000;
/** Within so long the sound of a phone that was never touched starts. */
const START_MS = 1_500;

const data = readPageData<TicketPageData>(document, 'ticket');
const words = speaker(data.words, data.offset);
const clock = createSiteClock(data.at, data.speed);

function follow({ state: first, names, notices }: NonNullable<TicketPageData['ticket']>): void {
  const token = location.pathname.split('/').pop() ?? '';
  const visit = need('#visit', HTMLElement);
  const foot = need('#foot', HTMLElement);
  const paint = createPaint(document);
  const guard = new PressGuard(foot);
  const bell = new Bell(token, notices);
  const rating = wireRating(() => words);
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let state = first;
  let announced: number | null = null;
  let page: Foot = 'main';
  let swapping = 0;
  /** Key of what was given up, and until when (real ms) it may be had back. */
  let givenUp: { key: string; until: number } | null = null;
  let busy = false;
  /** When somebody last pressed the bell. */
  let switched = -START_MS;

  function draw(): void {
    tellTrial(data, words, clock.now(), clock.speed());
    const silent = line.silent();
    const lost = silent > LOST_MS && document.visibilityState === 'visible';
    // In ticks the sentence would change with each: it names the minute in which it began.
    const lostSince = lost ? clock.now() - silent * clock.speed() : null;
    const scene = phoneScene({ state, lostSince, voice: words });
    paint.scene(scene);
    drawBell();
    paint.foot(footOf());
    rating.show(scene.kind === 'done');
    announce(lost, scene.title);
  }

  /** What a touch would mend is said; one that was just switched on starts within a moment. */
  function drawBell(): void {
    const starts = performance.now() - switched < START_MS;
    const hint = bell.waits && !starts ? 'ticket.bellTouch' : 'ticket.bellHint';
    paint.bell(bell.on, words.say(hint));
  }

  /** A call rings and swaps once; another call, even to the same counter, does so again. */
  function announce(lost: boolean, title: string): void {
    if (state.state !== 'called' || lost) {
      bell.stop();
      clearTimeout(swapping);
      visit.classList.remove('is-swapped', 'is-new');
      if (state.state !== 'called') announced = null;
      return;
    }
    if (state.calledAt === announced) return;
    announced = state.calledAt;
    const age = (clock.now() - (announced ?? 0)) / clock.speed();
    if (age > NEWS_MS) return;
    bell.ring(title);
    swap(SWAPS);
  }

  function swap(left: number): void {
    clearTimeout(swapping);
    visit.classList.toggle('is-new', left > 0);
    visit.classList.toggle('is-swapped', !calm.matches && left % 2 === 1);
    if (left > 0) swapping = window.setTimeout(() => swap(left - 1), SWAP_MS);
  }

  /** What was asked on a page that no longer fits is asked no more. */
  function footOf(): Foot {
    const kind = phoneKind(state);
    if (kind === 'cancelled') {
      const left = givenUp === null ? 0 : givenUp.until - performance.now();
      if (left > 0) need('#left', HTMLElement).textContent = `(${Math.ceil(left / 1_000)})`;
      return left > 0 ? 'undo' : 'none';
    }
    if (kind === 'called' || kind === 'serving' || kind === 'done') return 'none';
    if (page === 'later' && !state.mayDefer) page = 'main';
    return page;
  }

  function turn(to: Foot): void {
    page = to;
    paint.say('');
    guard.hold();
    draw();
  }

  function take(next: PhoneState): void {
    state = next;
    clock.follow(next.at);
    draw();
  }

  async function give(command: Parameters<typeof send>[2], body: object = {}): Promise<void> {
    if (busy) return;
    busy = true;
    paint.say(words.say('ticket.sending'));
    const sent: Sent = await send(token, names, command, { ...body });
    busy = false;
    page = 'main';
    if (sent.kind === 'done') {
      givenUp = command === 'cancel' ? { key: sent.key, until: performance.now() + UNDO_MS } : null;
      take(sent.state);
    }
    turn(page);
    if (sent.kind === 'refused') paint.say(words.say('ticket.refused'));
    if (sent.kind === 'unanswered') paint.say(words.say('ticket.failed'));
  }

  function press(what: string, { minutes }: Press): void {
    if (what === 'ask-later') turn('later');
    else if (what === 'ask-cancel') turn('cancel');
    else if (what === 'stay') turn('main');
    else if (what === 'later') void give('later', { minutes: Number(minutes) });
    else if (what === 'resume') void give('resume');
    else if (what === 'cancel') void give('cancel');
    else if (what === 'undo' && givenUp !== null) void give('undo', { request: givenUp.key });
    else if (what === 'bell') {
      switched = performance.now();
      void bell.toggle();
      draw();
    }
  }

  const line = createPhoneLine({
    ...{ token, names, onState: take },
    onHello(hello) {
      clock.set(hello.at, hello.speed);
      if (hello.build !== data.build) reloadOnce(hello.build);
    },
    onGone: () => location.reload(),
  });

  for (const button of document.querySelectorAll<HTMLElement>('#minutes button')) {
    button.textContent = words.say('ticket.minutes', { count: Number(button.dataset['minutes']) });
  }
  guard.start();
  bell.listen(document);
  listenForPresses(foot, press);
  draw();
  line.start();
  setInterval(draw, 1_000);
  const wake = (): void => {
    line.wake();
    bell.wake();
    draw();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
}

if (data.ticket !== null) follow(data.ticket);
