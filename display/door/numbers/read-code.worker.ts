/**
 * Reads QR codes beside the page, so that neither the page grows by the reader nor a picture holds it up.
 * A script of its own: only the page that scans asks for it.
 */
import jsqr from 'jsqr';
import type { CodePicture } from './code-reader.js';

addEventListener('message', ({ data }: MessageEvent<CodePicture>) => {
  const { pixels, width, height } = data;
  postMessage(jsqr.default(pixels, width, height)?.data ?? null);
});
