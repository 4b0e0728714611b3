/** One attempt to have a sample slip drawn by the server. */
import type { SiteConfig } from '../../server/protocol/config.js';
import type { SlipSample } from '../../server/protocol/slip-sample.js';
import { isRecord } from '../shared/api.js';

export interface SlipOrder {
  site: string;
  language: 'vi' | 'en';
  draft: SiteConfig;
  dots: number;
  sample: SlipSample;
}
export type SlipAnswer =
  | { kind: 'drawn'; source: string }
  /** The server still draws for the same person. */
  | { kind: 'busy' }
  /** In the words of the error catalogue; `null` where the server gave none or did not answer. */
  | { kind: 'failed'; reason: string | null };

/** Does not throw, nor when it is aborted. */
export async function askForSlip(order: SlipOrder, signal: AbortSignal): Promise<SlipAnswer> {
  const { site, language, draft, dots, sample } = order;
  const path = `/api/v1/sites/${encodeURIComponent(site)}/config/slip.png?dots=${dots}&sample=${sample}`;
  try {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify(draft),
      signal,
    });
    if (response.status === 429) return { kind: 'busy' };
    if (!response.ok) return { kind: 'failed', reason: reasonIn(await response.text()) };
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { kind: 'drawn', source: `data:image/png;base64,${base64(bytes)}` };
  } catch {
    return { kind: 'failed', reason: null };
  }
}

function reasonIn(text: string): string | null {
  try {
    const problem: unknown = JSON.parse(text);
    return isRecord(problem) && typeof problem['title'] === 'string' ? problem['title'] : null;
  } catch {
    return null;
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
