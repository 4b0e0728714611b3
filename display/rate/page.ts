/**
 * A tablet that a volunteer holds out: four faces, thanks, and no way back to the staff's screen but by a PIN.
 * The session is locked as soon as something was said, or the tablet is given back.
 */
import type { RatePageData } from '../../server/protocol/page.js';
import { createAttempter, newKey } from '../shared/api.js';
import { need } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { PressGuard } from '../shared/press-guard.js';

const data = readPageData<RatePageData>(document, 'rate');
const guard = new PressGuard(document.documentElement);
const attempt = createAttempter(data.site, data.language);
const ask = need('#ask', HTMLElement);
const failed = need('#failed', HTMLElement);
let busy = false;
/** One key for one face, however often it is sent. */
let sent = { score: 0, key: '' };

async function rate(score: number): Promise<void> {
  if (busy) return;
  busy = true;
  if (sent.score !== score) sent = { score, key: newKey() };
  const request = { method: 'POST', path: '/ratings', body: { score } } as const;
  const result = await attempt(request, sent.key);
  busy = false;
  const taken = result.kind === 'answered' && result.answer.ok;
  failed.hidden = taken;
  if (!taken) return;
  void lock();
  guard.hold();
  ask.hidden = true;
  need('#thanks', HTMLElement).hidden = false;
  need('#told', HTMLElement).focus();
}

/** Whether nobody gets on here without a PIN. */
async function lock(): Promise<void> {
  await fetch('/api/v1/lock', { method: 'POST', credentials: 'same-origin' }).catch(() => null);
}

async function leave(): Promise<void> {
  await lock();
  location.replace(`${data.root}/door`);
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  const score = Number(button?.dataset['score'] ?? 0);
  if (button?.id === 'staff') void leave();
  else if (score > 0) void rate(score);
});
guard.start();
