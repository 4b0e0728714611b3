/** What is kept of missing papers, as far as a site still offers what they are for. */
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import { PAPERS_CODE, type Papers } from '../protocol/papers.js';
import { type KeptPapers, keptPapers } from '../protocol/schema/papers.js';
import type { Store } from '../store/port.js';

export function keptFrom(text: string | null): KeptPapers | null {
  return text === null ? null : keptPapers.parse(JSON.parse(text));
}

export function answerOf({ request: _request, ...papers }: KeptPapers, code: string): Papers {
  return { ...papers, code };
}

/**
 * What is kept under a code, as far as the site still offers it.
 * @throws AppError `papers-unknown`
 */
export async function papersOf(store: Store, view: SiteView, code: string): Promise<Papers> {
  const kept = PAPERS_CODE.test(code) ? keptFrom(await store.papers(view.id, code)) : null;
  const procedure = view.config.procedures.find(({ id }) => id === kept?.procedure);
  const documents = kept === null ? undefined : procedure?.cases[kept.case]?.documents;
  if (kept === null || documents === undefined) throw new AppError('papers-unknown');
  const missing = kept.missing.filter((at) => documents[at] !== undefined);
  return answerOf({ ...kept, missing }, code);
}
