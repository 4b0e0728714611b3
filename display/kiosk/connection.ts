/** The kiosk's line to the server: its present state, whole, and whether the line stands. */
import { io, type Socket } from 'socket.io-client';
import type {
  KioskClientToServer,
  KioskHandshake,
  KioskServerToClient,
  KioskState,
} from '../../server/protocol/kiosk.js';
import { createSiteClock, type SiteClock } from '../shared/site-clock.js';

export interface KioskConnectionOptions {
  site: string;
  build: string;
  /** Site time (ms) and speed that the server wrote into the page. */
  at: number;
  speed: number;
  onChange: () => void;
  /** The server has another build of the screens. */
  onNewBuild: () => void;
  /** This machine is no kiosk any more. */
  onRevoked: () => void;
}

/** As `shared/live.ts`: silence, and a closed line that may be a restart, ms. */
const SILENCE_MS = 9_000;
const GRACE_MS = 2_000;
const WATCH_MS = 500;
const REFUSED_MS = 2_000;

export class KioskConnection {
  readonly clock: SiteClock;
  /** `null` before the first. */
  state: KioskState | null = null;
  /** Site time (ms) of the last word of the server; `null` while it is heard. */
  lostSince: number | null = null;
  readonly #options: KioskConnectionOptions;
  readonly #socket: Socket<KioskServerToClient, KioskClientToServer>;
  #heard = performance.now();
  #closed: number | null = null;

  constructor(options: KioskConnectionOptions) {
    this.#options = options;
    this.clock = createSiteClock(options.at, options.speed);
    const { site, build } = options;
    const auth: KioskHandshake = { site, build };
    this.#socket = io('/kiosk', {
      ...{ transports: ['websocket', 'polling'], tryAllTransports: true, autoConnect: false },
      ...{ reconnectionDelay: 500, reconnectionDelayMax: 3_000, timeout: 5_000, auth },
    });
  }

  start(): void {
    const socket = this.#socket;
    socket.on('hello', (hello) => {
      this.clock.set(hello.at, hello.speed);
      if (hello.build !== this.#options.build) this.#options.onNewBuild();
    });
    socket.on('state', (state) => {
      this.state = state;
      this.clock.follow(state.at);
      this.#hear();
      this.#options.onChange();
    });
    socket.on('disconnect', () => {
      this.#closed = this.#closed ?? performance.now();
      this.#comeBack();
    });
    socket.on('connect_error', ({ message }) => {
      if (message === 'signed-out' || message === 'not-allowed') this.#options.onRevoked();
      this.#comeBack();
    });
    socket.io.on('ping', () => this.#hear());
    setInterval(() => this.#watch(), WATCH_MS);
    socket.connect();
  }

  #hear(): void {
    this.#heard = performance.now();
    if (!this.#socket.connected || this.state === null) return;
    this.#closed = null;
    if (this.lostSince === null) return;
    this.lostSince = null;
    this.#options.onChange();
  }

  #watch(): void {
    const now = performance.now();
    const gone = this.#closed !== null && now - this.#closed >= GRACE_MS;
    if (this.lostSince !== null || !(gone || now - this.#heard >= SILENCE_MS)) return;
    this.lostSince = this.clock.now() - (now - this.#heard) * this.clock.speed();
    this.#options.onChange();
  }

  /** Where the server closed or refused by its own hand, socket.io leaves coming back to us. */
  #comeBack(): void {
    if (this.#socket.active) return;
    setTimeout(
      () => {
        if (!this.#socket.active) this.#socket.connect();
      },
      REFUSED_MS * (0.5 + Math.random()),
    );
  }
}
