/** What the page of set-up asks of the server. */
import type { PrinterSearch, PrinterTrial } from '../../server/protocol/printers.js';
import type { SetUpDone, SetUpDraft } from '../../server/protocol/set-up.js';
import { isRecord } from '../shared/api.js';
import type { FinderAsk } from '../shared/printer-finder.js';

/** `null`: no answer. */
export type Answered<T> =
  | { ok: true; body: T }
  | { ok: false; status: number; code: string; title: string; detail: string }
  | null;

/** ms; opening the ward takes a second or two. */
const ANSWER_MS = 20_000;

async function ask(
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
): Promise<Answered<unknown>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_MS);
  try {
    const response = await fetch(`/api/v1/set-up${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': document.documentElement.lang,
      },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, body: answer };
    // A server that is down says nothing about what was asked of it.
    if (response.status === 503) return null;
    const problem = isRecord(answer) ? answer : {};
    const text = (name: string): string => {
      const value = problem[name];
      return typeof value === 'string' ? value : '';
    };
    const { status } = response;
    return { ok: false, status, code: text('code'), title: text('title'), detail: text('detail') };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

export function saveDraft(link: string, draft: SetUpDraft): Promise<Answered<unknown>> {
  return ask('PUT', '', { link, draft });
}

/** Printers, with the one-time link. */
export function finderAsk(link: string): FinderAsk {
  const body = async (path: string, more: object): Promise<unknown> => {
    const answer = await ask('POST', path, { link, ...more });
    return answer?.ok === true ? answer.body : null;
  };
  return {
    async search(begin) {
      const said = await body('/printers', { search: begin });
      return isSearch(said) ? said : null;
    },
    async trial(wanted) {
      const said = await body('/printer', { try: wanted });
      const trial = isRecord(said) ? said['trial'] : null;
      return isTrial(trial) ? trial : null;
    },
  };
}

function isSearch(body: unknown): body is PrinterSearch {
  return isRecord(body) && typeof body['searching'] === 'boolean' && Array.isArray(body['found']);
}

function isTrial(body: unknown): body is PrinterTrial {
  return isRecord(body) && typeof body['stage'] === 'string' && typeof body['address'] === 'string';
}

export async function openWard(link: string, password: string): Promise<Answered<SetUpDone>> {
  const answer = await ask('POST', '/finish', { link, password });
  if (answer?.ok !== true) return answer;
  return isDone(answer.body) ? { ok: true, body: answer.body } : null;
}

function isDone(body: unknown): body is SetUpDone {
  return isRecord(body) && typeof body['login'] === 'string' && Array.isArray(body['addresses']);
}
