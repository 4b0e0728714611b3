/** What the API offers, as data: routes are mounted from it and the API document is made from it. */
import { z } from 'zod';
import type { Action } from '../access/rights.js';
import type { ErrorCode } from '../errors.js';

export interface Operation<
  Body extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'delete';
  /** With `{parameters}`, as OpenAPI writes it. */
  path: `/${string}`;
  /** The right that it needs. */
  action: Action;
  /** Programs on this machine need no right for it. */
  openHere?: true;
  /** One line in English. */
  summary: string;
  /** Heading in the document. */
  tag:
    | 'Site'
    | 'Tickets'
    | 'Counters'
    | 'Team'
    | 'Configuration'
    | 'Service'
    | 'Set-up'
    | 'Sites'
    | 'People'
    | 'Devices'
    | 'Phones'
    | 'Recordings';
  /** `NOTHING` where it takes none, `BYTES` where it takes a file. */
  body: Body;
  query: Query;
  /** Most bytes of the body; 4 kB where it is absent. */
  bodyLimit?: number;
  /** ms that its work may take where that is more than a question to the store. */
  longest?: number;
  /** Dear: a caller's next one is turned away while one is being answered. */
  oneAtATime?: true;
  /** Needs an `Idempotency-Key`. */
  command: boolean;
  /** Needs `If-Match`. */
  versioned?: true;
  success: {
    status: 200 | 201;
    /** The same answer may come under this status too. */
    alsoStatus?: 503;
    description: string;
    /** JSON of this shape … */
    schema?: z.ZodType;
    /** … or another media type. */
    type?: string;
  };
  /** Codes that it can answer besides those that every route has. */
  errors: readonly ErrorCode[];
}

/** For operations that take a file as it is, as `application/octet-stream`. */
export const BYTES = z.custom<Buffer>((value) => Buffer.isBuffer(value));

/** For operations that read no body or no query. */
export const NOTHING = z.unknown();

/** `/sites/{site}` → `/sites/:site` */
export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** `/sites/{site}` → `['site']` */
export function parametersOf(path: string): string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
}
