/** Where two pictures of a slip differ: what somebody changed is what they want to see. */

/** @returns the row of the newer picture below which both are the same; `null` where none differs */
export async function changeIn(older: string, newer: string): Promise<number | null> {
  const [before, after] = await Promise.all([rowsOf(older), rowsOf(newer)]);
  if (before === null || after === null || before.width !== after.width) return null;
  const same = sameAtTheEnd(before, after);
  return same === after.height && same === before.height ? null : after.height - same;
}

/** Turns a frame that scrolls until a row of its picture is in view, unless it is. */
export function turnTo(frame: Element, picture: HTMLImageElement, row: number): void {
  const { clientHeight, scrollTop } = frame;
  const at = (row / picture.naturalHeight) * picture.clientHeight;
  if (at > scrollTop + clientHeight / 4 && at <= scrollTop + clientHeight) return;
  frame.scrollTop = at - clientHeight * 0.75;
}

async function rowsOf(source: string): Promise<ImageData | null> {
  const image = new Image();
  image.src = source;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.drawImage(image, 0, 0);
  return pen.getImageData(0, 0, width, height);
}

/** Rows at the foot that both have. */
function sameAtTheEnd(before: ImageData, after: ImageData): number {
  const { width } = after;
  const [one, other] = [before, after].map(({ data }) => new Uint32Array(data.buffer));
  if (one === undefined || other === undefined) return 0;
  const most = Math.min(one.length, other.length);
  let dots = 0;
  while (dots < most && one[one.length - 1 - dots] === other[other.length - 1 - dots]) dots += 1;
  return Math.floor(dots / width);
}
