/** The picture of a sample slip, drawn by the server from the draft: dot for dot what would be printed. */
import type { PrinterConfig, SiteConfig } from '../../server/protocol/config.js';
import { type SlipSample, SLIP_SAMPLES } from '../../server/protocol/slip-sample.js';
import { type Child, h } from '../shared/dom.js';
import { chip } from '../shared/staff-parts.js';
import { changeIn, turnTo } from './paper-change.js';
import { askForSlip } from './slip-picture.js';
import { button } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

type Dots = PrinterConfig['dots'];
const WIDTHS = [576, 512, 384] as const satisfies readonly Dots[];
/** ms after the last change until the picture is asked for: nobody types faster for long. */
const REST_MS = 300;
/** ms after which the server, busy with the last picture, is asked again. */
const AGAIN_MS = 1_000;

export class SlipPreview {
  /** `null` until somebody chose: the width of the site's first printer. */
  private dots: Dots | null = null;
  private sample: SlipSample = 'usual';
  private picture: { of: string; dots: Dots; source: string } | null = null;
  /** What was asked for last, and why it did not come; `null` while it may. */
  private asked = '';
  private failure: string | null = null;
  private asking: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly tools: AdminTools) {}

  readonly presses = {
    width: ({ value = '' }: Readonly<Record<string, string>>): void => {
      this.dots = WIDTHS.find((dots) => String(dots) === value) ?? null;
      this.again();
    },
    sample: ({ value = '' }: Readonly<Record<string, string>>): void => {
      this.sample = SLIP_SAMPLES.find((sample) => sample === value) ?? 'usual';
      this.again();
    },
    again: (): void => this.again(),
  };

  /** Asks for the picture of the draft as it is now, unless it is there or on its way. */
  look(): void {
    const { draft } = this.tools.scene();
    const wanted = this.wanted(draft);
    if (wanted === this.asked || this.isWrong()) return;
    this.asked = wanted;
    this.failure = null;
    // Whoever changed something does not want the last picture any more.
    this.asking?.abort();
    this.askIn(REST_MS, draft, wanted);
  }

  leave(): void {
    this.asking?.abort();
    if (this.timer !== null) clearTimeout(this.timer);
    this.asked = '';
  }

  view(scene: AdminScene): Child {
    queueMicrotask(() => this.look());
    const { say } = scene.words;
    const dots = this.width(scene.draft);
    return h(
      'figure',
      { class: 'preview' },
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': say('settings.slip.width.label') },
        WIDTHS.map((each) =>
          chip('slip.width', String(each), say(`settings.slip.width.${each}`), each === dots),
        ),
      ),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': say('settings.slip.samples.label') },
        SLIP_SAMPLES.map((each) =>
          chip(
            'slip.sample',
            each,
            say(`settings.slip.samples.options.${each}`),
            each === this.sample,
          ),
        ),
      ),
      h('p', { class: 'preview__state', role: 'status' }, this.state(scene)),
      this.failure !== null &&
        !this.isWrong() &&
        button({ do: 'slip.again', label: say('settings.slip.again'), id: 'slip-again' }),
      this.picture !== null && this.paper(scene, this.picture),
      h('figcaption', { class: 'f__help' }, say('settings.slip.sample')),
    );
  }

  /** In a frame that scrolls: the paper is never made smaller than its dots. */
  private paper(
    { words, draft }: AdminScene,
    { of, dots, source }: NonNullable<SlipPreview['picture']>,
  ): Element {
    const label = words.say('settings.slip.preview');
    const fresh = of === this.wanted(draft);
    return h(
      'div',
      {
        class: 'preview__frame',
        id: 'slip-frame',
        tabindex: 0,
        role: 'region',
        'aria-label': label,
      },
      h('img', {
        class: `preview__paper${fresh ? '' : ' is-old'}`,
        id: 'slip-preview',
        src: source,
        alt: label,
        width: (dots * pixelsOfDot()) / devicePixelRatio,
      }),
    );
  }

  private state({ words, draft }: AdminScene): string {
    const { say } = words;
    if (this.isWrong()) return say('settings.slip.wrong');
    if (this.failure !== null) return say('settings.slip.failed', { reason: this.failure });
    if (this.picture === null) return say('settings.slip.drawing');
    return this.picture.of === this.wanted(draft) ? '' : say('settings.slip.old');
  }

  private isWrong(): boolean {
    return this.tools.scene().flaws.some(({ section }) => section === 'slip');
  }

  private width({ printers }: SiteConfig): Dots {
    return this.dots ?? printers[0]?.dots ?? 576;
  }

  /** What the picture depends on. */
  private wanted(draft: SiteConfig): string {
    const { slip, site, groups, counters, zones, languages } = draft;
    const parts = [slip, site, groups, counters, zones, languages];
    return JSON.stringify([this.width(draft), this.sample, ...parts]);
  }

  private again(): void {
    this.asked = '';
    this.failure = null;
    this.tools.redraw();
  }

  private askIn(ms: number, draft: SiteConfig, wanted: string): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(draft, wanted), ms);
  }

  private async ask(draft: SiteConfig, wanted: string): Promise<void> {
    const asking = new AbortController();
    this.asking = asking;
    const { site, language, words } = this.tools.scene();
    const dots = this.width(draft);
    const order = { site, language, draft, dots, sample: this.sample };
    const answer = await askForSlip(order, asking.signal);
    if (asking.signal.aborted || wanted !== this.asked) return;
    if (answer.kind === 'busy') return this.askIn(AGAIN_MS, draft, wanted);
    if (answer.kind === 'failed') {
      this.failure = answer.reason ?? words.say('settings.slip.unreachable');
      return this.tools.redraw();
    }
    const before = this.picture;
    this.picture = { of: wanted, dots, source: answer.source };
    this.tools.redraw();
    if (before?.dots === dots) await this.showChange(before.source, answer.source);
  }

  /** Little of the paper is in view where the screen is small. */
  private async showChange(older: string, newer: string): Promise<void> {
    const row = await changeIn(older, newer).catch(() => null);
    const picture = document.querySelector<HTMLImageElement>('#slip-preview');
    const frame = document.querySelector('#slip-frame');
    if (row !== null && picture !== null && frame !== null) turnTo(frame, picture, row);
  }
}

/** Pixels of the screen for each dot, a whole number: anything between would blur what is black or white. */
function pixelsOfDot(): number {
  return Math.max(1, Math.round(devicePixelRatio * 0.6));
}
