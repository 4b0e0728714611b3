/** The strip: the same desk in a narrow window beside other software, on top of it where browsers can. */
import type { Speaker } from '../../server/domain/wording.js';
import { instead, openOnTop, whyNot } from '../shared/secure-context.js';

/** As wide as the narrowest screen that the desk is drawn for. */
const STRIP = { width: 360, height: 800 };

/**
 * Opens it. @returns what to say: nothing where it stays on top, else why it does not, or that the
 * browser opened no window.
 */
export async function openStrip(
  counter: number,
  words: Readonly<Record<string, string>>,
  { say }: Speaker,
): Promise<string> {
  const address = `${location.pathname}#strip`;
  if (await openOnTop(address, say('staff.counter', { counter }), STRIP)) return '';
  const place = `left=${Math.max(0, screen.availWidth - STRIP.width)},top=0`;
  const size = `width=${STRIP.width},height=${Math.min(STRIP.height, screen.availHeight)}`;
  const opened = window.open(address, `motcua-strip-${counter}`, `popup,${size},${place}`);
  if (opened === null) return say('desk.strip.barred');
  return `${whyNot(words)} ${say('secure.on-top.name')}. ${instead('on-top', words)}`;
}
