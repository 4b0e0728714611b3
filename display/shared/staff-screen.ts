/**
 * What the door and the desk have in common as running pages: live connection, outbox, commands, the
 * clock in the header, redrawing. The screen itself says what to draw and what presses mean.
 */
import { emptyBoard } from '../../server/domain/board.js';
import { foldStaff } from '../../server/domain/live-fold.js';
import { type Speaker, speaker } from '../../server/domain/wording.js';
import type { Board } from '../../server/protocol/board.js';
import type { StaffConfig, WorkerPageData } from '../../server/protocol/page.js';
import { type Refusal, createAttempter } from './api.js';
import { need } from './dom.js';
import { type LiveConnection, connectLive } from './live.js';
import { Outbox, type Pending } from './outbox.js';
import { fetchPageData } from './page-data.js';
import { Presence } from './presence.js';
import { PressGuard } from './press-guard.js';
import type { LastDone } from './staff-parts.js';
import { tellTrial } from './trial-band.js';
import { StaffCommands } from './staff-commands.js';
import { type Scene, type StaffSite, staffSite } from './staff-site.js';

export type StaffData = WorkerPageData & { config: StaffConfig };

export interface StaffScreenOptions<D extends StaffData> {
  data: D;
  /** Tells the windows of one counter apart: each keeps its own unanswered presses. The door has one. */
  window?: string;
  /** Somebody is certainly at the screen, though nobody touches it: a shared device stays open. */
  attended?(): boolean;
  draw(): void;
  onAccepted(pending: Pending, body: unknown): void;
  said(pending: Pending, body: unknown): Pick<LastDone, 'number' | 'sentence'> | null;
  onRefused(pending: Pending, problem: Refusal): void;
}

const NO_BOARD: Board = emptyBoard();

/** Running times step each second; half of it keeps them from skipping one. */
const TICK_MS = 500;

export interface StaffScreen {
  readonly guard: PressGuard;
  readonly commands: StaffCommands;
  readonly outbox: Outbox;
  /** Everything as it is now. */
  scene(): Scene;
  /** Draws once for all that changed in this turn. */
  redraw(): void;
}

/** Connects, takes up what an earlier page left unanswered, and draws from then on. */
export function openStaffScreen<D extends StaffData>(options: StaffScreenOptions<D>): StaffScreen {
  const { data } = options;
  let site: StaffSite = staffSite(data);
  let words: Speaker = speaker(data.words, data.offset);
  let configVersion = data.configVersion;
  let printers: Scene['printers'] = new Map();
  let drawing = false;

  const guard = new PressGuard(document.documentElement);
  const live: LiveConnection<Board> = connectLive<Board>({
    namespace: '/staff',
    site: data.site,
    build: data.build,
    at: data.at,
    speed: data.speed,
    fold: foldStaff,
    admitted: () => presence.check(),
  });
  const outbox: Outbox = new Outbox({
    attempt: createAttempter(data.site, data.language),
    storageName: `motcua.outbox.${data.site}.${data.me.person.id}.${options.window ?? data.screen}`,
    storage: storageOf(),
    now: live.now,
    mayGo: () => !presence.vacant,
    onAnswer: (pending, answer) => commands.settle(pending, answer),
    onBarred: (locked) => presence.barred(locked),
    onChange: redraw,
  });
  const commands = new StaffCommands(outbox, {
    now: live.now,
    said: options.said,
    onAccepted: (pending, body) => {
      options.onAccepted(pending, body);
      redraw();
    },
    onRefused: (pending, problem) => {
      options.onRefused(pending, problem);
      redraw();
    },
  });

  const presence: Presence = new Presence({
    data,
    words,
    pending: () => outbox.pending(),
    sendNow: () => outbox.retryNow(),
    connected: () => live.state().kind === 'live',
    attended: () => options.attended?.() ?? false,
    onBack: () => {
      live.again();
      outbox.retryNow();
    },
  });

  function scene(): Scene {
    return {
      site,
      words,
      board: live.board() ?? NO_BOARD,
      load: live.load(),
      printers,
      now: live.now(),
      link: live.state(),
    };
  }

  function redraw(): void {
    if (drawing) return;
    drawing = true;
    queueMicrotask(() => {
      drawing = false;
      drawHeader(scene());
      tellTrial(data, words, live.now(), live.speed());
      presence.draw();
      options.draw();
    });
  }

  /** The site was configured anew: the page brings the configuration, so it is asked for again. */
  async function refreshConfig(version: number): Promise<void> {
    configVersion = version;
    try {
      const fresh = await fetchPageData<D>(data.screen);
      site = staffSite(fresh);
      words = speaker(fresh.words, fresh.offset);
      redraw();
    } catch {
      // The server is not there just now; the next board asks again.
      configVersion = version - 1;
    }
  }

  live.onBoard((board) => {
    if (board.configVersion > configVersion) void refreshConfig(board.configVersion);
    redraw();
  });
  live.onLoad(redraw);
  live.onPrinters((told) => {
    printers = new Map(told.map((printer) => [printer.id, printer]));
    redraw();
  });
  live.onState((state) => {
    if (state.kind === 'live') outbox.retryNow();
    redraw();
  });
  guard.start();
  presence.start();
  setInterval(redraw, TICK_MS);
  outbox.start();
  redraw();
  return { guard, commands, outbox, scene, redraw };
}

const CONNECTION = {
  connecting: 'shared.connecting',
  live: 'shared.connected',
  stale: 'shared.disconnected',
} as const;

function drawHeader({ words, link, now }: Scene): void {
  const connection = need('#connection', HTMLElement);
  connection.dataset['state'] = link.kind;
  write(connection, words.say(CONNECTION[link.kind]));
  write(need('#clock', HTMLElement), words.time(now));
}

/** Writes only what changed: a live region repeats whatever is written into it. */
function write(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

/** Private windows may forbid storage: then presses live as long as the page. */
function storageOf(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
