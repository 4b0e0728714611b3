/**
 * One question to the API outside the queue's commands: who is here, signing in, pairing. Nothing is
 * tried again by itself, because a person stands before it and sees what came of it. Uses only what
 * televisions of 2019 know.
 */
import { isRecord } from './api.js';

/** A refusal in the words of the error catalogue. */
export interface Problem {
  code: string;
  status: number;
  title: string;
  detail: string;
  /** Wrong tries that are left before one must wait; `null` where the server does not say. */
  triesLeft: number | null;
  /** ms after which it may be tried again; `null` where there is nothing to wait for. */
  retryAfter: number | null;
}

/** `unanswered`: nothing is known, not even whether the server is there. */
export type Asked =
  | { kind: 'done'; body: unknown }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unanswered' };

/** A hash of a secret takes a while on a small machine, more so behind others: ms to wait for it. */
const LONGEST = 8_000;

/** Statuses of a proxy without its server, or of a store that did not answer. */
const UNANSWERED: readonly number[] = [408, 502, 503, 504];

/**
 * @param path under `/api/v1`
 * @param language BCP 47 tag in which refusals are worded
 */
export async function ask(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  language: string,
  body?: object,
): Promise<Asked> {
  try {
    const response = await within(
      LONGEST,
      fetch(`/api/v1${path}`, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    if (UNANSWERED.includes(response.status)) return { kind: 'unanswered' };
    const text = await response.text();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    if (response.ok) return { kind: 'done', body: answer };
    return { kind: 'refused', problem: problemOf(response, answer) };
  } catch {
    return { kind: 'unanswered' };
  }
}

function problemOf(response: Response, answer: unknown): Problem {
  const fields = isRecord(answer) ? answer : {};
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  const triesLeft = fields['triesLeft'];
  const seconds = Number(response.headers.get('Retry-After') || Number.NaN);
  return {
    code: text('code'),
    status: response.status,
    title: text('title'),
    detail: text('detail'),
    triesLeft: typeof triesLeft === 'number' ? triesLeft : null,
    retryAfter: Number.isFinite(seconds) ? seconds * 1_000 : null,
  };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), ms);
    void work.then(resolve, reject).then(() => clearTimeout(timer));
  });
}
