/**
 * One zone's loudspeaker as this process runs it: keeps the queue, takes the zone where it has something that
 * can speak, and says one thing at a time.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { localMinute } from '../domain/day.js';
import {
  chooseSpeaker,
  type Choice,
  type Loudspeaker,
  RANKS,
  volumeAt,
  wantedSpeaker,
} from '../domain/speaker-choice.js';
import { speechParts } from '../domain/speech-parts.js';
import {
  begin,
  callKey,
  EMPTY_QUEUE,
  end,
  nextUtterance,
  prune,
  saidElsewhere,
  sayingOf,
  type SpeechQueue,
  stands,
  type Utterance,
  wakeAt,
} from '../domain/speech-queue.js';
import type { SiteView } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { Clip, Saying, Voices } from './ports.js';
import type { ZoneClaim } from './zone-claim.js';

/** ms between two looks at who has the zone. */
const RENEW = 2_000;
/** ms between two times that it is written down that something can speak. */
const REMIND = 3_600_000;
/** ms longer than it lasts that something may take before it is given up. */
export const SLACK = 1_500;

export interface ZoneParts {
  zone: string;
  view: SiteView;
  claim: ZoneClaim;
  voices: Voices;
  /** What could speak, as of now. */
  loudspeakers(): Loudspeaker[];
  /** Takes a loudspeaker for itself; false while it speaks for another zone. */
  take(speaker: string): boolean;
  free(speaker: string): void;
  say(speaker: string, clip: Clip, volume: number): Promise<Saying>;
  /** These calls are being said from now on, for `ms` at the most. */
  speaking(calls: string[], ms: number): void;
  /** Who has the zone has changed. */
  changed(): void;
  /** Site time, ms. */
  now(): number;
  log: Log;
}

export class ZoneSpeech {
  queue: SpeechQueue = EMPTY_QUEUE;
  /** Calls that were shown and not said since the process began. */
  unsaid = 0;
  /** A pack lacked the words of the newest announcement. */
  wordless = false;
  whose: 'nobody' | 'mine' | 'another' = 'nobody';
  /** Something could speak here within the last weeks: that nothing can is missed. */
  had = false;
  readonly #parts: ZoneParts;
  /** Monotonic ms at which it was last written down that something can speak. */
  #writtenHad = -Infinity;
  /** Monotonic ms until which a process before this one may be heard. */
  #quietUntil = 0;
  #asking = false;
  /** Something changed while it was being asked. */
  #askAgain = false;
  #saying = false;
  #stopped = false;
  #renewing: NodeJS.Timeout | undefined;
  #waking: NodeJS.Timeout | undefined;

  constructor(parts: ZoneParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#renewing = setInterval(() => this.renew(), RENEW);
    this.renew();
  }

  /** Another process may take the zone at once. What is being said is said to its end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#renewing);
    clearTimeout(this.#waking);
    await this.#parts.claim.claim(RANKS.none).catch(() => undefined);
  }

  /** Something is being said here. */
  get speaks(): boolean {
    return this.#saying;
  }

  /** Begins nothing for so many ms. */
  pause(ms: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, performance.now() + ms);
  }

  choice(): Choice {
    const { view, zone } = this.#parts;
    const { voice, zones } = view.config;
    const wanted = wantedSpeaker(voice, zone);
    return chooseSpeaker(zone, this.#parts.loudspeakers(), wanted, zones.length === 1);
  }

  /** The queue has changed. */
  update(change: (queue: SpeechQueue, now: number) => SpeechQueue): void {
    this.queue = change(this.queue, performance.now());
    this.go();
  }

  /** Takes, keeps or gives back the zone, by what there is to speak with. */
  renew(): void {
    if (this.#stopped) return;
    this.#askAgain = this.#asking;
    if (this.#asking) return;
    this.#asking = true;
    this.#renew()
      .catch((error: unknown) => {
        this.whose = 'nobody';
        this.#parts.log.debug({ err: error }, 'asking for a zone failed');
      })
      .finally(() => {
        this.#asking = false;
        if (this.#askAgain) this.renew();
        this.go();
      });
  }

  async #renew(): Promise<void> {
    const { claim, changed } = this.#parts;
    const before = this.whose;
    const claimed = await claim.claim(this.choice().rank);
    if (this.#stopped) return void (await claim.claim(RANKS.none));
    this.whose = claimed.whose;
    if (claimed.whose === 'mine' && before !== 'mine') {
      this.#quietUntil = performance.now() + claimed.busy;
      this.queue = saidElsewhere(this.queue, claimed.said, performance.now());
    }
    if (claimed.yields && !this.#saying) {
      this.whose = 'nobody';
      await claim.claim(RANKS.none);
    }
    await this.#rememberSpeaker();
    if (this.whose !== before) changed();
  }

  async #rememberSpeaker(): Promise<void> {
    const { claim } = this.#parts;
    const now = performance.now();
    if (this.choice().rank === RANKS.none) {
      if (!this.had) this.had = await claim.had();
    } else if (now - this.#writtenHad > REMIND) {
      await claim.keepHad();
      this.had = true;
      this.#writtenHad = now;
    }
  }

  /** Says what is next, if something is and it can be said. */
  go(): void {
    clearTimeout(this.#waking);
    if (this.#stopped) return;
    const now = performance.now();
    const pruned = prune(this.queue, now);
    this.queue = pruned.queue;
    if (pruned.late.length > 0) this.#miss(pruned.late);
    const next = nextUtterance(this.queue, now, this.#repeats);
    const mine = this.whose === 'mine';
    if (next && mine && now >= this.#quietUntil && !this.#saying) this.#start(next);
    if (this.#saying) return;
    // What can speak may come later: then somebody calls this again.
    const moment = next ? (mine ? this.#quietUntil : 0) : wakeAt(this.queue, this.#repeats);
    if (moment === null || (next && moment <= now)) return;
    this.#waking = setTimeout(() => this.go(), Math.max(1, moment - now));
  }

  /** That nobody answered shows only where officers say that somebody came. */
  get #repeats(): boolean {
    return this.#parts.view.config.rules.needsStart;
  }

  #start(next: Utterance): void {
    const { speaker } = this.choice();
    if (speaker === null || !this.#parts.take(speaker.id)) return;
    this.#saying = true;
    this.#say(next, speaker.id)
      .catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'an announcement was not begun');
        this.#quietUntil = performance.now() + SLACK;
      })
      .finally(() => {
        this.#saying = false;
        this.#parts.free(speaker.id);
        this.renew();
        this.go();
      });
  }

  async #say(next: Utterance, speaker: string): Promise<void> {
    const { view, voices, claim, log } = this.#parts;
    const clips = speechParts(next, view.config).flatMap((part) => voices.spoken(view, part) ?? []);
    const percent = volumeAt(
      view.config.voice,
      localMinute(this.#parts.now(), view.config.site.timeZone),
    );
    this.wordless = clips.length === 0 || clips.some(({ missing }) => missing.length > 0);
    if (clips.length === 0) log.warn({ site: view.id, id: next.id }, 'no pack has the words');
    const ms = clips.reduce((sum, clip) => sum + clip.ms + SLACK, 0);
    const turn = randomUUID();
    const begun = await claim.begin(turn, ms, sayingOf(next));
    if (begun.kind === 'said') {
      this.queue = saidElsewhere(this.queue, begun.sayings, performance.now());
      return;
    }
    if (begun.kind === 'busy') this.#quietUntil = performance.now() + begun.ms;
    if (begun.kind === 'lost') this.whose = 'nobody';
    if (begun.kind !== 'begun') return;
    // Somebody may have come, or been called with the others, while Redis was asked.
    const now = performance.now();
    const still = nextUtterance(prune(this.queue, now).queue, now, this.#repeats);
    const same = still && String(sayingOf(still)) === String(sayingOf(next));
    if (!same || this.#stopped) return claim.end(turn, sayingOf(next));
    this.queue = begin(this.queue, next, now);
    const heard =
      percent === 0 || clips.length === 0 || (await this.#play(next, speaker, clips, percent));
    this.queue = end(this.queue, heard, performance.now());
    await claim.end(turn, heard ? [] : sayingOf(next)).catch((error: unknown) => {
      log.debug({ err: error }, 'the end of an announcement was not written down');
    });
  }

  /** @returns false where nothing of it came out */
  async #play(next: Utterance, speaker: string, clips: Clip[], percent: number): Promise<boolean> {
    const { speaking, say } = this.#parts;
    const left = (): number => clips.reduce((sum, clip) => sum + clip.ms + SLACK, 0);
    speaking(next.calls.map(callKey), left());
    let heard = false;
    for (const clip of clips) {
      // A further language is for somebody who has not come yet.
      if (heard && !stands(this.queue, next)) break;
      const became = await say(speaker, clip, percent / 100);
      if (became === 'blocked' || became === 'failed') break;
      heard = true;
    }
    speaking([], 0);
    return heard;
  }

  #miss(late: readonly Utterance[]): void {
    const { log, view, zone, changed, loudspeakers } = this.#parts;
    const calls = late.reduce((sum, one) => sum + one.calls.length, 0);
    // What another process says is dropped here as too old, too; and a sentence is no call.
    if (this.whose === 'another' || calls === 0) return;
    // Where nothing speaks by anybody's wish, nobody misses it.
    if (loudspeakers().length === 0 && wantedSpeaker(view.config.voice, zone) === null) return;
    this.unsaid += calls;
    log.warn({ site: view.id, zone, calls }, 'shown and not said');
    changed();
  }
}
