/** Papers each text of which somebody typed to do harm. */
import { loadWholeMeasure } from '../../printer/render/typeset.js';
import { papersSvg } from '../../printer/template/papers-svg.js';
import { pinSvg } from '../../printer/template/pin-svg.js';
import { type SummaryLine, summarySvg } from '../../printer/template/summary-svg.js';
import { testSvg } from '../../printer/template/test-svg.js';
import { ticketSvg } from '../../printer/template/ticket-svg.js';
import { hostileText } from './hostile-text.js';
import { A027, english, measure as letters, svgOf } from './slips.js';

/** As the product measures: some of the texts are Khmer. */
const measure = await loadWholeMeasure(letters);

export interface HostileSlip {
  svg: string;
  /** How many texts were typed. */
  fields: number;
  dots: 384 | 576;
}

/** Of ten papers in turn six tickets, two lists of papers, a PIN and a day's summary. */
export function hostileSlip(nth: number, random: () => number): HostileSlip {
  const dots = random() < 0.5 ? 576 : 384;
  let fields = 0;
  const next = (): string => {
    fields += 1;
    return hostileText(random);
  };
  const svg = PAPERS[nth % PAPERS.length]?.(next, random, dots) ?? '';
  return { svg, fields, dots };
}

type Make = (next: () => string, random: () => number, dots: 384 | 576) => string;

const ticket: Make = (next, random, dots) => {
  const places = () => [{ counters: [1, 2], zone: next() }];
  const model = {
    ...A027,
    ...{ number: next(), site: next(), date: next(), address: next(), footer: next() },
    ...{ mark: next(), group: { letter: next(), name: next() }, places: places() },
    stops: [1, 2].map(() => ({ name: next(), places: places() })),
    priority: random() < 0.5,
    copy: 1 + Math.floor(random() * 3),
  };
  // The words of a language that a site set up itself are typed too.
  const second = random() < 0.3 ? { words: () => next(), places: places() } : null;
  return ticketSvg(model, english, measure, dots, second);
};

const papers: Make = (next, random, dots) => {
  const documents = [1, 2].map(() => ({ name: next(), form: next(), missing: random() < 0.5 }));
  const said = { title: next(), site: next(), date: next(), procedure: next(), case: next() };
  return papersSvg({ ...said, documents, code: next(), codeNote: next() }, measure, dots);
};

const pin: Make = (next, _random, dots) => {
  const said = { title: next(), site: next(), name: next(), role: next(), pinLabel: next() };
  const page = { address: 'https://motcua.example/sign-in', purpose: next() };
  const rest = { steps: [next(), next()], until: [next()], secret: next(), pin: '740258' };
  return pinSvg({ ...said, ...rest, page }, measure, dots);
};

const summary: Make = (next, random, dots) => {
  const lines = (): SummaryLine[] =>
    [1, 2].map(() => ({ text: next(), figure: next(), strong: random() < 0.5 }));
  const said = { title: next(), site: next(), day: next(), printed: next() };
  const hash = { label: next(), value: next(), entry: next() };
  const slip = { ...said, hash, totals: lines(), groups: lines(), ratings: lines() };
  return summarySvg(slip, measure, dots);
};

const trial: Make = (next, _random, dots) => {
  const said = { title: next(), site: next(), when: next(), note: next() };
  return testSvg({ ...said, ruler: next(), bar: next(), letters: next() }, measure, dots);
};

const PAPERS = [
  ...[ticket, ticket, ticket, ticket, ticket, ticket],
  ...[papers, papers, pin, summary, trial],
];

/** The same kinds of papers as they are when nobody means harm. */
export function plainSlips(): string[] {
  const plain: Make[] = [ticket, papers, pin, summary, trial];
  const logo = { width: 8, height: 8, source: 'data:image/png;base64,AA==' };
  return [
    ...plain.flatMap((make) =>
      [0, 0.9].map((chance) =>
        make(
          () => 'Chữ',
          () => chance,
          576,
        ),
      ),
    ),
    ticketSvg({ ...A027, site: 'ព្រះរាជ' }, english, measure, 576),
    svgOf({ link: 'HTTPS://A.EXAMPLE/T/1', copy: 2, training: true, logo }),
    svgOf({}, 384),
  ];
}
