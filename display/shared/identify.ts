/** For a while two characters over everything, so that whoever looks after the hall knows which screen it is. */
import type { Identify } from '../../server/protocol/live.js';
import { setText, show } from './set.js';

export function createIdentify(place: Element): (message: Identify) => void {
  let timer = 0;
  function tell(code: string): void {
    setText(place, code);
    show(place, code !== '');
  }
  return ({ code, seconds }) => {
    tell(code);
    clearTimeout(timer);
    timer = window.setTimeout(() => tell(''), seconds * 1_000);
  };
}
