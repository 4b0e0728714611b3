/** A real X server without a screen of glass: what it shows can be read as a picture. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { PNG } from 'pngjs';
import type { Size } from './browser.js';

export interface XScreen extends AsyncDisposable {
  /** For `DISPLAY`. */
  readonly display: string;
  /** What is on it now. */
  picture(): Promise<PNG>;
}

/**
 * Starts it and waits until it takes clients.
 * @param number of the display; a free one unless given
 * @throws Error when there is no Xvfb (`npm run check` installs it), or when it ends
 */
export async function startX({ width, height }: Size, number?: number): Promise<XScreen> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-x-'));
  const screen = ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-nocursor'];
  const chosen = number === undefined ? [] : [`:${number}`];
  const server = spawn('Xvfb', [...chosen, '-displayfd', '3', ...screen, '-fbdir', folder], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = over(server);
  const told = server.stdio[3] as Readable;
  const [line] = (await Promise.race([once(told, 'data'), ended])) as [Buffer];
  return {
    display: `:${line.toString().trim()}`,
    picture: async () => pictureOf(await readFile(join(folder, 'Xvfb_screen0'))),
    async [Symbol.asyncDispose]() {
      server.kill('SIGTERM');
      await ended.catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Never fulfilled: rejects when the process ends. */
async function over(server: ChildProcess): Promise<never> {
  const [why] = (await Promise.race([once(server, 'exit'), once(server, 'error')])) as [unknown];
  throw why instanceof Error ? why : new Error(`Xvfb ended with ${String(why)}`);
}

/**
 * Its memory is a file in the form of `xwd` (X11/XWDFile.h): a header of 32-bit big-endian words, a table
 * of colours of 12 bytes each, then rows of blue, green, red and a spare byte.
 */
function pictureOf(file: Buffer): PNG {
  const word = (at: number) => file.readUInt32BE(at * 4);
  const [width, height, rowBytes] = [word(4), word(5), word(12)];
  const start = word(0) + word(19) * 12;
  const picture = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = start + y * rowBytes + x * 4;
      const to = (y * width + x) * 4;
      picture.data[to] = file[from + 2] ?? 0;
      picture.data[to + 1] = file[from + 1] ?? 0;
      picture.data[to + 2] = file[from] ?? 0;
      picture.data[to + 3] = 255;
    }
  }
  return picture;
}
