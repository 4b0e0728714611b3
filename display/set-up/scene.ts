/** Everything that the steps of set-up are drawn from. */
import type { SetUpFlaw } from '../../server/domain/set-up-draft.js';
import type { Speaker } from '../../server/domain/wording.js';
import type { FinderState } from '../shared/printer-finder.js';
import type { SetUpDone, SetUpDraft, SetUpStep } from '../../server/protocol/set-up.js';

export interface SetUpScene {
  words: Speaker;
  draft: SetUpDraft;
  flaws: readonly SetUpFlaw[];
  /** Steps that somebody tried to leave: their flaws are shown. */
  tried: ReadonlySet<SetUpStep>;
  /** Groups of a usual ward, which stand before those of the library. */
  usual: ReadonlySet<string>;
  /** Hours as they are typed, while they are no time yet. */
  typed: Readonly<Record<string, string>>;
  /** Printers that were found, and what became of trying one. */
  finder: FinderState;
  password: string;
  again: string;
  passwordShown: boolean;
  /** A press on the last button: what the server said against it, `null` for nothing. */
  refusal: { title: string; detail: string; weak: boolean } | null;
  opening: boolean;
  /** The link is worth nothing any more. */
  gone: boolean;
  done: SetUpDone | null;
}

/** Sentences of the flaws of a field, once somebody tried to go on. */
export function flawsAt({ flaws, tried, words }: SetUpScene, path: string): string[] {
  return flaws
    .filter((flaw) => flaw.path === path && tried.has(flaw.step))
    .map(({ code, about }) => words.say(`setUp.flaw.${code}`, { about }));
}
