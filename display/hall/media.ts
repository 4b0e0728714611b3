/**
 * Pictures and posters while nobody is called. Two places take turns: the next picture is loaded into the
 * hidden one and comes in when it is whole, so that nothing flashes; one that cannot be had is passed over and
 * the last good one stays.
 */
import type { HallMedia } from '../../server/protocol/page.js';
import { find, findAll, setFlag, setText, show } from '../shared/set.js';

/** ms after which a picture that could not be had is tried again. */
const AGAIN_MS = 60_000;
/** Letters of a title that is set large. */
const LONG = 32;

/** @returns what takes the pictures of today, whether the hall is idle, and the real ms of now */
export function createMedia(
  hall: Element,
): (media: readonly HallMedia[], idle: boolean, now: number) => void {
  const posters = findAll(hall, '.poster').map((element) => ({
    element,
    picture: find(element, 'img') as HTMLImageElement,
    title: find(element, '.poster-title'),
    code: find(element, '.poster-code'),
    path: find(element, 'path'),
    scan: find(element, '.poster-scan'),
  }));
  /** Address of the picture on the screen, which place it has, and until when it stands. */
  let shown = '';
  let place = 0;
  let until = 0;
  let loading = false;
  const failed: Record<string, number> = {};

  function load(next: HallMedia, now: number): void {
    const poster = posters[1 - place];
    if (!poster) return;
    const { element, picture, title, code, path, scan } = poster;
    loading = true;
    picture.onload = () => {
      loading = false;
      posters.forEach((each) =>
        setFlag(each.element, 'data-on', each.element === element ? '' : null),
      );
      setFlag(hall, 'data-media', '');
      place = 1 - place;
      shown = next.src;
      until = performance.now() + next.seconds * 1_000;
    };
    picture.onerror = () => {
      loading = false;
      failed[next.src] = now;
    };
    setText(title, next.title);
    setFlag(title, 'data-long', next.title.length > LONG ? '' : null);
    show(code, next.modules > 0);
    show(scan, next.modules > 0);
    setFlag(code, 'viewBox', `0 0 ${next.modules} ${next.modules}`);
    setFlag(path, 'd', next.code);
    picture.src = next.src;
  }

  return (media, idle, now) => {
    const at = media.map(({ src }) => src).indexOf(shown);
    // Taken away, or its last day is over.
    if (shown !== '' && at < 0) {
      shown = '';
      until = 0;
      setFlag(hall, 'data-media', null);
    }
    if (!idle || loading || now < until) return;
    for (let i = 1; i <= media.length; i++) {
      const next = media[(at + i) % media.length];
      if (!next || next.src === shown || now - (failed[next.src] || -AGAIN_MS) < AGAIN_MS) continue;
      load(next, now);
      return;
    }
  };
}
