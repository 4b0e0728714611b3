/** Why zones are not heard, and since when. */
import { type Loudspeaker, SERVER_SPEAKER } from '../domain/speaker-choice.js';
import type { ScreenState, SoundCause, SoundTrouble } from '../protocol/operations.js';
import type { ZoneSpeech } from './zone-speech.js';

/**
 * What is the matter with the sound of a zone; `null` while all is well or another process has it.
 * @param speaker who speaks there now
 * @param wanted who was named to
 * @param screens that show the zone
 */
export function causeOf(
  speech: Pick<ZoneSpeech, 'wordless' | 'whose'>,
  speaker: Loudspeaker | null,
  wanted: string | null,
  screens: readonly ScreenState[],
): SoundCause | null {
  if (speech.wordless) return 'wordless';
  if (speech.whose === 'another') return null;
  if (wanted === SERVER_SPEAKER && speaker?.id !== SERVER_SPEAKER) return 'no-player';
  if (speaker !== null) {
    return wanted === null || speaker.device === wanted || speaker.id === wanted
      ? null
      : 'stand-in';
  }
  if (screens.some(({ sound }) => sound === 'blocked')) return 'blocked';
  if (screens.length > 0) return 'silent';
  return 'no-screen';
}

export class TroubleWatch {
  readonly #known = new Map<string, SoundTrouble>();

  /**
   * What is the matter now. One cause after another is one trouble: a screen that comes back silent was away
   * before.
   * @param causes by zone id; zones in which all is well are absent
   * @param now site time, ms
   */
  look(causes: ReadonlyMap<string, SoundCause>, now: number): SoundTrouble[] {
    for (const zone of this.#known.keys()) if (!causes.has(zone)) this.#known.delete(zone);
    for (const [zone, cause] of causes) {
      const since = this.#known.get(zone)?.since ?? now;
      this.#known.set(zone, { zone, cause, since });
    }
    return [...this.#known.values()];
  }
}
