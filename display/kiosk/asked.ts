/**
 * A number that was asked for and is not in somebody's hand yet, kept in this tab's session storage. After a
 * reload the machine asks on under the same key: one press is one number, and it is shown to who pressed.
 */
import type { IssueBody } from '../../server/protocol/requests.js';
import { isRecord } from '../shared/api.js';
import type { Choice, Printing } from './kiosk-state.js';

export interface Asked {
  key: string;
  body: IssueBody;
  choice: Choice;
  printing: Printing;
  /** In which the kiosk spoke, BCP 47 tag. */
  language: string;
}

/** A reload takes seconds: after so many ms somebody else may stand there, who must not see the number. */
const SAME_PERSON_MS = 30_000;
/** So long (ms) it is said that there may be a number, without saying which. */
const TOLD_MS = 180_000;

export class AskedMemory {
  readonly #name: string;

  constructor(site: string) {
    this.#name = `motcua-kiosk-asked-${site}`;
  }

  /** Without storage (a browser that forbids it) a reload loses what was asked; all else works. */
  keep(asked: Asked): void {
    try {
      sessionStorage.setItem(this.#name, JSON.stringify({ ...asked, at: Date.now() }));
    } catch {
      this.forget();
    }
  }

  forget(): void {
    try {
      sessionStorage.removeItem(this.#name);
    } catch {
      // Nothing was kept there.
    }
  }

  /** @returns what was left unanswered; `unknown` when whoever pressed may be gone; `null` for nothing */
  recall(): Asked | 'unknown' | null {
    const kept = this.#read();
    if (!isAsked(kept)) return null;
    const age = Date.now() - kept.at;
    if (age < 0 || age > TOLD_MS) return null;
    return age > SAME_PERSON_MS ? 'unknown' : kept;
  }

  #read(): unknown {
    try {
      return JSON.parse(sessionStorage.getItem(this.#name) ?? 'null');
    } catch {
      return null;
    }
  }
}

/** Tells one by its parts; what an older build kept in another shape is let go. */
function isAsked(kept: unknown): kept is Asked & { at: number } {
  if (!isRecord(kept)) return false;
  const { key, body, choice, printing, language, at } = kept;
  return (
    [key, language].every((each) => typeof each === 'string') &&
    [body, choice].every((each) => isRecord(each) && typeof each['group'] === 'string') &&
    (typeof printing === 'boolean' || isElsewhere(printing)) &&
    typeof at === 'number'
  );
}

function isElsewhere(printing: unknown): boolean {
  return isRecord(printing) && typeof printing['elsewhere'] === 'string';
}
