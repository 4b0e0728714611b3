/** One request of the settings over HTTP, and its answer in words (design §12). */
import { isRecord, newKey } from '../shared/api.js';
import type { Reply } from './section.js';

/** ms: some requests hash a secret or draw a picture; each is answered within 2 s by the server. */
const ANSWER_MS = 8_000;
/** Statuses that say nothing about what was asked: the server was not there, or not able. */
const UNANSWERED = new Set([408, 425, 502, 503, 504]);

export interface SendOptions {
  /** BCP 47 tag in which refusals are worded. */
  language: string;
  /** Said where no answer came. */
  noAnswer(): { title: string; detail: string };
  /** Nobody is signed in here any more. */
  signedOut(): void;
}

export type Sender = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
  /** ms; what makes a hundred people takes longer than the rest. */
  within?: number,
) => Promise<Reply<T>>;

/** The shape of an answer is what the API document says of the route: `T` is the caller's word for it. */
export function createSender(options: SendOptions): Sender {
  return async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    within = ANSWER_MS,
  ): Promise<Reply<T>> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), within);
    try {
      const response = await fetch(`/api/v1${path}`, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: abort.signal,
        headers: {
          'Accept-Language': options.language,
          ...(method === 'GET' ? {} : { 'Idempotency-Key': newKey() }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (UNANSWERED.has(response.status)) return unanswered(options);
      const answer: unknown = response.status === 204 ? null : await response.json();
      if (response.ok) return { ok: true, body: answer as T };
      if (response.status === 401) options.signedOut();
      return refused(answer);
    } catch {
      // No connection, a reply cut short, or no JSON where JSON was due: nothing is known.
      return unanswered(options);
    } finally {
      clearTimeout(timer);
    }
  };
}

function unanswered<T>({ noAnswer }: SendOptions): Reply<T> {
  return { ok: false, code: 'unanswered', ...noAnswer(), flaws: [] };
}

function refused<T>(answer: unknown): Reply<T> {
  const fields = isRecord(answer) ? answer : {};
  const flaws: unknown = fields['flaws'];
  return {
    ok: false,
    code: text(fields['code']),
    title: text(fields['title']),
    detail: text(fields['detail']),
    flaws: (Array.isArray(flaws) ? flaws : []).flatMap((flaw: unknown) =>
      isRecord(flaw) ? [{ path: text(flaw['path']), message: text(flaw['message']) }] : [],
    ),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
