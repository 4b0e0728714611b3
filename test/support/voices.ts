/** Voices of a site that is nothing but a configuration, and what ffmpeg hears in their sounds. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

const run = promisify(execFile);
const RATE = 24_000;
/** Of full scale, about -45 dB: what nobody hears in a hall. */
const SILENT = 0.0056;

/** Announcements that one ffmpeg measures: starting it takes longer than listening. */
const AT_ONCE = 25;

/** Decodes and measures MP3s with ffmpeg. @throws when it finds an error in one */
export async function hear(mp3s: readonly Buffer[]): Promise<Heard[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-heard-'));
  try {
    const heard: Heard[] = [];
    for (let at = 0; at < mp3s.length; at += AT_ONCE) {
      heard.push(...(await hearTogether(folder, mp3s.slice(at, at + AT_ONCE))));
    }
    return heard;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hearTogether(folder: string, mp3s: readonly Buffer[]): Promise<Heard[]> {
  const file = (at: number, kind: string): string => join(folder, `${at}.${kind}`);
  await Promise.all(mp3s.map((bytes, at) => writeFile(file(at, 'mp3'), bytes)));
  const each = [...mp3s.keys()];
  const measure = each.map((at) => `[${at}:a]ebur128=framelog=verbose[o${at}]`).join(';');
  const { stderr } = await run('ffmpeg', [
    ...['-hide_banner', '-nostdin', '-nostats', '-xerror', '-y'],
    ...each.flatMap((at) => ['-f', 'mp3', '-i', file(at, 'mp3')]),
    ...['-filter_complex', measure],
    ...each.flatMap((at) => ['-map', `[o${at}]`, '-f', 'f32le', '-ar', `${RATE}`, file(at, 'raw')]),
  ]);
  return Promise.all(
    each.map(async (at) => {
      // The last one: the filters are set up once more when the first frame is known.
      const summary = stderr.split(`Parsed_ebur128_${at} @`).at(-1) ?? '';
      const { buffer, byteOffset, length } = await readFile(file(at, 'raw'));
      const samples = new Float32Array(buffer, byteOffset, length / 4);
      return { ...shapeOf(samples), loudness: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]) };
    }),
  );
}

function shapeOf(samples: Float32Array): Omit<Heard, 'loudness'> {
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
    peak: 20 * Math.log10(highest),
    gap: (gap / RATE) * 1_000,
  };
}
