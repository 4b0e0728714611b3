/** A slip as a picture of its very dots, for a browser that prints. */
import { toPng } from '../../printer/render/png.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import type { SlipPicture } from '../protocol/printing.js';

/** @param dots width of the paper */
export async function slipPicture(svg: string, dots: number): Promise<SlipPicture> {
  const bitmap = await renderSlip(svg, dots);
  const src = `data:image/png;base64,${toPng(bitmap).toString('base64')}`;
  return { src, dots: bitmap.width, rows: bitmap.height };
}
