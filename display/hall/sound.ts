/** The one voice of a hall screen: televisions play one thing at a time. What is said when the server decides. */
import type { Heard, Sound, Speaking } from '../../server/protocol/live.js';

/** ms after its length at which what has not ended is cut off: it would be heard beside the next. */
const LATE_MS = 800;

export interface Voice {
  /** Plays what is asked, unless it was held up on the way, and tells what became of it. */
  play(message: Sound, done: (heard: Heard) => void): void;
  /** Says on the screen that nothing is heard before somebody touches it. */
  tell(message: Speaking): void;
}

/** @param now site time, ms */
export function createVoice(page: Document, now: () => number): Voice {
  const voice = page.querySelector<HTMLAudioElement>('#sound');
  const muted = page.querySelector<HTMLElement>('#muted');
  let ending = 0;
  if (muted)
    // What was refused is old by now: the touch only opens the way, and the server goes on.
    muted.onclick = () => {
      if (!voice) return;
      voice.volume = 0;
      voice.play().then(
        () => (muted.hidden = true),
        () => 0,
      );
    };
  return {
    play({ src, ms, volume, by }, done) {
      clearTimeout(ending);
      if (!voice || now() > by) return done('failed');
      voice.onended = () => done('played');
      voice.onerror = () => done('failed');
      voice.src = src;
      voice.volume = volume;
      voice.play().then(
        () => (voice.onerror = () => done('cut')),
        ({ name }: Error) => done(name === 'NotAllowedError' ? 'blocked' : 'failed'),
      );
      ending = window.setTimeout(() => {
        voice.pause();
        done('cut');
      }, ms + LATE_MS);
    },
    tell({ blocked }) {
      if (!muted) return;
      muted.hidden = !blocked;
      // The OK of a remote control presses what has the focus.
      if (blocked) muted.focus();
    },
  };
}
