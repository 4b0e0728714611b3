/** The hall screens that are open on this server, for those who look after them. */
import { randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HallBoard } from '../protocol/board.js';
import type { Loudspeaker } from '../domain/speaker-choice.js';
import type { Heard, Sound, Speaking } from '../protocol/live.js';
import type { IdentifyAnswer, ScreenState } from '../protocol/operations.js';
import { handshake, heard } from '../protocol/schema/live.js';
import type { Screen, Screens } from './outlet.js';

/** Letters and digits that nobody takes for one another across a hall. */
const LETTERS = 'ACEHKLMNPRTXY';
const DIGITS = '34679';
/** Seconds for which a screen shows its code. */
const SHOWN_SECONDS = 20;
/** ms after which a ping that was not answered is told: a second is long on a hall's network. */
const ANSWER_MS = 1_500;

interface Open {
  screen: Screen<HallBoard>;
  site: string;
  state: ScreenState;
  /** It played what it was last asked to. */
  able: boolean;
  /** It hangs above a counter, and is silent. */
  sign: boolean;
  /** What it was last told of the sound, as JSON. */
  told: string;
  /** Real time, ms, of the ping that it still owes an answer to; `null` for none. */
  pinged(): number | null;
}

export class HallLineup {
  readonly #open = new Map<string, Open>();
  readonly #listeners = new Set<(site: string) => void>();

  /**
   * @param build of this server's screens
   * @param deviceOf id of the paired device that sent a request
   */
  constructor(
    private readonly build: string,
    private readonly deviceOf: (request: IncomingMessage) => Promise<string | null>,
  ) {}

  /** To be called after the namespace was opened, so that whom it sends away is not counted. */
  watch(screens: Screens<HallBoard>): void {
    // The request is let go of once the screen is welcomed.
    const devices = new WeakMap<Screen<HallBoard>, Promise<string | null>>();
    screens.use((screen, next) => {
      devices.set(
        screen,
        this.deviceOf(screen.request).catch(() => null),
      );
      next();
    });
    screens.on('connection', (screen) => {
      const auth = handshake.safeParse(screen.handshake.auth);
      if (!auth.success || !screen.connected) return;
      const { site, zone = null, build, counter } = auth.data;
      const sign = counter !== undefined;
      const state: ScreenState = {
        id: screen.id,
        zone,
        counter: counter ?? null,
        lag: null,
        silentSince: null,
        device: null,
        current: build === undefined ? null : build === this.build,
        since: Date.now(),
        sound: null,
      };
      const pinged = followPings(screen, state);
      this.#open.set(screen.id, { screen, pinged, site, state, sign, able: false, told: '' });
      void devices.get(screen)?.then((device) => {
        state.device = device;
        this.#changed(site);
      });
      screen.on('disconnect', () => {
        this.#open.delete(screen.id);
        this.#changed(site);
      });
      this.#changed(site);
    });
  }

  /** Oldest first. */
  list(site: string): ScreenState[] {
    return this.#of(site).map(({ state, pinged }) => {
      const asked = pinged();
      const silent = asked !== null && Date.now() - asked > ANSWER_MS;
      return { ...state, silentSince: silent ? asked : null };
    });
  }

  /** Shows a code of its own on each screen of a site. */
  identify(site: string): IdentifyAnswer {
    const free = [...LETTERS].flatMap((letter) => [...DIGITS].map((digit) => letter + digit));
    const screens = this.#of(site).map(({ screen, state }) => {
      // More screens than codes are more than any hall has: then a code stands on two.
      const [code = ''] = free.length > 1 ? free.splice(randomInt(free.length), 1) : free;
      screen.emit('identify', { code, seconds: SHOWN_SECONDS });
      return { ...state, code };
    });
    return { seconds: SHOWN_SECONDS, screens };
  }

  /** A screen came, went, or can speak other than before. @returns a function that ends the listening */
  onChange(listener: (site: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  loudspeakers(site: string): Loudspeaker[] {
    return this.#of(site).flatMap(({ state, able, sign }) => {
      const { id, zone, device, since } = state;
      return sign ? [] : [{ id, zone, device, since, able }];
    });
  }

  /**
   * Plays something on one screen; never rejects. `list` tells of what cannot be heard, and of each test.
   * @param within ms after which a screen that said nothing is taken for dead
   * @param audible whether people listen to it, are called by it, or nothing is heard
   */
  say(
    id: string,
    sound: Sound,
    within: number,
    audible: 'test' | 'call' | 'probe',
  ): Promise<Heard | 'silent'> {
    const open = this.#open.get(id);
    if (open === undefined) return Promise.resolve('failed');
    const { state } = open;
    return new Promise((resolve) => {
      open.screen.timeout(within).emit('sound', sound, (late, said) => {
        const read = heard.safeParse(said);
        const became = late !== null ? 'silent' : read.success ? read.data : 'failed';
        open.able = became === 'played';
        if (!open.able || audible === 'test') state.sound = became;
        else if (state.sound !== 'asked' && state.sound !== 'played') state.sound = null;
        resolve(became);
        this.#changed(open.site);
      });
    });
  }

  /** A screen is going to play the sentence of the sound check. */
  expect(id: string): void {
    const open = this.#open.get(id);
    if (open) open.state.sound = 'asked';
  }

  /** Tells each screen of a site what differs from what it was told before. */
  tell(site: string, what: (screen: ScreenState) => Speaking): void {
    for (const open of this.#of(site).filter(({ sign }) => !sign)) {
      const message = what(open.state);
      const text = JSON.stringify(message);
      if (text === open.told) continue;
      open.told = text;
      open.screen.emit('speaking', message);
    }
  }

  #changed(site: string): void {
    for (const listener of this.#listeners) listener(site);
  }

  #of(site: string): Open[] {
    return [...this.#open.values()].filter((open) => open.site === site);
  }
}

/**
 * Times the pings of the connection, and notes the lag in `state`.
 * @returns when the ping that is not answered yet was sent; `null` for none
 */
function followPings(screen: Screen<HallBoard>, state: ScreenState): Open['pinged'] {
  let asked: number | null = null;
  screen.conn.on('packetCreate', ({ type }) => {
    if (type === 'ping') asked = Date.now();
  });
  screen.conn.on('packet', ({ type }) => {
    if (type !== 'pong' || asked === null) return;
    state.lag = Math.max(0, Date.now() - asked);
    asked = null;
  });
  return () => asked;
}
