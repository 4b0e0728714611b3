/** The pages with what they show and load: pictures, announcements, set-up and ratings. */
import type { Router } from 'express';
import { audioRouter } from './audio.js';
import { mediaRouter } from './media.js';
import type { PagesDeps } from './page-context.js';
import { ratingPages, type RatingPageParts } from './pages-rating.js';
import { setUpPages, type SetUpPagesDeps } from './pages-set-up.js';
import { pagesRouter } from './pages.js';

export interface CreatePagesParts
  extends PagesDeps,
    SetUpPagesDeps,
    Omit<RatingPageParts, 'clock'> {
  voices: PagesDeps['voices'] & Parameters<typeof audioRouter>[0];
  media: Parameters<typeof mediaRouter>[0];
}

export function createPages(parts: CreatePagesParts): Router {
  return pagesRouter(parts, [
    audioRouter(parts.voices),
    mediaRouter(parts.media),
    setUpPages(parts),
    ratingPages(parts),
  ]);
}
