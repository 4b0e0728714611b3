/** Reads codes out of pictures, on this device. */

export interface CodePicture {
  /** RGBA, row by row. */
  pixels: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Longer sides at which a picture is looked at, px: a code close by, one of usual size, a small one. */
const SIDES = [900, 1_600, 450];
/** Longer side of a camera's frame: quick enough for five a second on an old phone. */
const FRAME_SIDE = 720;

/** What can be drawn, with its size. */
export interface Drawable {
  source: CanvasImageSource;
  width: number;
  height: number;
}

export class CodeReader {
  private worker: Worker | null = null;
  private line: Promise<unknown> = Promise.resolve();

  /** @param script address of the reader's own script */
  constructor(private readonly script: string) {}

  /** @returns what the code in one frame of a camera says; `null` for none */
  readFrame(frame: Drawable): Promise<string | null> {
    return this.read(scaled(frame, FRAME_SIDE));
  }

  /** @returns what the code in a photo says; `null` when none is found at any size */
  async readPhoto(file: Blob): Promise<string | null> {
    const bitmap = await createImageBitmap(file);
    try {
      for (const side of SIDES) {
        const { width, height } = bitmap;
        const found = await this.read(scaled({ source: bitmap, width, height }, side));
        if (found !== null) return found;
      }
      return null;
    } finally {
      bitmap.close();
    }
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    this.line = Promise.resolve();
  }

  /** One picture after the other: answers come in the order of the questions. */
  private read(picture: CodePicture): Promise<string | null> {
    const answer = this.line.then(
      () =>
        new Promise<string | null>((resolve, reject) => {
          const worker = (this.worker ??= new Worker(this.script));
          worker.onmessage = ({ data }: MessageEvent<unknown>) =>
            resolve(typeof data === 'string' ? data : null);
          worker.onerror = () => reject(new Error('the reader of codes could not be loaded'));
          worker.postMessage(picture, [picture.pixels.buffer]);
        }),
    );
    this.line = answer.catch(() => undefined);
    return answer;
  }
}

function scaled({ source, width, height }: Drawable, side: number): CodePicture {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser draws no pictures');
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { pixels: data, width: canvas.width, height: canvas.height };
}
