/** Pictures for the hall's screens: taken from who configures, given out to everybody as files that never change. */
import express, { Router } from 'express';
import { z } from 'zod';
import { MOST_BYTES, type MediaStore } from '../media/media-store.js';
import { mediaFile } from '../protocol/schema/config.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

/** Seconds in a year. */
const FOREVER = 31_536_000;

/** Where a picture is given out. */
export const mediaPath = (site: string, file: string): string => `/media/${site}/${file}`;

export interface MediaParts extends RouteParts {
  media: MediaStore;
}

const body = z.strictObject({
  /** Base64 of the file: three bytes are four letters. */
  data: z.base64().max(Math.ceil(MOST_BYTES / 3) * 4),
});
const answer = z
  .strictObject({ file: mediaFile, src: z.string() })
  .meta({ id: 'MediaAnswer', description: 'Name for the configuration, and address.' });

export function mediaRoutes(parts: MediaParts): Route[] {
  return [
    route(
      parts,
      {
        method: 'post',
        path: '/api/v1/sites/{site}/media',
        action: 'media.write',
        summary: 'Keeps a picture (PNG, JPEG, WebP) for the hall’s screens or for slips',
        tag: 'Configuration',
        body,
        bodyLimit: Math.ceil(MOST_BYTES / 3) * 4 + 100,
        query: NOTHING,
        command: false,
        oneAtATime: true,
        success: { status: 201, description: 'Its name', schema: answer },
        errors: ['picture-unfit', 'site-full'],
      },
      async (call): Promise<z.output<typeof answer>> => {
        const { id, config } = call.site();
        const { logo } = config.slip;
        const pictures = config.screens.media.map(({ file }) => file);
        const used = logo === null ? pictures : [...pictures, logo];
        const bytes = Buffer.from(call.body.data, 'base64');
        const file = await parts.media.keep(id, bytes, used);
        return { file, src: mediaPath(id, file) };
      },
    ),
  ];
}

export function mediaRouter({ root }: Pick<MediaStore, 'root'>): Router {
  const router = Router();
  router.use('/media/:site/:file', (request, response, next) => {
    // Only names that an upload was given: nothing half written, nothing elsewhere.
    if (!mediaFile.safeParse(request.params.file).success) return next('router');
    response.set('Cross-Origin-Resource-Policy', 'same-origin');
    next();
  });
  router.use(
    '/media',
    express.static(root, {
      ...{ index: false, redirect: false, dotfiles: 'ignore', immutable: true },
      maxAge: FOREVER * 1_000,
    }),
  );
  return router;
}
