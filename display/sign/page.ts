/** The sign above a counter: who is called or served there. It is silent. */
import { foldHall } from '../../server/domain/live-fold.js';
import { signScene, type SignScene } from '../../server/domain/sign-scene.js';
import { speaker } from '../../server/domain/wording.js';
import type { HallBoard } from '../../server/protocol/board.js';
import type { SignPageData } from '../../server/protocol/page.js';
import { followConfig } from '../shared/config-refresh.js';
import { createIdentify } from '../shared/identify.js';
import { connectLive } from '../shared/live.js';
import { reloadNightly } from '../shared/nightly-reload.js';
import { readPageData } from '../shared/page-data.js';
import { findServerAgain } from '../shared/relocate.js';
import { keepAwake } from '../shared/secure-context.js';
import { find, setFlag, setText } from '../shared/set.js';
import { tellTrial } from '../shared/trial-band.js';

/** How often the picture is looked over for what time alone changes. */
const TICK_MS = 250;
const SHIFT_MS = 180_000;
/** A call that is older than this (real ms) when it is first seen does not pulse. */
const NEW_MS = 20_000;

let data = readPageData<SignPageData>(document, 'sign');
let voice = speaker(data.words, data.offset);
let staleSince: number | null = null;

const sign = find(document, '#sign');
const at = (id: string) => find(sign, `#${id}`);
const live = connectLive<HallBoard>({
  namespace: '/hall',
  site: data.site,
  build: data.build,
  at: data.at,
  speed: data.speed,
  fold: foldHall,
  addresses: data.addresses,
  counter: data.config.counter.id,
});

/** Until the first board comes the server's own picture stands. */
function draw(): void {
  const now = live.now();
  const speed = live.speed();
  tellTrial(data, voice, now, speed);
  const { config, offset } = data;
  const board = live.board();
  const load = live.load();
  const scene = signScene({ config, board, load, now, speed, offset, staleSince, voice });
  if (board !== null) paint(scene, (now - scene.at) / speed < NEW_MS);
  else if (scene.notice !== null) paintNotice(scene);
}

let called = -1;
function paint(scene: SignScene, isNew: boolean): void {
  paintNotice(scene);
  setFlag(sign, 'data-state', scene.state);
  const counter = String(data.config.counter.number);
  setText(at('counter'), counter);
  setFlag(at('counter'), 'data-two', counter.length > 1 ? '' : null);
  setText(at('title'), scene.title);
  setFlag(at('title'), 'data-long', scene.longTitle ? '' : null);
  setText(at('was'), scene.was);
  setText(at('number'), scene.number);
  setFlag(at('number'), 'data-long', scene.long ? '' : null);
  setText(at('detail'), scene.detail);
  setText(at('more'), scene.more);
  setText(at('foot'), scene.foot);
  // Two names of one animation: a call after a call begins it anew.
  if (scene.at !== called) {
    const turn = sign.getAttribute('data-new') === 'a' ? 'b' : 'a';
    setFlag(sign, 'data-new', scene.at > 0 && isNew ? turn : null);
    called = scene.at;
  }
}

function paintNotice({ stale, notice }: SignScene): void {
  setFlag(sign, 'data-stale', stale ? '' : null);
  setFlag(sign, 'data-notice', notice ? '' : null);
  if (!notice) return;
  setText(at('notice-title'), notice.title);
  setText(at('notice-detail'), notice.detail);
}

findServerAgain(live, data);
reloadNightly(live, () => data.offset);
keepAwake();
live.onState((state) => {
  staleSince = state.kind === 'stale' ? state.since : null;
  draw();
  setFlag(sign, 'data-live', state.kind);
});
live.onIdentify(createIdentify(at('identify')));
live.onLoad(draw);
live.onBoard(draw);
followConfig<SignPageData>(
  live,
  'sign',
  () => data.configVersion,
  (fresh) => {
    data = fresh;
    voice = speaker(data.words, data.offset);
    draw();
  },
);
setInterval(draw, TICK_MS);
setInterval(
  () => setFlag(sign, 'data-shift', String(Math.floor(performance.now() / SHIFT_MS) % 4)),
  SHIFT_MS,
);
