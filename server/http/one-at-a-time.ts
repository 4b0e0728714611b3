/** Dear work is done once at a time for each who asks, so that nobody can keep the machine busy alone. */
import type { Request, RequestHandler } from 'express';
import { TooMany } from '../errors.js';

/** Seconds after which a caller who was turned away may try again. */
const AGAIN = 1;

/**
 * Turns a request away, before its body is read, while another one of the same caller is being answered.
 * @param whoAsks the caller's stable id
 * @returns a handler that throws TooMany
 */
export function oneAtATime(whoAsks: (request: Request) => string): RequestHandler {
  const busy = new Set<string>();
  return (request, response, next) => {
    const who = whoAsks(request);
    if (busy.has(who)) throw new TooMany(AGAIN);
    busy.add(who);
    response.once('close', () => busy.delete(who));
    next();
  };
}
