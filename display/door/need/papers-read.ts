/** Asks the server what a code of missing papers means. */
import { PAPERS_CODE, type Papers } from '../../../server/protocol/papers.js';
import { isRecord } from '../../shared/api.js';

/** What was typed as a code (`kmrt`, `KM RT`); `null` when it can be none. */
export function codeIn(typed: string): string | null {
  const code = typed.replace(/\s/g, '').toUpperCase();
  return PAPERS_CODE.test(code) ? code : null;
}

export function isPapers(value: unknown): value is Papers {
  return (
    isRecord(value) &&
    typeof value['code'] === 'string' &&
    typeof value['procedure'] === 'string' &&
    typeof value['case'] === 'number' &&
    Array.isArray(value['missing'])
  );
}

/** @returns `unknown` when there is no such code, `null` when nobody answered */
export async function readPapers(site: string, code: string): Promise<Papers | 'unknown' | null> {
  const path = `/api/v1/sites/${encodeURIComponent(site)}/papers/${encodeURIComponent(code)}`;
  try {
    const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
    if (response.status === 404) return 'unknown';
    const body: unknown = response.ok ? await response.json() : null;
    return isPapers(body) ? body : null;
  } catch {
    return null;
  }
}

/** @returns what became of the newest printed list of a code; `null` while it is not known */
export async function readPrint(site: string, code: string): Promise<string | null> {
  const path = `/api/v1/sites/${encodeURIComponent(site)}/papers/${encodeURIComponent(code)}/print`;
  try {
    const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
    const body: unknown = response.ok ? await response.json() : null;
    const result = isRecord(body) ? body['result'] : null;
    return isRecord(result) && typeof result['outcome'] === 'string' ? result['outcome'] : null;
  } catch {
    return null;
  }
}
