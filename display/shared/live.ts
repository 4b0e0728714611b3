/**
 * The live connection of a screen: one socket, one board. The server sends a snapshot
 * or what was missed, then every event with the seq of the one before it; a gap means asking again.
 * Screens never trust their own clock: site time runs on from the server's hello.
 */
import { io, type Socket } from 'socket.io-client';
import type {
  Handshake,
  Have,
  Heard,
  Hello,
  Identify,
  LiveClientToServer,
  LiveEvent,
  LiveServerToClient,
  Load,
  Snapshot,
  Sound,
  Speaking,
} from '../../server/protocol/live.js';
import type { PrinterCondition } from '../../server/protocol/printing.js';
import { answerHere } from './answer-here.js';
import { createSiteClock } from './site-clock.js';
import { reloadOnce } from './reload.js';

export type LiveState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** Nothing was heard from the server since then (site time, ms). */
  | { kind: 'stale'; since: number };

export interface LiveOptions<B> {
  namespace: '/hall' | '/staff';
  site: string;
  /** Build of this page: another one in the server's hello reloads the page. */
  build: string;
  /** Site time (ms) and speed that the server wrote into the page. */
  at: number;
  speed: number;
  /** The fold of this audience (`server/domain/live-fold.ts`). */
  fold: (board: B, event: LiveEvent) => B;
  /** Origins that the page may try when the server is lost: others in its hello reload the page. */
  addresses?: string[];
  /** Zone that a hall screen shows; `null` for all. */
  zone?: string | null;
  /** Counter above which a sign hangs. */
  counter?: string;
  /**
   * Asked when the server closed or refused by its own hand: whether coming back makes sense. Where it
   * does not, somebody must sign in first and `again()` connects. Screens of the hall need nobody.
   */
  admitted?: () => Promise<boolean>;
}

export interface LiveConnection<B> {
  /** After every change; `event` is `null` when a whole snapshot came. */
  onBoard(listener: (board: B, event: LiveEvent | null) => void): void;
  onLoad(listener: (load: Load) => void): void;
  /** Staff only: how the printers are. */
  onPrinters(listener: (printers: PrinterCondition[]) => void): void;
  onState(listener: (state: LiveState) => void): void;
  /** Somebody wants to tell the hall's screens apart. */
  onIdentify(listener: (message: Identify) => void): void;
  /** Something is to be played aloud; `done` tells the server what became of it. `tell`: what to show of it. */
  onSound(
    play: (message: Sound, done: (heard: Heard) => void) => void,
    tell: (message: Speaking) => void,
  ): void;
  /** The newest board, `null` before the first snapshot. */
  board(): B | null;
  load(): Load | null;
  state(): LiveState;
  /** Site time, ms. */
  now(): number;
  /** Speed of site time against real time. */
  speed(): number;
  /** Connects again after `admitted` said no. */
  again(): void;
  stop(): void;
}

/**
 * The server says something every 4 s and takes 4 s more to call a screen dead; a screen that has
 * heard nothing for 9 s says so, within the 10 s that a screen has, with room for a slow timer.
 */
const SILENCE_MS = 9_000;
/** A closed connection may be a restart: this long nothing is said. */
const GRACE_MS = 2_000;
const WATCH_MS = 500;
/** About this long after a refusal a screen tries again. */
const REFUSED_MS = 2_000;
/** Least time between two requests to be brought up to date. */
const ASK_AGAIN_MS = 1_000;

export function connectLive<B>(options: LiveOptions<B>): LiveConnection<B> {
  const clock = createSiteClock(options.at, options.speed);
  const boardListeners: ((board: B, event: LiveEvent | null) => void)[] = [];
  const loadListeners: ((load: Load) => void)[] = [];
  const stateListeners: ((state: LiveState) => void)[] = [];

  let board: B | null = null;
  let load: Load | null = null;
  let have: Have | null = null;
  let state: LiveState = { kind: 'connecting' };
  /** Monotonic times, ms: last word of the server, end of the connection, last resync asked. */
  let heard = performance.now();
  let lost: number | null = null;
  let asked = -ASK_AGAIN_MS;
  let stopped = false;

  const admitted = options.admitted ?? (() => Promise.resolve(true));
  const socket: Socket<LiveServerToClient<B>, LiveClientToServer> = io(options.namespace, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 3_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
    auth: (give: (handshake: Handshake) => void) => {
      const { site, build, zone, counter } = options;
      give({ site, build, ...(zone && { zone }), ...(counter && { counter }), ...have });
    },
  });

  function become(next: LiveState): void {
    if (next.kind === state.kind) return;
    state = next;
    for (const listener of stateListeners) listener(state);
  }

  function hear(): void {
    heard = performance.now();
    if (socket.connected && board !== null) {
      lost = null;
      become({ kind: 'live' });
    }
  }

  /** The server answers with what is missing, or with a snapshot. */
  function askAgain(): void {
    if (!socket.connected || performance.now() - asked < ASK_AGAIN_MS) return;
    asked = performance.now();
    socket.emit('resync', have);
  }

  function take(next: B, event: LiveEvent | null): void {
    board = next;
    hear();
    for (const listener of boardListeners) listener(next, event);
  }

  socket.on('hello', (hello: Hello) => {
    clock.set(hello.at, hello.speed);
    hear();
    const { addresses = hello.addresses } = options;
    const moved = String(hello.addresses) !== String(addresses);
    if (hello.build !== options.build || moved) reloadOnce(hello.build + String(hello.addresses));
  });
  socket.on('snapshot', (snapshot: Snapshot<B>) => {
    have = { seq: snapshot.seq, h: snapshot.h };
    take(snapshot.board, null);
  });
  socket.on('event', (event: LiveEvent) => {
    if (board === null || have === null) return;
    if (event.seq <= have.seq) return;
    if (event.prev !== have.seq) {
      askAgain();
      return;
    }
    have = { seq: event.seq, h: event.h };
    take(options.fold(board, event), event);
  });
  socket.on('load', (next: Load) => {
    load = next;
    clock.follow(next.at);
    hear();
    for (const listener of loadListeners) listener(next);
  });
  socket.on('connect', hear);
  socket.on('disconnect', () => {
    lost = lost ?? performance.now();
    comeBack();
  });
  socket.on('connect_error', ({ message }) => {
    if (message === 'site-unknown') void followSite();
    comeBack();
  });

  /** The site is no more: where its address has become another one's, that one is shown, unless it came back. */
  async function followSite(): Promise<void> {
    const page = await fetch(location.href).catch(() => null);
    if (page && page.ok) reloadOnce(options.site, () => !socket.active);
  }

  /** Asking while it is being connected would ask the server twice, which closes the line. */
  function connect(): void {
    if (!socket.active && !stopped) socket.connect();
  }

  /**
   * Lost lines socket.io mends by itself. Where the server closed or refused by its own hand (it just
   * started and does not know the site yet, a right ended) it leaves that to us.
   */
  function comeBack(): void {
    if (socket.active || stopped) return;
    setTimeout(
      () => void admitted().then((yes) => (yes ? connect() : undefined), connect),
      REFUSED_MS * (0.5 + Math.random()),
    );
  }
  socket.io.on('ping', hear);

  function watch(): void {
    const now = performance.now();
    const silent = now - heard >= SILENCE_MS;
    const gone = lost !== null && now - lost >= GRACE_MS;
    if (state.kind !== 'stale' && (silent || (gone && state.kind === 'live'))) {
      become({ kind: 'stale', since: clock.now() - (now - heard) * clock.speed() });
    }
  }
  const watching = setInterval(watch, WATCH_MS);

  /** A screen that slept, or came back to the network, may have missed what nobody told it. */
  function wake(): void {
    if (document.visibilityState === 'hidden') return;
    watch();
    if (socket.connected) askAgain();
    else connect();
  }
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('pageshow', wake);

  return {
    onBoard: (listener) => void boardListeners.push(listener),
    onLoad: (listener) => void loadListeners.push(listener),
    onPrinters: (listener) => void socket.on('printers', listener),
    onState: (listener) => void stateListeners.push(listener),
    onIdentify: (listener) => void socket.on('identify', listener),
    onSound(play, tell) {
      socket.on('sound', (message, done) => play(message, answerHere(socket, done)));
      socket.on('speaking', tell);
    },
    board: () => board,
    load: () => load,
    state: () => state,
    now: clock.now,
    speed: clock.speed,
    again: connect,
    stop() {
      stopped = true;
      clearInterval(watching);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('pageshow', wake);
      socket.disconnect();
    },
  };
}
