/** Loudspeakers of a test hall: speech on a live server, and screens that play in real time without a sound. */
import type { Socket } from 'socket.io-client';
import type { Redis } from 'ioredis';
import type { Clock } from '../../server/clock.js';
import type { HallLineup } from '../../server/live/hall-lineup.js';
import type { SiteRelays } from '../../server/live/relays.js';
import type { SpeechPart } from '../../server/domain/speech-parts.js';
import type { Heard, Sound, Speaking } from '../../server/protocol/live.js';
import { ServerSpeaker } from '../../server/speech/server-speaker.js';
import { Speech } from '../../server/speech/speech.js';
import { SILENT } from './live-server.js';

/** `vi A001 → 1`, `vi again A001 → 1`, `vi batch A001 A002 → 1`, `vi notice-lost-item`. */
export function wordsOf({ announcement, language, slower }: SpeechPart): string {
  const how = slower ? ' slowly' : '';
  switch (announcement.kind) {
    case 'call': {
      const { number, counter, again, last } = announcement;
      return `${language}${last ? ' last' : again ? ' again' : ''} ${number} → ${counter}${how}`;
    }
    case 'batch':
      return `${language} batch ${announcement.numbers.join(' ')} → ${announcement.counter}${how}`;
    case 'taken':
      return `${language} taken ${announcement.number}${how}`;
    case 'clip':
      return `${language} ${announcement.clip}`;
    case 'test':
      return `${language} test ${announcement.zone ?? 'hall'}`;
  }
}

export interface SpeechOptions {
  redis: Redis;
  tail: () => Redis;
  owner?: string;
  /** How long each announcement lasts. */
  ms?: number;
  /** ms by which everything is older than it is. */
  late?: number;
}

/** The part of a server that speech needs. */
export interface Hearing {
  relays: SiteRelays;
  lineup: HallLineup;
  clock: Clock;
}

/** Speech of a server with packs that have every word. @param src address of a sound that says these words */
export function startSpeech(
  server: Hearing,
  options: SpeechOptions,
  src = (words: string) => words,
): Speech {
  const { redis, tail, owner = 'one', ms = 60, late = 0 } = options;
  const clip = (words: string) => ({ src: src(words), ms, missing: [] });
  const speech = new Speech({
    ...{ redis, tail, owner, relays: server.relays, screens: server.lineup },
    voices: {
      spoken: (_site, part) => clip(wordsOf(part)),
      probe: () => clip('probe'),
    },
    server: new ServerSpeaker({
      ...{ command: null, log: SILENT },
      bytes: () => Buffer.from('mp3'),
    }),
    clock: Object.assign(Object.create(server.clock) as Clock, {
      now: () => server.clock.now() + late,
    }),
    log: SILENT,
  });
  speech.start();
  return speech;
}

/** What a screen does with what it is to play; one that `holds` plays on until the test lets it end. */
export type Manners = 'plays' | 'holds' | Exclude<Heard, 'played'> | 'answers nothing';

export interface Spoke {
  words: string;
  /** Monotonic ms. */
  from: number;
  to: number;
  volume: number;
}

export class LoudScreen {
  manners: Manners = 'plays';
  /** What was heard, in order; what is only a probe is not heard. */
  readonly heard: Spoke[] = [];
  /** What this screen shows, newest last. */
  readonly shown: Speaking[] = [];
  #end: () => void = () => undefined;

  constructor(readonly socket: Socket) {
    socket.on('sound', (sound: Sound, done: (heard: Heard) => void) => this.#play(sound, done));
    socket.on('speaking', (message: Speaking) => this.shown.push(message));
  }

  get words(): string[] {
    return this.heard.map(({ words }) => words);
  }

  /** Ends what it holds. */
  end(): void {
    this.#end();
  }

  #play({ src, ms, volume }: Sound, done: (heard: Heard) => void): void {
    const { manners } = this;
    if (manners === 'blocked' || manners === 'failed') return done(manners);
    const from = performance.now();
    const spoke = { words: src, from, to: from + ms, volume };
    if (volume > 0) this.heard.push(spoke);
    if (manners === 'answers nothing') return;
    if (manners === 'holds') {
      this.#end = () => {
        spoke.to = performance.now();
        done('played');
      };
      if (volume === 0) this.#end();
      return;
    }
    setTimeout(() => done(manners === 'plays' ? 'played' : manners), ms);
  }
}

/** What was heard in a zone by all its screens, in order. @throws when two were heard at once */
export function together(...screens: readonly LoudScreen[]): string[] {
  const all = screens.flatMap(({ heard }) => heard).sort((one, other) => one.from - other.from);
  all.forEach(({ from }, at) => {
    const before = all[at - 1];
    if (before !== undefined && from < before.to - 10) throw new Error('two were heard at once');
  });
  return all.map(({ words }) => words);
}
