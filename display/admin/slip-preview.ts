/** The picture of a sample slip, drawn by the server from the draft: exactly what would be printed. */
import type { SiteConfig } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { chip } from '../shared/staff-parts.js';
import type { AdminScene, AdminTools } from './section.js';

type Dots = 384 | 576;
/** ms after the last change until the picture is asked for again: nobody types faster for long. */
const REST_MS = 400;

export class SlipPreview {
  private dots: Dots = 576;
  private picture: { of: string; source: string } | null = null;
  private asked = '';
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly tools: AdminTools) {}

  choose(dots: Dots): void {
    this.dots = dots;
    this.asked = '';
    this.look();
  }

  /** Asks for the picture of the draft as it is now, unless it is there. */
  look(): void {
    const { draft, flaws } = this.tools.scene();
    const wanted = this.wanted(draft);
    if (wanted === this.asked || flaws.some(({ section }) => section === 'slip')) return;
    this.asked = wanted;
    this.askLater(draft, wanted);
  }

  private askLater(draft: SiteConfig, wanted: string): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(draft, wanted), REST_MS);
  }

  view(scene: AdminScene): Child {
    queueMicrotask(() => this.look());
    const { say } = scene.words;
    const fresh = this.picture !== null && this.picture.of === this.wanted(scene.draft);
    return h(
      'figure',
      { class: 'preview' },
      h(
        'div',
        { class: 'chips' },
        ([576, 384] as const).map((dots) =>
          chip('slip.width', String(dots), say(`settings.slip.width.${dots}`), this.dots === dots),
        ),
      ),
      this.picture === null
        ? h('p', { class: 'empty' }, say('settings.slip.drawing'))
        : h('img', {
            class: `preview__paper preview__paper--${this.dots}${fresh ? '' : ' is-old'}`,
            id: 'slip-preview',
            src: this.picture.source,
            alt: say('settings.slip.preview'),
          }),
      h('figcaption', { class: 'f__help' }, say('settings.slip.sample')),
    );
  }

  /** What the picture depends on. */
  private wanted({ slip, site, groups, counters, zones }: SiteConfig): string {
    return JSON.stringify([this.dots, slip, site, groups, counters, zones]);
  }

  private async ask(draft: SiteConfig, wanted: string): Promise<void> {
    // The server draws one at a time for each of us.
    if (this.asking) {
      this.askLater(draft, wanted);
      return;
    }
    this.asking = true;
    const { site, language } = this.tools.scene();
    const path = `/api/v1/sites/${encodeURIComponent(site)}/config/slip.png?dots=${this.dots}`;
    try {
      const response = await fetch(path, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
        body: JSON.stringify(draft),
      });
      if (response.status === 429 && wanted === this.asked) this.askLater(draft, wanted);
      if (!response.ok) throw new Error(`the picture answered ${response.status}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (wanted !== this.asked) return;
      this.picture = { of: wanted, source: `data:image/png;base64,${base64(bytes)}` };
      this.tools.redraw();
    } catch {
      // The last picture stays, marked as old; the next change or choice asks again.
    } finally {
      this.asking = false;
    }
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
