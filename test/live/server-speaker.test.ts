import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSpeaker, SERVER_SPEAKER } from '../../server/domain/speaker-choice.js';
import { ServerSpeaker } from '../../server/speech/server-speaker.js';
import { SILENT } from '../support/live-server.js';

const CLIP = { src: '/audio/a.mp3', ms: 300, missing: [] };
const MP3 = Buffer.from('frames of an announcement');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-speaker-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function speakerBy(command: string | null, path?: string): Promise<ServerSpeaker> {
  const bytes = (src: string): Buffer => {
    if (src !== CLIP.src) throw new Error('no such sound');
    return MP3;
  };
  const speaker = new ServerSpeaker({
    ...{ command, bytes, log: SILENT },
    ...(path === undefined ? {} : { path }),
  });
  await speaker.start();
  return speaker;
}

/** A program of a name that does what a shell script says. */
async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

describe('the sound card of the server', () => {
  it('gets the MP3 whole, as loud as it is to be, and the end of the program is the end of the call', async () => {
    const out = join(folder, 'heard');
    const speaker = await speakerBy(`sleep 0.2; cat > ${out}; echo " at $VOLUME" >> ${out}`);
    const began = performance.now();
    expect(await speaker.play(CLIP, 0.4, 20_000)).toBe('played');
    expect(performance.now() - began).toBeGreaterThan(190);
    expect(await readFile(out, 'utf8')).toBe(`${MP3.toString()} at 40\n`);
  });

  it.each([
    ['mpg123', 'mpg123 -q -f 16384 -'],
    ['ffplay', 'ffplay -nodisp -autoexit -loglevel quiet -volume 50 -'],
  ])('is played by %s where that is installed', async (name, line) => {
    await program(name, `/bin/cat > ${folder}/mp3; echo "${name} $*" > ${folder}/line`);
    const speaker = await speakerBy(null, `${folder}:/nowhere`);
    expect(speaker.loudspeaker().able).toBe(true);
    expect(await speaker.play(CLIP, 0.5, 20_000)).toBe('played');
    expect((await readFile(`${folder}/line`, 'utf8')).trim()).toBe(line);
    expect(await readFile(`${folder}/mp3`)).toEqual(MP3);
  });

  it('counts as none where no player is installed, and screens speak instead', async () => {
    const speaker = await speakerBy(null, folder);
    expect(await speaker.play(CLIP, 1, 2_000)).toBe('failed');
    const card = speaker.loudspeaker();
    expect(card).toMatchObject({ id: SERVER_SPEAKER, able: false });
    const screen = { id: 's1', zone: null, device: null, since: 1, able: true };
    expect(chooseSpeaker('ground', [card, screen], SERVER_SPEAKER, true).speaker?.id).toBe('s1');
  });

  it('tells a card that is missing from one that broke off, and rests for a while', async () => {
    const missing = await speakerBy('exit 1');
    expect(await missing.play({ ...CLIP, ms: 20_000 }, 1, 20_000)).toBe('failed');
    expect(missing.loudspeaker().able).toBe(false);
    const breaks = await speakerBy('sleep 0.25; exit 1');
    expect(await breaks.play(CLIP, 1, 20_000)).toBe('cut');
    expect(await breaks.play({ ...CLIP, src: '/audio/b.mp3' }, 1, 2_000)).toBe('failed');
  });

  it('ends a player that hangs, with all that it started', async () => {
    const speaker = await speakerBy(`echo $$ > ${folder}/group; sleep 30 | sleep 30 & wait`);
    const began = performance.now();
    expect(await speaker.play(CLIP, 1, 1_000)).toBe('cut');
    expect(performance.now() - began).toBeLessThan(3_000);
    const group = Number(await readFile(`${folder}/group`, 'utf8'));
    await expect
      .poll(() => {
        try {
          return process.kill(-group, 0);
        } catch {
          return false;
        }
      })
      .toBe(false);
  });
});
