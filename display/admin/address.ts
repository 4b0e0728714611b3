/** Where somebody is in the settings, as the address of the page says it: `/admin/{section}/{chosen}`. */

export interface Place {
  /** '' on `/admin` itself. */
  section: string;
  /** '' where no item of a list is chosen. */
  chosen: string;
}

/** @param root '' or `/s/{site}` */
export function placeOf(pathname: string, root: string): Place {
  const [section = '', chosen = ''] = pathname
    .slice(`${root}/admin`.length)
    .split('/')
    .slice(1)
    .map(readable);
  return { section, chosen };
}

export function addressOf(root: string, { section, chosen }: Place): string {
  const parts = [section, chosen].filter((part) => part !== '').map(encodeURIComponent);
  return [`${root}/admin`, ...parts].join('/');
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
