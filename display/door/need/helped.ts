/** Help at the door without a number: one tap counts it, and for a minute it can be taken back. */
import { isRecord } from '../../shared/api.js';
import { h } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import { type LastDone, secondsToUndo } from '../../shared/staff-parts.js';
import type { Scene } from '../../shared/staff-site.js';
import type { StaffScreen } from '../../shared/staff-screen.js';

const HELPED = 'helped';
const NOT_HELPED = 'not-helped';

export class Helped {
  #last: LastDone | null = null;

  constructor(private readonly screen: StaffScreen) {}

  /** @param procedure what was asked about, for the card that is kept while nobody answers */
  give(procedure: string): void {
    const about = { wish: this.#say('door.need.helpedWish'), sentence: '', number: '' };
    this.screen.commands.give(
      HELPED,
      { ...about, subject: procedure },
      { method: 'POST', path: '/assists', body: { type: 'answer' } },
    );
  }

  takeBack(): void {
    if (this.#last === null) return;
    const about = { wish: this.#say('staff.undo.button'), sentence: '', number: '' };
    this.screen.commands.give(
      NOT_HELPED,
      { ...about, subject: this.#last.request },
      { method: 'POST', path: `/assists/${this.#last.request}/undo`, body: {} },
    );
  }

  /** @returns whether it was about help, and whether that was given just now */
  accepted({ kind, about }: Pending, body: unknown): 'given' | 'taken-back' | null {
    if (kind === HELPED && isRecord(body) && typeof body['id'] === 'string') {
      const { now } = this.screen.scene();
      this.#last = { request: body['id'], at: now, number: '', sentence: about['wish'] ?? '' };
      return 'given';
    }
    if (kind !== NOT_HELPED) return null;
    this.#last = null;
    return 'taken-back';
  }

  undo(scene: Scene): { at: number; line: Element } | null {
    const seconds = secondsToUndo(this.#last, scene.now);
    if (this.#last === null || seconds === 0) return null;
    const { say } = scene.words;
    const line = h(
      'div',
      { class: 'undo', id: 'undo-line' },
      h('span', { class: 'undo__text' }, this.#last.sentence),
      h(
        'button',
        {
          type: 'button',
          class: 'undo__button',
          'data-do': 'undo-helped',
          'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
        },
        h('b', {}, say('staff.undo.button')),
        ' ',
        h('span', { class: 'undo__seconds' }, say('staff.undo.seconds', { seconds })),
      ),
    );
    return { at: this.#last.at, line };
  }

  #say(key: string): string {
    return this.screen.scene().words.say(key);
  }
}
