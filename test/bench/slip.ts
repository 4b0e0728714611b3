/** A slip from what it says to the bytes that a printer gets, beside the renderer alone on the same picture. */
import { renderAsync } from '@resvg/resvg-js';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import { FONT_FAMILY, fontFilesFor } from '../../printer/render/fonts.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import { svgOf } from '../printer/slips.js';
import { inTurn, median, milliseconds, percentile, type Finding } from './figures.js';

const DOTS = 576;
const ROUNDS = 16;
const SLIPS_A_ROUND = 25;
/** Most milliseconds, as the median, and most bytes of a slip. */
const MOST_MS = 15;
const MOST_BYTES = 60_000;

const profile = loadProfile('epson-tm80');
let count = 0;

/** The next number's slip: no two are the same picture. */
function nextSvg(): string {
  count += 1;
  const number = `A${String(count % 1_000).padStart(3, '0')}`;
  const link = `HTTPS://MOTCUA.EXAMPLE/T/${count.toString(16).toUpperCase().padStart(24, '0')}`;
  return svgOf({ number, link, address: 'Số 12 đường Sen Hồng', ahead: count % 40 }, DOTS);
}

async function bytesOf(): Promise<number> {
  const bitmap = await renderSlip(nextSvg(), DOTS);
  const { pieces, fence } = encodeSlip(bitmap, profile, 'AB12');
  return Buffer.concat([...pieces, fence]).length;
}

/** As the product calls it, without what it does with the picture. */
async function rendererAlone(svg: string): Promise<void> {
  await renderAsync(svg, {
    fitTo: { mode: 'width', value: DOTS },
    background: 'white',
    font: {
      loadSystemFonts: false,
      fontFiles: [...fontFilesFor(svg)],
      defaultFontFamily: FONT_FAMILY,
    },
  });
}

/** One after the other, as a printer's queue does it. @returns ms of each */
async function timed(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < SLIPS_A_ROUND; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}

export async function slip(): Promise<Finding[]> {
  const bytes: number[] = [];
  const ours = (): Promise<number[]> => timed(async () => bytes.push(await bytesOf()));
  const floor = async (): Promise<number[]> => {
    const svg = nextSvg();
    return timed(() => rendererAlone(svg));
  };
  // Fonts are read and code is compiled before anything counts.
  await ours();
  await floor();
  bytes.length = 0;
  const rounds = await inTurn(ROUNDS, ours, floor);
  const [all, bare] = [rounds.flatMap((each) => each.ours), rounds.flatMap((each) => each.floor)];
  const shown = (times: number[]): string =>
    `${milliseconds(median(times))} (p95 ${milliseconds(percentile(times, 0.95))})`;
  const kilobytes = (value: number): string => `${(value / 1_000).toFixed(1)} kB`;
  return [
    {
      what: 'a slip of 80 mm: what it says → dots → bytes',
      ours: shown(all),
      floor: shown(bare),
      result: milliseconds(median(all)),
      bar: `≤ ${MOST_MS} ms`,
      met: median(all) <= MOST_MS,
    },
    {
      what: 'bytes of it',
      ours: `${kilobytes(median(bytes))} (p95 ${kilobytes(percentile(bytes, 0.95))})`,
      floor: '',
      result: kilobytes(median(bytes)),
      bar: `≤ ${MOST_BYTES / 1_000} kB`,
      met: median(bytes) <= MOST_BYTES,
    },
  ];
}
