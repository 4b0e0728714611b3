/** The hall television: current calls large, last calls, how many wait. It speaks when the server asks it to. */
import { sceneCalls, sceneOf } from '../../server/domain/hall-scene.js';
import { EMPTY_STAGE, nextStage, type Call } from '../../server/domain/hall-stage.js';
import { lostSince } from '../../server/domain/hall-trouble.js';
import { foldHall } from '../../server/domain/live-fold.js';
import { speaker } from '../../server/domain/wording.js';
import type { HallBoard } from '../../server/protocol/board.js';
import type { HallPageData } from '../../server/protocol/page.js';
import { followConfig } from '../shared/config-refresh.js';
import { createIdentify } from '../shared/identify.js';
import { connectLive, type LiveState } from '../shared/live.js';
import { reloadNightly } from '../shared/nightly-reload.js';
import { readPageData } from '../shared/page-data.js';
import { findServerAgain } from '../shared/relocate.js';
import { keepAwake } from '../shared/secure-context.js';
import { find } from '../shared/set.js';
import { tellTrial } from '../shared/trial-band.js';
import { createMedia } from './media.js';
import { createPaint } from './paint.js';
import { createVoice } from './sound.js';

/** How often the picture is looked over for what time alone changes. */
const TICK_MS = 250;
/** Groups that do not fit the strip take turns. */
const TURN_MS = 10_000;
const SHIFT_MS = 180_000;

let data = readPageData<HallPageData>(document, 'hall');
let voice = speaker(data.words, data.offset);
let stage = EMPTY_STAGE;
let staleSince: number | null = null;

const paint = createPaint(document);
const showMedia = createMedia(find(document, '#hall'));
const live = connectLive<HallBoard>({
  namespace: '/hall',
  site: data.site,
  build: data.build,
  at: data.at,
  speed: data.speed,
  fold: foldHall,
  addresses: data.addresses,
  zone: data.zone,
});

/**
 * Until the first board comes the server's own picture stands; after that everything is drawn from
 * the newest board.
 */
function draw(): void {
  const now = live.now();
  tellTrial(data, voice, now, live.speed());
  const board = live.board();
  const load = live.load();
  const mark = performance.now();
  const age = (at: number) => (now - at) / live.speed();
  const input = { config: data.config, zone: data.zone, board, load };
  // Before the first board nothing begins; without the server the last good picture stands as it was.
  const isTrue = stage === EMPTY_STAGE || lostSince({ load, staleSince }) === null;
  if (board !== null && isTrue)
    stage = nextStage(stage, sceneCalls(input), ({ at }: Call) => age(at), mark);
  const turn = Math.floor(mark / TURN_MS);
  const { offset } = data;
  const scene = sceneOf({ ...input, stage, now, offset, staleSince, voice, turn });
  if (board === null) paint.frame(scene);
  else {
    paint.scene(scene, age);
    showMedia(scene.media, scene.main === 'quiet' || scene.main === 'none', mark);
  }
}

function follow(state: LiveState): void {
  staleSince = state.kind === 'stale' ? state.since : null;
  draw();
  paint.connection(state.kind);
}

findServerAgain(live, data);
live.onState(follow);
reloadNightly(live, () => data.offset);
keepAwake();
live.onIdentify(createIdentify(find(document, '#identify')));
const loud = createVoice(document, live.now);
live.onSound(loud.play, (message) => {
  loud.tell(message);
  paint.speaking(message.calls);
  draw();
});
live.onLoad(draw);
live.onBoard(draw);
followConfig<HallPageData>(
  live,
  'hall',
  () => data.configVersion,
  (fresh) => {
    data = fresh;
    voice = speaker(data.words, data.offset);
    draw();
  },
);
setInterval(draw, TICK_MS);
setInterval(() => paint.shift(Math.floor(performance.now() / SHIFT_MS)), SHIFT_MS);
