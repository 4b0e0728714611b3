/** One request of the settings over HTTP, and its answer in words. */
import { isRecord, newKey } from '../shared/api.js';
import type { Reply } from './section.js';

/** ms: some requests hash a secret or draw a picture; each is answered within 2 s by the server. */
const ANSWER_MS = 8_000;
/** Statuses that say nothing about what was asked: the server was not there, or not able. */
const UNANSWERED = new Set([408, 425, 502, 503, 504]);

type Refusal = Extract<Reply<unknown>, { ok: false }>;
const NO_ANSWER = { ok: false, code: 'unanswered', flaws: [] } as const;

export interface SendOptions {
  /** BCP 47 tag in which refusals are worded. */
  language: string;
  /** Said where no answer came. */
  noAnswer(): { title: string; detail: string };
  /** Resolves while this page's person is in; another one gets a page of his or her own. */
  admitted(): Promise<void>;
  /** The server says that nobody is in here any more, or that the screen is locked. */
  barred(locked: boolean): void;
}

export type Sender = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
  /** ms; what makes a hundred people takes longer than the rest. */
  within?: number,
) => Promise<Reply<T>>;

/**
 * The shape of an answer is what the API document says of the route: `T` is the caller's word for it.
 * What met a screen without its person is sent again, under its own key, when that person is back.
 */
export function createSender(options: SendOptions): Sender {
  return async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    within = ANSWER_MS,
  ): Promise<Reply<T>> => {
    const request: RequestInit = {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        'Accept-Language': options.language,
        ...(method === 'GET' ? {} : { 'Idempotency-Key': newKey() }),
        ...(body === undefined
          ? {}
          : { 'Content-Type': isFile(body) ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isFile(body) ? body : JSON.stringify(body) }),
    };
    for (;;) {
      await options.admitted();
      const { status, answer } = await attempt(`/api/v1${path}`, request, within);
      if (status === 401) options.barred(refused(answer).code === 'locked');
      else if (status === null) return { ...NO_ANSWER, ...options.noAnswer() };
      else if (status < 400) return { ok: true, body: answer as T };
      else return refused(answer);
    }
  };
}

/** Files travel as they are. */
function isFile(body: unknown): body is Blob {
  return body instanceof Blob;
}

/** One attempt; without a status nothing is known of what came of it. */
async function attempt(
  address: string,
  request: RequestInit,
  within: number,
): Promise<{ status: number | null; answer: unknown }> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), within);
  try {
    const response = await fetch(address, { ...request, signal: abort.signal });
    const { status } = response;
    if (UNANSWERED.has(status)) return { status: null, answer: null };
    return { status, answer: status === 204 ? null : await response.json() };
  } catch {
    // No connection, a reply cut short, or no JSON where JSON was due.
    return { status: null, answer: null };
  } finally {
    clearTimeout(timer);
  }
}

function refused(answer: unknown): Refusal {
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
