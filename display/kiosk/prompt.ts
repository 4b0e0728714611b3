/** What a kiosk reads out: after a touch alone, one sentence at a time, and never beyond its page. */

export class Prompt {
  constructor(private readonly audio: HTMLAudioElement) {}

  /** From its start, also where it is being read. */
  play(src: string): void {
    const { audio } = this;
    audio.src = src;
    // Without a loudspeaker, or stopped on its way: what it says stands on the page.
    audio.play().catch(() => undefined);
  }

  stop(): void {
    this.audio.pause();
  }
}
