/**
 * Scripts and style sheets as gzip for whoever takes it: a third of the bytes, which a phone on 2G waits for.
 * Each is made small once, when first asked for; fonts and sounds are small as they are.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const compressed = promisify(gzip);
/** Names as the build gives them, with their hash: nothing that leads out of the folder. */
const NAME = /^\/([\w-]+\.(js|css))$/;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** @param maxAge seconds for which a browser keeps them */
export function smallAssets(folder: string, maxAge: number): RequestHandler {
  const made = new Map<string, Promise<Buffer>>();

  function small(name: string): Promise<Buffer> {
    const known = made.get(name);
    if (known !== undefined) return known;
    const work = readFile(join(folder, name)).then((file) =>
      compressed(file, { level: constants.Z_BEST_COMPRESSION }),
    );
    made.set(name, work);
    // One that is not there now may be there after an upgrade.
    work.catch(() => made.delete(name));
    return work;
  }

  return (request, response, next) => {
    const [, name, kind] = NAME.exec(request.path) ?? [];
    if (request.method !== 'GET' || name === undefined || kind === undefined) return next();
    response.vary('Accept-Encoding');
    if (!request.acceptsEncodings('gzip')) return next();
    return small(name).then(
      (body) => {
        response.set({
          'Content-Encoding': 'gzip',
          'Content-Type': TYPES[kind] ?? '',
          'Cache-Control': `public, max-age=${maxAge}, immutable`,
        });
        response.end(body);
      },
      () => next(),
    );
  };
}
