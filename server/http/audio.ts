/** The sound of announcements, for screens and loudspeakers: what is said aloud in the hall is no secret. */
import { Router } from 'express';
import type { Voices } from '../voice/voices.js';
import { sendSound } from './sound.js';

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
      'Cache-Control': lasting ? `public, max-age=${FOREVER}, immutable` : 'no-store',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    sendSound(request, response, bytes);
  });
  return router;
}
