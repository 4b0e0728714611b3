/** The server's own sound card: an amplifier of the hall hangs on it. Plays by a program of the system. */
import { spawn } from 'node:child_process';
import { type Loudspeaker, SERVER_SPEAKER } from '../domain/speaker-choice.js';
import type { Log } from '../log.js';
import type { Clip, Saying } from './ports.js';

/** ms for which a player that failed is left alone: its sound card may be gone for a while. */
const REST = 10_000;

/** A program that plays the MP3 that comes in, and how it is told how loud. */
interface Player {
  needs: readonly string[];
  /** @param volume 0–1 */
  command(volume: number): [string, string[]];
}
/** mpg123 scales by 32768; `aplay` knows no MP3, so ffmpeg decodes for it. */
const PLAYERS: readonly Player[] = [
  {
    needs: ['mpg123'],
    command: (volume) => ['mpg123', ['-q', '-f', String(Math.round(32_768 * volume)), '-']],
  },
  {
    needs: ['ffplay'],
    command: (volume) => [
      'ffplay',
      [
        '-nodisp',
        '-autoexit',
        '-loglevel',
        'quiet',
        '-volume',
        String(Math.round(100 * volume)),
        '-',
      ],
    ],
  },
  {
    needs: ['ffmpeg', 'aplay'],
    command: (volume) => [
      '/bin/sh',
      ['-c', `ffmpeg -loglevel quiet -i - -af volume=${volume.toFixed(2)} -f wav - | aplay -q`],
    ],
  },
];

export interface ServerSpeakerParts {
  /**
   * A command line for another player, run by the shell: it gets the MP3 and, as `$VOLUME`, percent;
   * `null` for the first of those that are installed.
   */
  command: string | null;
  /** Where players are looked for; that of the process where it is not given. */
  path?: string;
  /** The MP3 of a clip's address. @throws where there is none */
  bytes(src: string): Buffer;
  log: Log;
}

export class ServerSpeaker {
  readonly #parts: ServerSpeakerParts;
  readonly #since = Date.now();
  #player: Player | null = null;
  readonly #stopping = new AbortController();
  #failedAt = -Infinity;

  constructor(parts: ServerSpeakerParts) {
    this.#parts = parts;
  }

  /** Looks for a player; without one the sound card counts as none. */
  async start(): Promise<void> {
    const { command } = this.#parts;
    if (command !== null) {
      this.#player = { needs: [], command: () => ['/bin/sh', ['-c', command]] };
      return;
    }
    for (const player of PLAYERS) {
      const found = await Promise.all(
        player.needs.map((name) => isInstalled(name, this.#setting())),
      );
      if (found.every(Boolean)) {
        this.#player = player;
        return;
      }
    }
  }

  /** For `env`. */
  #setting(): string[] {
    const { path } = this.#parts;
    return path === undefined ? [] : [`PATH=${path}`];
  }

  stop(): void {
    this.#stopping.abort();
  }

  loudspeaker(): Loudspeaker {
    const able = this.#player !== null && Date.now() - this.#failedAt > REST;
    return { id: SERVER_SPEAKER, zone: null, device: null, since: this.#since, able };
  }

  /** Plays to the end; never rejects. @param within ms after which the player is ended */
  async play(clip: Clip, volume: number, within: number): Promise<Saying> {
    const { bytes, log } = this.#parts;
    const player = this.#player;
    if (player === null) return 'failed';
    const began = Date.now();
    try {
      const ends = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(within)]);
      const setting = [...this.#setting(), `VOLUME=${Math.round(100 * volume)}`];
      await pipe(player.command(volume), setting, bytes(clip.src), ends);
      return 'played';
    } catch (error) {
      log.warn({ err: error }, 'the server’s loudspeaker failed');
      this.#failedAt = Date.now();
      // A card that is missing shows at once; what broke off later was heard in part.
      return Date.now() - began < clip.ms / 2 ? 'failed' : 'cut';
    }
  }
}

/** @throws Error where the program ends with anything but 0, or has to be ended */
function pipe(
  [program, args]: [string, string[]],
  setting: readonly string[],
  mp3: Buffer,
  ends: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that a pipe of programs is ended as a whole.
    const child = spawn('env', [...setting, program, ...args], {
      ...{ detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
    });
    const stop = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    };
    ends.addEventListener('abort', stop);
    child.on('error', reject);
    child.on('close', (code) => {
      ends.removeEventListener('abort', stop);
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}`));
    });
    // A player that ends before it has read everything says so by its code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(mp3);
  });
}

function isInstalled(name: string, setting: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('env', [...setting, '/bin/sh', '-c', `command -v ${name}`], {
      stdio: 'ignore',
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
