/** What the page finds around itself: the state of the line, the browser's storage. */
import type { Speaker } from '../../server/domain/wording.js';
import { need } from '../shared/dom.js';
import type { LiveState } from '../shared/live.js';

const CONNECTION = {
  connecting: 'shared.connecting',
  live: 'shared.connected',
  stale: 'shared.disconnected',
} as const;

export function showConnection({ kind }: LiveState, { say }: Speaker): void {
  const connection = need('#connection', HTMLElement);
  connection.dataset['state'] = kind;
  connection.textContent = say(CONNECTION[kind]);
}

/** `null` where the browser forbids it, as in a private window: then a draft lives as long as the page. */
export function storageHere(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
