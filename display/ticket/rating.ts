/** The rating on the citizen's phone: sends it without a new page, and warns of what should not be written. */
import { namesNumber } from '../../server/domain/ratings.js';
import type { Speaker } from '../../server/domain/wording.js';
import type { Problem } from '../../server/protocol/answers.js';
import { newKey } from '../shared/api.js';
import { need } from '../shared/presses.js';

/** What a page does with its rating. */
export interface RatingPart {
  /** Whether the ticket is done; whoever wants none is not asked again. */
  show(done: boolean): void;
}

/**
 * Call it once, after the page stands: `ticket/rating` is on it.
 * @param voice says the page's sentences as they are at that moment
 */
export function wireRating(voice: () => Speaker): RatingPart {
  const section = need('#rating', HTMLElement);
  const form = need('#rating-form', HTMLFormElement);
  const thanks = need('#rating-thanks', HTMLElement);
  const told = need('#rating-told', HTMLElement);
  const send = need('#rating-send', HTMLButtonElement);
  const text = need('#rating-text', HTMLTextAreaElement);
  let skipped = section.hidden && new URLSearchParams(location.search).get('rating') === 'no';
  let busy = false;
  /** One key for one thing said, however often it is sent. */
  let sent = { body: '', key: '' };

  function tell(words: string): void {
    if (told.textContent !== words) told.textContent = words;
  }

  function warn(): void {
    tell(namesNumber(text.value) ? voice().say('ticket.rating.number') : '');
  }

  function turn(asks: boolean): void {
    form.hidden = !asks;
    thanks.hidden = asks;
  }

  async function submit(): Promise<void> {
    if (busy) return;
    const said = text.value.replace(/\s+/g, ' ').trim();
    const score = Number(new FormData(form).get('score'));
    const body = JSON.stringify({ score, ...(said !== '' && { text: said }) });
    if (sent.body !== body) sent = { body, key: newKey() };
    busy = true;
    send.setAttribute('aria-busy', 'true');
    const failed = await post(section.dataset['token'] ?? '', body, sent.key);
    busy = false;
    send.removeAttribute('aria-busy');
    if (failed !== null) return tell(failed === '' ? voice().say('ticket.rating.failed') : failed);
    tell('');
    text.value = '';
    turn(false);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  text.addEventListener('input', warn);
  need('#rating-skip', HTMLElement).addEventListener('click', (event) => {
    event.preventDefault();
    skipped = true;
    section.hidden = true;
  });
  need('#rating-again', HTMLElement).addEventListener('click', (event) => {
    event.preventDefault();
    turn(true);
  });
  return {
    show(done) {
      section.hidden = !done || skipped;
    },
  };
}

/** @returns `null` when it was taken down; else why not, '' where there was no answer */
async function post(token: string, body: string, key: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/v1/links/${encodeURIComponent(token)}/rating`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        'Accept-Language': document.documentElement.lang,
      },
      body,
      credentials: 'same-origin',
    });
    if (answer.ok) return null;
    const { title, detail } = (await answer.json()) as Problem;
    return `${title} ${detail}`;
  } catch {
    return '';
  }
}
