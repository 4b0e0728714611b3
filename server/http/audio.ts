/** The sound of announcements, for screens and loudspeakers: what is said aloud in the hall is no secret. */
import { Router } from 'express';
import type { Voices } from '../voice/voices.js';

/** Seconds in a year. */
const FOREVER = 31_536_000;

export function audioRouter(voices: Pick<Voices, 'sound'>): Router {
  const router = Router();
  router.get('/audio/:site/:file', (request, response, next) => {
    const { site, file } = request.params;
    const sound = file.endsWith('.mp3') ? voices.sound(site, file.slice(0, -4)) : null;
    if (sound === null) {
      next();
      return;
    }
    const { bytes, lasting } = sound;
    response.set({
      'Content-Type': 'audio/mpeg',
      'Accept-Ranges': 'bytes',
      'Cache-Control': lasting ? `public, max-age=${FOREVER}, immutable` : 'no-store',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    // Some sets ask for a part first, and play nothing unless they get just that.
    const [range, another] = asked(request.range(bytes.length));
    if (range === undefined || another !== undefined) {
      response.send(bytes);
      return;
    }
    const { start, end } = range;
    response.status(206).set('Content-Range', `bytes ${start}-${end}/${bytes.length}`);
    response.send(bytes.subarray(start, end + 1));
  });
  return router;
}

/** What cannot be given in parts is given whole. */
function asked<T extends { type: string }>(ranges: T | -1 | -2 | undefined): T | [] {
  return typeof ranges === 'object' && ranges.type === 'bytes' ? ranges : [];
}
