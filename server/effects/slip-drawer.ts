/** Draws slips: for a printer's agent as SVG, for screens as the PNG of the same picture. */
import { loadMeasure } from '../../printer/render/fonts.js';
import { toPng } from '../../printer/render/png.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import type { Measure } from '../../printer/template/measure.js';
import { PAPER_DOTS, type PaperDots } from '../../printer/template/paper.js';
import { ticketSvg } from '../../printer/template/ticket-svg.js';
import type { Clock } from '../clock.js';
import type { SiteView } from '../live/site-view.js';
import type { Words } from '../protocol/config.js';
import type { Ticket } from '../protocol/ticket.js';
import { slipModel, type Standing } from './slip-model.js';

export interface SlipDrawerParts {
  clock: Clock;
  /** A sentence of the locales by its dotted key. */
  text(
    language: keyof Words,
    key: string,
    values?: Readonly<Record<string, string | number>>,
  ): string;
  /** Place in line and expected call at a site time. */
  standing(view: SiteView, ticket: Ticket, at: number): Standing;
}

/** Paper of a site without a printer. */
const USUAL_DOTS: PaperDots = 576;

export class SlipDrawer {
  #measure: Measure | null = null;

  constructor(private readonly parts: SlipDrawerParts) {}

  /**
   * @param copy 1 for the first slip, n + 1 for the n-th reprint
   * @param dots width of the paper; an unknown width gets the next narrower picture
   */
  svg(view: SiteView, ticket: Ticket, copy: number, dots: number): string {
    const language = ticket.language === 'en' ? 'en' : 'vi';
    const standing = this.parts.standing(view, ticket, this.parts.clock.now());
    const model = slipModel(view, ticket, copy, standing, language);
    this.#measure ??= loadMeasure();
    return ticketSvg(
      model,
      (word, data) => this.parts.text(language, `slip.${word}`, data),
      this.#measure,
      PAPER_DOTS.findLast((each) => each <= dots) ?? PAPER_DOTS[0],
    );
  }

  /** The picture of a ticket's newest slip as the site's first printer would print it now. */
  async picture(view: SiteView, ticket: Ticket): Promise<Buffer> {
    const dots = view.config.printers[0]?.dots ?? USUAL_DOTS;
    const copy = view.board.slips[ticket.id]?.copy ?? 1;
    const svg = this.svg(view, ticket, copy, dots);
    return toPng(await renderSlip(svg, dots));
  }
}
