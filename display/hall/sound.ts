/** The one voice of a hall screen: televisions play one thing at a time. */
import type { Heard, Sound } from '../../server/protocol/live.js';

/** ms for which a screen says that its sound is blocked: as long as somebody is there to mend it. */
const TOLD_MS = 60_000;

/** Plays what is asked and tells what became of it; a blocked one is played at the next touch. */
export function createSound(
  page: Document,
): (message: Sound, done: (heard: Heard) => void) => void {
  const voice = page.querySelector<HTMLAudioElement>('#sound');
  const muted = page.querySelector<HTMLElement>('#muted');
  let told = 0;
  function tell(blocked: boolean): void {
    clearTimeout(told);
    if (!muted) return;
    muted.hidden = !blocked;
    // The OK of a remote control presses what has the focus.
    if (blocked) muted.focus();
    if (blocked) told = window.setTimeout(() => tell(false), TOLD_MS);
  }
  if (muted)
    muted.onclick = () =>
      void voice?.play().then(
        () => tell(false),
        () => undefined,
      );
  return ({ src }, done) => {
    if (!voice) return done('failed');
    voice.onended = () => done('played');
    voice.onerror = () => done('failed');
    voice.src = src;
    voice.play().then(
      () => tell(false),
      ({ name }: Error) => {
        const blocked = name === 'NotAllowedError';
        done(blocked ? 'blocked' : 'failed');
        tell(blocked);
      },
    );
  };
}
