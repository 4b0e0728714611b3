/** The sites' logos as slips carry them: dithered once for each width of paper. */
import { inkOf } from '../../printer/render/bitmap.js';
import { dither, shadesOf, withFullContrast } from '../../printer/render/dither.js';
import { toPng } from '../../printer/render/png.js';
import { logoSize } from '../../printer/template/logo-room.js';
import { type PaperDots, paperOf } from '../../printer/template/paper.js';
import type { SlipLogo } from '../../printer/template/slip-model.js';
import { readPicture } from '../media/picture.js';
import type { SiteConfig } from '../protocol/config.js';

/** Logos kept at once: some sites, some papers, and those that somebody tries out. */
const MOST = 24;

export class SlipLogos {
  readonly #drawn = new Map<string, Promise<SlipLogo | null>>();

  /** @param read bytes of a picture that a site uploaded; `null` where it is gone */
  constructor(private readonly read: (site: string, file: string) => Promise<Buffer | null>) {}

  /** `null` where the site has none, or its picture is gone or blank: a slip never waits for that. */
  async of({ site, slip }: SiteConfig, dots: PaperDots): Promise<SlipLogo | null> {
    if (slip.logo === null) return null;
    const key = `${site.id}/${slip.logo}/${dots}`;
    const drawn = this.#drawn.get(key) ?? this.#draw(site.id, slip.logo, dots).catch(() => null);
    // What was asked for last goes last.
    this.#drawn.delete(key);
    this.#drawn.set(key, drawn);
    const [oldest] = this.#drawn.keys();
    if (oldest !== undefined && this.#drawn.size > MOST) this.#drawn.delete(oldest);
    const logo = await drawn;
    // It may have been put back meanwhile.
    if (logo === null) this.#drawn.delete(key);
    return logo;
  }

  async #draw(site: string, file: string, dots: PaperDots): Promise<SlipLogo | null> {
    const bytes = await this.read(site, file);
    const picture = bytes && readPicture(bytes);
    if (!bytes || !picture || picture.type === 'webp') return null;
    const size = logoSize(picture, paperOf(dots));
    const shades = await shadesOf({ type: picture.type, bytes, width: picture.width }, size);
    const bitmap = dither(withFullContrast(shades));
    if (inkOf(bitmap) === 0) return null;
    const source = `data:image/png;base64,${toPng(bitmap).toString('base64')}`;
    return { ...size, source };
  }
}
