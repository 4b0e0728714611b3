/** What speaking needs of the rest of the server. */
import type { Loudspeaker } from '../domain/speaker-choice.js';
import type { SpeechPart } from '../domain/speech-parts.js';
import type { SiteView } from '../live/site-view.js';
import type { Heard, Sound, Speaking } from '../protocol/live.js';
import type { ScreenState } from '../protocol/operations.js';

/** What became of a sound; `silent`: nobody answered. */
export type Saying = Heard | 'silent';

/** A sound that can be played, and how long it lasts. */
export interface Clip {
  src: string;
  ms: number;
  /** Words that no pack has: then it is the chime alone. */
  missing: readonly string[];
}
export interface Voices {
  /** @returns `null` where nothing could be heard */
  spoken(site: SiteView, part: SpeechPart): Clip | null;
  /** Whether something can be heard shows by this, played without a sound. */
  probe(site: SiteView): Clip | null;
}

/** The hall screens that are open on this server. */
export interface HallScreens {
  list(site: string): ScreenState[];
  loudspeakers(site: string): Loudspeaker[];
  /**
   * Plays something on one screen; never rejects.
   * @param audible whether it shows that the screen is heard, or only that it may play
   */
  say(
    screen: string,
    sound: Sound,
    within: number,
    audible: 'test' | 'call' | 'probe',
  ): Promise<Saying>;
  /** A screen is going to play the sentence of the sound check. */
  expect(screen: string): void;
  /** Tells each screen of a site what differs from what it was told before. */
  tell(site: string, what: (screen: ScreenState) => Speaking): void;
  /** A screen came, went, or can speak other than before. @returns a function that ends the listening */
  onChange(listener: (site: string) => void): () => void;
}
