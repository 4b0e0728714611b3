/** Voices of a site that is nothing but a configuration, and what ffmpeg hears in their sounds. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { SiteView } from '../../server/live/site-view.js';
import type { SiteConfig, VoiceConfig } from '../../server/protocol/config.js';
import { CONFIG_DEFAULTS } from '../../server/protocol/config-defaults.js';
import { VoicePacks } from '../../server/voice/voice-packs.js';
import { Voices } from '../../server/voice/voices.js';
import { SITE, siteConfig } from './factories.js';

export const BUNDLED = fileURLToPath(new URL('../../display/voices', import.meta.url));

export interface VoiceDesk {
  voices: Voices;
  packs: VoicePacks;
  /** What was logged, one object a line. */
  logged: Record<string, unknown>[];
  set(voice: Partial<VoiceConfig>): void;
}

/** @param own folder of the sites' own packs */
export async function voiceDesk(own = '/nonexistent'): Promise<VoiceDesk> {
  const logged: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    logged.push(JSON.parse(line) as Record<string, unknown>);
  };
  const log = pino({ level: 'warn' }, { write });
  const packs = new VoicePacks({ bundled: BUNDLED, own, log });
  await packs.start();
  let config: SiteConfig = siteConfig();
  const sites = {
    // The rest of a site is not asked for.
    get: (site: string) => (site === SITE ? ({ id: SITE, config } as SiteView) : undefined),
    all: () => [],
  };
  const voices = new Voices({ packs, sites, log });
  const set = (voice: Partial<VoiceConfig>): void => {
    config = siteConfig({}, { voice: { ...CONFIG_DEFAULTS.voice, ...voice } });
  };
  return { voices, packs, logged, set };
}

export interface Heard {
  ms: number;
  /** LUFS, integrated over the whole. */
  loudness: number;
  /** dB of the highest decoded sample. */
  peak: number;
  /** ms of the longest silence between its first and its last sound. */
  gap: number;
}

const RATE = 24_000;
/** Of full scale, about -45 dB: what nobody hears in a hall. */
const SILENT = 0.0056;

/** Decodes and measures an MP3 with ffmpeg. @throws when it finds an error in it */
export function hear(mp3: Buffer): Heard {
  const { stdout, said } = decode(mp3);
  const samples = new Float32Array(stdout.buffer, stdout.byteOffset, stdout.length / 4);
  const loudness = /I:\s+(-?[\d.]+) LUFS/.exec(said.split('Summary:')[1] ?? '')?.[1];
  let [highest, last, gap] = [0, -1, 0];
  for (let at = 0; at < samples.length; at += 1) {
    const level = Math.abs(samples[at] ?? 0);
    if (level > highest) highest = level;
    if (level < SILENT) continue;
    if (last >= 0 && at - last > gap) gap = at - last;
    last = at;
  }
  return {
    ms: (samples.length / RATE) * 1_000,
    loudness: Number(loudness),
    peak: 20 * Math.log10(highest),
    gap: (gap / RATE) * 1_000,
  };
}

function decode(input: Buffer): { stdout: Buffer; said: string } {
  const args = ['-hide_banner', '-nostats', '-xerror', '-f', 'mp3', '-i', '-'];
  const measure = ['-af', 'ebur128=framelog=verbose', '-f', 'f32le', '-ar', String(RATE), '-'];
  const { status, stdout, stderr, error } = spawnSync('ffmpeg', [...args, ...measure], {
    input,
    maxBuffer: 100_000_000,
  });
  if (status !== 0) throw error ?? new Error(`ffmpeg: ${String(stderr)}`);
  return { stdout, said: String(stderr) };
}
