/** Draws slips: for a printer's agent as SVG, for screens as the PNG of the same picture. */
import { toPng } from '../../printer/render/png.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import { typeset } from '../../printer/render/typeset.js';
import { PAPER_DOTS, type PaperDots } from '../../printer/template/paper.js';
import { papersSvg } from '../../printer/template/papers-svg.js';
import { pinSvg } from '../../printer/template/pin-svg.js';
import { summarySvg } from '../../printer/template/summary-svg.js';
import { testSvg } from '../../printer/template/test-svg.js';
import type { SecondLanguage, SlipWords } from '../../printer/template/slip-model.js';
import { ticketSvg } from '../../printer/template/ticket-svg.js';
import type { Clock } from '../clock.js';
import { completeLanguage } from '../domain/citizen-words.js';
import { daySummary } from '../domain/day-summary.js';
import { localTime, timeFields, zoneOffset } from '../domain/local-time.js';
import { fill, type Sentences } from '../domain/wording.js';
import type { SiteView } from '../live/site-view.js';
import type { SiteConfig, Words } from '../protocol/config.js';
import type { Papers } from '../protocol/papers.js';
import type { Person } from '../protocol/people.js';
import { SCORES } from '../protocol/rating.js';
import type { SlipSample } from '../protocol/slip-sample.js';
import type { Ticket } from '../protocol/ticket.js';
import type { Head } from '../store/port.js';
import { sampleVisit } from './sample-slip.js';
import { SlipLogos } from './slip-logos.js';
import { placesOf, slipModel, type Standing } from './slip-model.js';

export interface SlipDrawerParts {
  clock: Clock;
  /** A sentence of the locales by its dotted key. */
  text(
    language: keyof Words,
    key: string,
    values?: Readonly<Record<string, string | number>>,
  ): string;
  /** The Vietnamese sentences that citizens read (`domain/citizen-words.ts`). */
  citizen: Sentences;
  /** Place in line, expected call and page of a ticket, now. */
  standing(view: SiteView, ticket: Ticket): Standing;
  /** The page of a ticket; `null` for none. */
  linkOf(site: string, ticket: Ticket): string | null;
  /** Bytes of a picture that a site uploaded; `null` where it is gone. */
  picture(site: string, file: string): Promise<Buffer | null>;
}

/** Paper of a site without a printer. */
const USUAL_DOTS: PaperDots = 576;

/** A ticket, and where it stands in the line of its site. */
interface Visit {
  view: Pick<SiteView, 'config' | 'board'>;
  ticket: Ticket;
  standing: Standing;
}

/** What the slip of somebody with a fresh PIN says; times are real, ms. */
export interface PinSlipFacts extends Pick<Person, 'name' | 'role'> {
  pin: string;
  /** Address that its code opens; `null` where no phone reaches the server. */
  page: string | null;
  joinUntil: number;
  pinUntil: number;
}

/** The next narrower paper that slips are drawn for. */
function paperDots(dots: number): PaperDots {
  return PAPER_DOTS.findLast((each) => each <= dots) ?? PAPER_DOTS[0];
}

export class SlipDrawer {
  readonly #logos: SlipLogos;

  constructor(private readonly parts: SlipDrawerParts) {
    this.#logos = new SlipLogos((site, file) => parts.picture(site, file));
  }

  /**
   * @param copy 1 for the first slip, n + 1 for the n-th reprint
   * @param dots width of the paper; an unknown width gets the next narrower picture
   */
  async svg(view: SiteView, ticket: Ticket, copy: number, dots: number): Promise<string> {
    const standing = this.parts.standing(view, ticket);
    return this.#draw({ view, ticket, standing }, copy, dots);
  }

  async #draw({ view, ticket, standing }: Visit, copy: number, dots: number): Promise<string> {
    const paper = paperDots(dots);
    const { config } = view;
    const language = ticket.language === 'en' ? 'en' : 'vi';
    // Nobody can make the site's own names speak another language than these two.
    const tag = this.#words(config, ticket.language) === null ? 'vi' : ticket.language;
    const logo = await this.#logos.of(config, paper);
    const model = slipModel(view, ticket, copy, standing, language, logo);
    const words = this.#words(config, tag) ?? this.#builtIn('vi');
    const second = this.#second(view, ticket, tag ?? 'vi');
    return typeset((measure) => ticketSvg(model, words, measure, paper, second));
  }

  /** `null` for a language in which the product or the site does not have all of a slip. */
  #words({ languages }: SiteConfig, tag: string | null): SlipWords | null {
    if (tag === 'vi' || tag === 'en') return this.#builtIn(tag);
    const wanted = completeLanguage(languages, tag, 'slip', this.parts.citizen);
    return wanted && ((word, data = {}) => fill(wanted.strings[`slip.${word}`] ?? '', data));
  }

  #builtIn(language: keyof Words): SlipWords {
    return (word, data) => this.parts.text(language, `slip.${word}`, data);
  }

  /** The site's second language; on a slip in that language Vietnamese, for whoever is asked about it. */
  #second(view: Visit['view'], ticket: Ticket, tag: string): SecondLanguage | null {
    const { config } = view;
    if (config.slip.second === null) return null;
    const second = config.slip.second === tag ? 'vi' : config.slip.second;
    const words = this.#words(config, second);
    // A site names its floors in these two languages.
    return words && { words, places: placesOf(view, ticket, second === 'en' ? 'en' : 'vi') };
  }

  /** A slip that shows that a printer prints. @param dots width of its paper */
  testSvg({ config: { site } }: Pick<SiteView, 'config'>, dots: number): Promise<string> {
    return this.trialSvg(site.name.vi, site.timeZone, dots);
  }

  /** The same for a place that is no site yet. */
  trialSvg(place: string, timeZone: string, dots: number): Promise<string> {
    const now = this.parts.clock.now();
    const time = this.#fieldsOf(now, timeZone);
    const slip = {
      title: this.parts.text('vi', 'slip.test.title'),
      site: place,
      when: this.parts.text('vi', 'slip.test.when', time),
      note: this.parts.text('vi', 'slip.test.note'),
      ruler: this.parts.text('vi', 'slip.test.ruler', { mm: paperDots(dots) / 8 }),
      bar: this.parts.text('vi', 'slip.test.bar'),
      letters: this.parts.text('vi', 'slip.test.letters'),
    };
    return typeset((measure) => testSvg(slip, measure, paperDots(dots)));
  }

  /** What somebody who begins is handed. @param dots width of the paper */
  pinSvg({ config }: SiteView, slip: PinSlipFacts, dots: number): Promise<string> {
    const { text } = this.parts;
    const { site } = config;
    const say = (key: string, values = {}): string => text('vi', `slip.pin.${key}`, values);
    const fields = (at: number): ReturnType<typeof timeFields> => this.#fieldsOf(at, site.timeZone);
    const date = (at: number): string => text('vi', 'shared.date', fields(at));
    const { name, role, pin, page, joinUntil, pinUntil } = slip;
    const time = text('vi', 'shared.time', fields(joinUntil));
    const drawn = {
      ...{ title: say('title'), site: site.name.vi, name, role: text('vi', `people.role.${role}`) },
      page: page === null ? null : { address: page, purpose: say('page') },
      ...{ pinLabel: say('label'), pin },
      steps: [say(page === null ? 'stepHere' : 'stepPage'), say('stepChange')],
      until: [
        ...(page === null ? [] : [say('untilPage', { time, date: date(joinUntil) })]),
        say('untilPin', { date: date(pinUntil) }),
      ],
      secret: say('secret'),
    };
    return typeset((measure) => pinSvg(drawn, measure, paperDots(dots)));
  }

  /** The list of papers to bring, what is missing first. @param dots width of its paper */
  papersSvg({ config }: SiteView, papers: Papers, dots: number): Promise<string> {
    const { text } = this.parts;
    const { site, procedures } = config;
    const procedure = procedures.find(({ id }) => id === papers.procedure);
    const one = procedure?.cases[papers.case];
    const documents = (one?.documents ?? []).map(({ name, form }, at) => {
      return { name: name.vi, form: form.vi, missing: papers.missing.includes(at) };
    });
    const slip = {
      title: text('vi', 'slip.papers.title'),
      site: site.name.vi,
      date: text('vi', 'shared.date', this.#fieldsOf(papers.at, site.timeZone)),
      procedure: procedure?.name.vi ?? '',
      case: (procedure?.cases.length ?? 0) > 1 ? (one?.name.vi ?? '') : '',
      documents: documents.sort((a, b) => Number(b.missing) - Number(a.missing)),
      code: papers.code,
      codeNote: text('vi', 'slip.papers.code'),
    };
    return typeset((measure) => papersSvg(slip, measure, paperDots(dots)));
  }

  /** The same as the site's first printer prints it. */
  async papersPicture(view: SiteView, papers: Papers): Promise<Buffer> {
    const dots = view.config.printers[0]?.dots ?? USUAL_DOTS;
    return toPng(await renderSlip(await this.papersSvg(view, papers, dots), dots));
  }

  /** Today in figures. @param head newest entry of the journal @param dots width of its paper */
  summarySvg({ board, config }: SiteView, head: Head | null, dots: number): Promise<string> {
    const { clock, text } = this.parts;
    const { site } = config;
    const say = (key: string, values = {}): string => text('vi', `slip.summary.${key}`, values);
    const time = (at: number): string =>
      text('vi', 'shared.time', this.#fieldsOf(at, site.timeZone));
    const day = (at: number): string =>
      text('vi', 'shared.date', this.#fieldsOf(at, site.timeZone));
    const now = clock.now();
    const sum = daySummary(board, config);
    const line = (key: 'issued' | 'done' | 'missed' | 'cancelled' | 'open' | 'assists') => {
      return { text: say(key), figure: String(sum[key]), strong: key === 'issued' };
    };
    const { first, last, scores } = sum;
    const slip = {
      title: say('title'),
      site: site.name.vi,
      day:
        first === null || last === null
          ? day(now)
          : say('day', { date: day(now), first: time(first), last: time(last) }),
      totals: [
        ...(['issued', 'done', 'missed', 'cancelled'] as const).map(line),
        ...(sum.open > 0 ? [line('open')] : []),
        line('assists'),
      ],
      // All four, best first: a face that nobody chose says something too.
      ratings:
        scores === null
          ? []
          : [
              {
                text: say('ratings'),
                figure: String(scores.reduce((all, count) => all + count)),
                strong: true,
              },
              ...[...SCORES].reverse().map((score) => ({
                text: say(`score${score}`),
                figure: String(scores[score - 1]),
                strong: false,
              })),
            ],
      groups: sum.groups.map(({ letter, name, issued, done }) => ({
        text: `${letter} · ${name.vi}`,
        figure: say('ofGroup', { issued, done }),
        strong: false,
      })),
      hash: head && {
        label: say('hash'),
        value: head.h.replace(/(.{4})(?=.)/g, '$1 '),
        entry: say('entry', { seq: head.seq }),
      },
      printed: say('printed', { date: day(now), time: time(now) }),
    };
    return typeset((measure) => summarySvg(slip, measure, paperDots(dots)));
  }

  /** The same as the site's first printer prints it. */
  async summaryPicture(view: SiteView, head: Head | null): Promise<Buffer> {
    const dots = view.config.printers[0]?.dots ?? USUAL_DOTS;
    return toPng(await renderSlip(await this.summarySvg(view, head, dots), dots));
  }

  #fieldsOf(at: number, timeZone: string): ReturnType<typeof timeFields> {
    return timeFields(localTime(at, zoneOffset(at, timeZone)));
  }

  /** The slip of a made-up ticket under a configuration that need not be in use. */
  async sample(config: SiteConfig, dots: PaperDots, sample: SlipSample): Promise<Buffer> {
    const { clock, linkOf } = this.parts;
    const visit = sampleVisit(config, sample, clock.now(), linkOf);
    const svg = await this.#draw(visit, visit.copy, dots);
    return toPng(await renderSlip(svg, dots));
  }

  /** The picture of a ticket's newest slip as the site's first printer would print it now. */
  async picture(view: SiteView, ticket: Ticket): Promise<Buffer> {
    const dots = view.config.printers[0]?.dots ?? USUAL_DOTS;
    const copy = view.board.slips[ticket.id]?.copy ?? 1;
    const svg = await this.svg(view, ticket, copy, dots);
    return toPng(await renderSlip(svg, dots));
  }
}
