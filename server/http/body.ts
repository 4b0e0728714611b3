/** Reads and checks what comes in. */
import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { AppError } from '../errors.js';
import { BadRequest } from './problem.js';

/** `T` without `undefined` behind optional keys: JSON has none, only absent keys. */
export type Present<T> = T extends readonly unknown[] | Uint8Array
  ? T
  : T extends object
    ? { [K in keyof T]: Present<Exclude<T[K], undefined>> }
    : T;

/** JSON is UTF-8 (RFC 8259 §8.1); the parser would take other encodings too. */
const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const SMALL = 4 * 1024;
/** No form of another site can send it without asking first. */
const BYTES_TYPE = 'application/octet-stream';

/** Parses a JSON body of at most `limit` bytes. Other content is refused as `wrong-type`. */
export function jsonBody(limit = SMALL): RequestHandler {
  const parse = express.json({ limit, inflate: false, type: 'application/json' });
  return (request, response, next) => {
    if (!hasBody(request)) {
      request.body = {};
      next();
      return;
    }
    const type = request.headers['content-type'];
    if (type === undefined || !JSON_TYPE.test(type)) {
      throw new AppError('wrong-type');
    }
    parse(request, response, next);
  };
}

/** Reads a file of at most `limit` bytes as it is. Other content is refused as `wrong-type`. */
export function bytesBody(limit = SMALL): RequestHandler {
  const read = express.raw({ limit, inflate: false, type: BYTES_TYPE });
  return (request, response, next) => {
    if (hasBody(request) && request.headers['content-type'] !== BYTES_TYPE) {
      throw new AppError('wrong-type');
    }
    request.body = Buffer.alloc(0);
    read(request, response, next);
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** @throws BadRequest with every flaw */
export function check<S extends z.ZodType>(schema: S, value: unknown): Present<z.output<S>> {
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw new BadRequest(
      error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
    );
  }
  // Sound because `value` came from JSON or a query, where a key that is there has a value.
  return data as Present<z.output<S>>;
}
