/** What the version panel's presses do to the draft; all but using it can be undone. */
import type { Speaker } from '../../server/domain/wording.js';
import type { Draft } from './draft.js';
import type { Fields } from './fields.js';
import type { UndoOffer } from './undo-offer.js';
import type { UseDraft } from './use-draft.js';

interface DraftPressesParts {
  draft: Draft;
  using: UseDraft;
  fields: Fields;
  undo: UndoOffer;
  say: Speaker['say'];
  /** The draft is another one now. */
  edited(): void;
}

/** By the name behind `shell.` in `data-do`. */
export function draftPresses(parts: DraftPressesParts): Readonly<Record<string, () => void>> {
  const { draft, using, fields, undo, say, edited } = parts;
  return {
    use: () => using.press(),
    drop() {
      const back = draft.drop();
      fields.forgetTyped();
      undo.make(say('admin.dropped'), back);
      edited();
    },
    undo() {
      undo.take();
      fields.forgetTyped();
      edited();
    },
    'catch-up'() {
      const before = draft.remember();
      const both = draft.catchUp();
      fields.forgetTyped();
      const outcome = both.length === 0 ? 'admin.conflict.done' : 'admin.conflict.doneBoth';
      undo.make(say(outcome, { count: both.length, version: draft.used.version }), before);
      edited();
    },
  };
}
