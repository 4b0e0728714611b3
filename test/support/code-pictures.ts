/** Pictures of QR codes: a photo of a slip, and what a camera sees that is held over one. */
import { encode } from 'uqr';
import { PNG } from 'pngjs';

interface Gray {
  width: number;
  height: number;
  /** One byte a pixel, row by row. */
  light: Uint8Array;
}

/** The code somewhere on a grey table, each module `scale` px wide. */
function picture(text: string, scale: number, width: number, height: number): Gray {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const light = new Uint8Array(width * height).fill(150);
  const left = Math.floor((width - size * scale) / 2);
  const top = Math.floor((height - size * scale) / 2);
  for (let y = 0; y < size * scale; y += 1) {
    for (let x = 0; x < size * scale; x += 1) {
      const dark = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
      light[(top + y) * width + left + x] = dark ? 35 : 235;
    }
  }
  return { width, height, light };
}

/** A photo as a telephone makes it: large, the code a small part of it. */
export function codePhoto(text: string): Buffer {
  const { width, height, light } = picture(text, 12, 2_400, 1_800);
  const png = new PNG({ width, height });
  light.forEach((value, at) => png.data.set([value, value, value, 255], at * 4));
  return PNG.sync.write(png);
}

/** A video of one frame for `--use-file-for-fake-video-capture`, which plays it again and again. */
export function codeVideo(text: string): Buffer {
  const { width, height, light } = picture(text, 8, 640, 480);
  const header = `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
  const colourless = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([Buffer.from(header), light, colourless]);
}
