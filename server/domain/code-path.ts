/** QR codes as one SVG path, alike on the server and in a browser that draws them. */

/** @param data rows of modules, `true` for dark */
export function codePath(data: readonly (readonly boolean[])[]): string {
  return data
    .map((row, y) =>
      runs(row)
        .map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)
        .join(''),
    )
    .join('');
}

/** Beginning and length of each run of dark modules. */
function runs(row: readonly boolean[]): [x: number, length: number][] {
  const found: [number, number][] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    const from = x;
    while (row[x] === true) x += 1;
    found.push([from, x - from]);
  }
  return found;
}
