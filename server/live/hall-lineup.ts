/** The hall screens that are open on this server, for those who look after them. */
import { randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HallBoard } from '../protocol/board.js';
import type { IdentifyAnswer, ScreenState, SoundAnswer } from '../protocol/operations.js';
import { handshake, heard } from '../protocol/schema/live.js';
import type { Screen, Screens } from './outlet.js';

/** Letters and digits that nobody takes for one another across a hall. */
const LETTERS = 'ACEHKLMNPRTXY';
const DIGITS = '34679';
/** Seconds for which a screen shows its code. */
const SHOWN_SECONDS = 20;
/** ms after which a screen that said nothing of a sentence played none: the longest lasts four seconds. */
const HEARD_WITHIN = 10_000;

interface Open {
  screen: Screen<HallBoard>;
  site: string;
  state: ScreenState;
}

export class HallLineup {
  readonly #open = new Map<string, Open>();

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
      const { site, zone = null, build } = auth.data;
      const state: ScreenState = {
        id: screen.id,
        zone,
        device: null,
        current: build === undefined ? null : build === this.build,
        since: Date.now(),
        sound: null,
      };
      this.#open.set(screen.id, { screen, site, state });
      void devices.get(screen)?.then((device) => {
        state.device = device;
      });
      screen.on('disconnect', () => this.#open.delete(screen.id));
    });
  }

  /** Oldest first. */
  list(site: string): ScreenState[] {
    return this.#of(site).map(({ state }) => state);
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

  /**
   * Plays a sentence on the screens of a zone; `list` tells what became of it.
   * @param zone `null` for the screens that show all zones
   * @param src address of the sentence on this server
   */
  play(site: string, zone: string | null, src: string): SoundAnswer {
    const screens = this.#of(site).filter(({ state }) => state.zone === zone);
    for (const { screen, state } of screens) {
      state.sound = 'asked';
      screen.timeout(HEARD_WITHIN).emit('sound', { src }, (late, said) => {
        const read = heard.safeParse(said);
        state.sound = late !== null ? 'silent' : read.success ? read.data : 'failed';
      });
    }
    return { screens: screens.map(({ state }) => ({ ...state })) };
  }

  #of(site: string): Open[] {
    return [...this.#open.values()].filter((open) => open.site === site);
  }
}
