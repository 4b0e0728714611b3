/** What went wrong on the way to Redis: an answer that is not known, or a fault of ours. */
import { StoreDown } from '../port.js';

/** Replies of a server that lives but cannot serve now; the command was not carried out. */
const NOT_NOW =
  /^(OOM|MISCONF|LOADING|BUSY|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|UNKILLABLE)\b/;

/**
 * A lost connection, a timeout and a server that cannot serve are `StoreDown`; any other reply is a
 * fault in our own script or call, named by `what`.
 */
export function asStoreError(error: unknown, what: string): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (isReply(error) && !NOT_NOW.test(message)) {
    return new Error(`${what}: ${message}`, { cause: error });
  }
  return new StoreDown(`${what}: ${message}`, { cause: error });
}

/** Whether Redis does not have the script cached: it was not run. */
export function isUnknownScript(error: unknown): boolean {
  return isReply(error) && error.message.startsWith('NOSCRIPT');
}

function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError';
}
