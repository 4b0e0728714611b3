/** Who says it and when: the loudspeakers of all sites, as far as they are this process's. */
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { localMinute } from '../domain/day.js';
import {
  type Loudspeaker,
  SERVER_SPEAKER,
  volumeAt,
  wantedSpeaker,
} from '../domain/speaker-choice.js';
import { FIRST_LANGUAGE } from '../domain/speech-parts.js';
import { spokenZones } from '../domain/spoken-zones.js';
import type { SiteRelay } from '../live/relay.js';
import type { SiteRelays } from '../live/relays.js';
import type { SiteView } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { Sound } from '../protocol/live.js';
import type { SoundAnswer, SoundCause, SoundTrouble, ZoneSound } from '../protocol/operations.js';
import type { Clip, HallScreens, Saying, Voices } from './ports.js';
import type { ServerSpeaker } from './server-speaker.js';
import { SiteSpeech } from './site-speech.js';
import { SpokenCalls } from './spoken-calls.js';
import { causeOf, TroubleWatch } from './trouble-watch.js';
import { ZoneClaim } from './zone-claim.js';
import { SLACK, ZoneSpeech } from './zone-speech.js';

/** ms between two looks whether screens that could not speak can by now. */
const PROBE = 2_500;
/** ms that something is late at most when it is begun: a line that stood still brings it later. */
const ON_THE_WAY = 700;

export interface SpeechParts {
  redis: Redis;
  tail: () => Redis;
  relays: Pick<SiteRelays, 'listen'>;
  screens: HallScreens;
  voices: Voices;
  server: ServerSpeaker;
  clock: Clock;
  /** Tells server processes apart. */
  owner: string;
  log: Log;
}

export class Speech {
  readonly #parts: SpeechParts;
  readonly #sites = new Map<
    string,
    { relay: SiteRelay; speech: SiteSpeech; watch: TroubleWatch }
  >();
  readonly #spoken: SpokenCalls;
  /** Loudspeakers that are speaking; a screen that shows all zones speaks for several. */
  readonly #taken = new Set<string>();
  /** Sound checks that wait until somebody has finished speaking. */
  readonly #waiting = new Set<() => void>();
  readonly #forget: (() => void)[] = [];
  #prober: NodeJS.Timeout | undefined;

  constructor(parts: SpeechParts) {
    this.#parts = parts;
    this.#spoken = new SpokenCalls(parts, (site) => this.#show(site));
  }

  start(): void {
    const { relays, screens } = this.#parts;
    this.#spoken.start();
    this.#forget.push(
      relays.listen(
        (relay) => this.#add(relay),
        ({ id }) => void this.#drop(id),
      ),
      screens.onChange((site) => this.#look(site)),
    );
    this.#prober = setInterval(() => this.#probeAll(), PROBE);
    this.#probeAll();
  }

  /** Gives the zones back, so that another process speaks at once. */
  async stop(): Promise<void> {
    clearInterval(this.#prober);
    for (const forget of this.#forget) forget();
    this.#spoken.stop();
    await Promise.all([...this.#sites.keys()].map((id) => this.#drop(id)));
    this.#parts.server.stop();
  }

  /** How it is about the sound of each zone. */
  state(site: string): ZoneSound[] {
    const found = this.#sites.get(site);
    if (found === undefined) return [];
    return [...found.speech.zones].map(([zone, speech]) =>
      this.#zoneSound(found.relay, zone, speech),
    );
  }

  /**
   * Zones that are not heard as they should be, and since when: those that something is named for, or that had
   * something to speak with of late, while the hour is not a silent one.
   */
  troubles({ id, config }: SiteView): SoundTrouble[] {
    const found = this.#sites.get(id);
    if (found === undefined) return [];
    const now = this.#parts.clock.now();
    const { voice, site } = config;
    const silent = volumeAt(voice, localMinute(now, site.timeZone)) === 0;
    const causes = new Map<string, SoundCause>();
    for (const { zone, trouble } of silent ? [] : this.state(id)) {
      const missed = wantedSpeaker(voice, zone) !== null || found.speech.zones.get(zone)?.had;
      if (trouble !== null && missed === true) causes.set(zone, trouble);
    }
    return found.watch.look(causes, now);
  }

  /**
   * Plays the sentence of the sound check on the screens of a zone, after what is being said.
   * @param zone `null` for the screens that show all zones
   * @throws AppError `not-found` where no pack has the sentence
   */
  test(view: SiteView, zone: string | null): SoundAnswer {
    const { screens, voices } = this.#parts;
    const number = zone === null ? null : (spokenZones(view.config.zones).get(zone) ?? null);
    const announcement = { kind: 'test', zone: number } as const;
    const clip = voices.spoken(view, { announcement, language: FIRST_LANGUAGE, slower: false });
    if (clip === null) throw new AppError('not-found');
    const zones = [...(this.#sites.get(view.id)?.speech.zones ?? [])]
      .filter(([id]) => zone === null || zone === id)
      .map(([, speech]) => speech);
    const able = new Set(screens.loudspeakers(view.id).map(({ id }) => id));
    const here = screens.list(view.id).filter((one) => one.zone === zone && able.has(one.id));
    for (const { id } of here) void this.#test(id, zones, clip);
    return { screens: here };
  }

  async #test(screen: string, zones: readonly ZoneSpeech[], clip: Clip): Promise<void> {
    const { screens } = this.#parts;
    screens.expect(screen);
    while (this.#taken.has(screen) || zones.some((zone) => zone.speaks)) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    this.#taken.add(screen);
    for (const zone of zones) zone.pause(clip.ms + SLACK);
    await screens.say(screen, this.#sound(clip, 1), clip.ms + SLACK, 'test');
    this.#free(screen);
  }

  #add(relay: SiteRelay): void {
    const { clock, redis, owner, voices, log } = this.#parts;
    const site = relay.id;
    const makeZone = (zone: string): ZoneSpeech =>
      new ZoneSpeech({
        ...{ zone, view: relay, voices, log },
        claim: new ZoneClaim(redis, owner, site, zone),
        loudspeakers: () => this.#loudspeakers(site),
        take: (speaker) => !this.#taken.has(speaker) && this.#taken.add(speaker) !== undefined,
        free: (speaker) => this.#free(speaker),
        say: (speaker, clip, volume) => this.#say(speaker, clip, volume),
        speaking: (calls, ms) => this.#spoken.say({ site, zone, calls, ms }),
        changed: () => this.#show(site),
        now: () => clock.now(),
      });
    const speech = new SiteSpeech({ relay, clock, makeZone });
    this.#sites.set(site, { relay, speech, watch: new TroubleWatch() });
    speech.start();
  }

  async #drop(id: string): Promise<void> {
    const found = this.#sites.get(id);
    this.#sites.delete(id);
    await found?.speech.stop();
  }

  #loudspeakers(site: string): Loudspeaker[] {
    const { screens, server } = this.#parts;
    const named = Object.values(this.#sites.get(site)?.relay.config.voice.speakers ?? {});
    const card = named.includes(SERVER_SPEAKER) ? [server.loudspeaker()] : [];
    return [...screens.loudspeakers(site), ...card];
  }

  async #say(speaker: string, clip: Clip, volume: number): Promise<Saying> {
    const { screens, server } = this.#parts;
    if (speaker === SERVER_SPEAKER) return server.play(clip, volume, clip.ms + SLACK);
    return screens.say(speaker, this.#sound(clip, volume), clip.ms + SLACK, 'call');
  }

  #sound({ src, ms }: Clip, volume: number): Sound {
    const { clock } = this.#parts;
    return { id: randomUUID(), src, ms, volume, by: clock.now() + ON_THE_WAY * clock.speed };
  }

  #free(speaker: string): void {
    this.#taken.delete(speaker);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    for (const { speech } of this.#sites.values()) {
      for (const zone of speech.zones.values()) zone.go();
    }
  }

  /** A screen came, went, or can speak other than before. */
  #look(site: string): void {
    for (const zone of this.#sites.get(site)?.speech.zones.values() ?? []) zone.renew();
    this.#probe(site);
    this.#show(site);
  }

  #probeAll(): void {
    for (const [site, { relay }] of this.#sites) {
      this.#probe(site, true);
      this.troubles(relay);
    }
  }

  /**
   * Finds out without a sound whether screens may play.
   * @param all those, too, of which it is known that they could not
   */
  #probe(site: string, all = false): void {
    const { screens, voices } = this.#parts;
    const found = this.#sites.get(site);
    const clip = found && voices.probe(found.relay);
    if (!clip) return;
    const known = new Map(screens.list(site).map((screen) => [screen.id, screen.sound]));
    for (const { id, able } of screens.loudspeakers(site)) {
      if (able || this.#taken.has(id) || (!all && known.get(id) !== null)) continue;
      this.#taken.add(id);
      void screens
        .say(id, this.#sound(clip, 0), clip.ms + SLACK, 'probe')
        .then(() => this.#free(id));
    }
  }

  /** Brings the screens up to date: which call is being said, and where nothing is heard. */
  #show(site: string): void {
    const found = this.#sites.get(site);
    if (found === undefined) return;
    const { relay, speech } = found;
    const only = relay.config.zones.length === 1;
    this.#parts.screens.tell(site, (screen) => {
      const zones = [...speech.zones].filter(([id]) => screen.zone === null || screen.zone === id);
      const calls = zones.flatMap(([id]) => this.#spoken.of(site, id));
      const silent = zones.filter(([id, zone]) => {
        if (screen.device !== null && wantedSpeaker(relay.config.voice, id) === screen.device)
          return true;
        return zone.whose !== 'another' && zone.choice().speaker === null;
      });
      // A screen that nobody needs to speak must not ask for help.
      const needed = silent.length > 0 && (only || silent.length === zones.length);
      return { calls, blocked: screen.sound === 'blocked' && needed };
    });
  }

  #zoneSound({ id: site, config }: SiteRelay, zone: string, speech: ZoneSpeech): ZoneSound {
    const { speaker } = speech.choice();
    const wanted = wantedSpeaker(config.voice, zone);
    const here = this.#parts.screens
      .list(site)
      .filter((screen) => screen.zone === zone || screen.zone === null);
    return {
      zone,
      by: speech.whose === 'another' ? 'another' : (speaker?.id ?? null),
      trouble: causeOf(speech, speaker, wanted, here),
      unsaid: speech.unsaid,
    };
  }
}
