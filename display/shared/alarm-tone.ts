/** The sound of the bell: two short notes made by the browser, and a buzz where the device has one. */

/** Hz and seconds. High enough for a small loudspeaker in a hall, soft enough for a library. */
const NOTES = [
  { pitch: 880, at: 0 },
  { pitch: 1175, at: 0.18 },
];
const LENGTH_S = 0.16;
const LOUDNESS = 0.35;
/** The shortest ramp that does not click. */
const RAMP_S = 0.02;
const BUZZ_MS = [180, 90, 180];

export class AlarmTone {
  private audio: AudioContext | null = null;

  /** Browsers let a page make sound from the first touch on; a phone that was locked asks for another. */
  listenForTouch(root: Document, onReady: () => void): void {
    const touched = (): void => {
      if (this.ready) return;
      this.audio ??= new AudioContext();
      void this.audio.resume().then(onReady);
    };
    root.addEventListener('pointerup', touched, { capture: true });
    root.addEventListener('keydown', touched, { capture: true });
  }

  /** Somebody touched the page since it was opened, and a sound would be heard. */
  get ready(): boolean {
    return this.audio?.state === 'running';
  }

  /** Whoever locks a phone stops its sound; most let a page that was touched before go on. */
  wake(): void {
    if (!this.ready) void this.audio?.resume();
  }

  /** @param buzz ms on, off, on … */
  play(buzz: number[] = BUZZ_MS): void {
    const { audio } = this;
    if (audio === null) return;
    // iPhones have no such call; it needs no sound.
    if ('vibrate' in navigator) navigator.vibrate(buzz);
    if (!this.ready) return this.wake();
    for (const { pitch, at } of NOTES) {
      const begin = audio.currentTime + at;
      const gain = audio.createGain();
      gain.gain.setValueAtTime(0, begin);
      gain.gain.linearRampToValueAtTime(LOUDNESS, begin + RAMP_S);
      gain.gain.linearRampToValueAtTime(0, begin + LENGTH_S);
      const note = audio.createOscillator();
      note.frequency.value = pitch;
      note.connect(gain).connect(audio.destination);
      note.start(begin);
      note.stop(begin + LENGTH_S);
    }
  }
}
