/** What the way in is drawn from. */
import type { Speaker } from '../../server/domain/wording.js';
import type { EntryState } from './entry-state.js';

export interface EntryModel {
  state: EntryState;
  words: Speaker;
  /** `''`, or `/s/{site}` where there are several sites. */
  root: string;
  siteName: string;
  pinHere: boolean;
  /** Why a PIN is enough on this device, as a sentence; '' where nothing is said. */
  why: string;
  /** `performance.now()` of this drawing. */
  real: number;
}
