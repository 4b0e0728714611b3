/** What the page of set-up asks of the server. */
import type { PrinterTry, SetUpDone, SetUpDraft } from '../../server/protocol/set-up.js';
import { PRINTER_TRIES } from '../../server/protocol/set-up.js';
import { isRecord } from '../shared/api.js';

/** `null`: no answer. */
export type Answered<T> =
  | { ok: true; body: T }
  | { ok: false; status: number; code: string; title: string; detail: string }
  | null;

/** ms; opening the ward takes a second or two, trying a printer five. */
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

/** `null` when the server did not say. */
export async function askForPrinter(link: string, address: string): Promise<PrinterTry | null> {
  const answer = await ask('POST', '/printer', { link, address });
  const said = answer?.ok === true && isRecord(answer.body) ? answer.body['printer'] : null;
  return PRINTER_TRIES.find((each) => each === said) ?? null;
}

export async function openWard(link: string, password: string): Promise<Answered<SetUpDone>> {
  const answer = await ask('POST', '/finish', { link, password });
  if (answer?.ok !== true) return answer;
  return isDone(answer.body) ? { ok: true, body: answer.body } : null;
}

function isDone(body: unknown): body is SetUpDone {
  return isRecord(body) && typeof body['login'] === 'string' && Array.isArray(body['addresses']);
}
