/** Reloading when the server has another build of the screens. */

/** Screens of a hall do not all come back in one moment. */
const JITTER_MS = 10_000;
const MEMORY = 'motcua.reloaded-for';

/**
 * Reloads within 10 s, and only once for one build: a cache in between that keeps serving the old
 * page must not make a television blink all day.
 * @param wanted whether it is still to be done when its moment has come
 */
export function reloadOnce(build: string, wanted: () => boolean = () => true): void {
  if (remembered() === build) return;
  setTimeout(() => {
    if (!wanted()) return;
    remember(build);
    location.reload();
  }, Math.random() * JITTER_MS);
}

/** Players switch storage off: then every hello may reload, which is still right. */
function remembered(): string | null {
  try {
    return sessionStorage.getItem(MEMORY);
  } catch {
    return null;
  }
}
function remember(build: string): void {
  try {
    sessionStorage.setItem(MEMORY, build);
  } catch {
    return;
  }
}
