/**
 * Prints a picture of a slip through this machine's own driver, on a page exactly as large as the picture:
 * browsers know no endless paper, and take "auto" for a sheet of Letter.
 */

/** Dots a millimetre of a thermal head. */
const DOTS_PER_MM = 8;
/** Blank millimetres below, so that what is rounded never begins a second page. */
const SLACK_MM = 1;
/** ms within which a browser that prints at all has begun. */
const BEGIN_MS = 2_000;
/** Id of the picture's place; `print-picture.css` prints nothing else while `is-printing` stands on the root. */
const PLACE = 'paper-to-print';

/** The driver's paper is the roll's full width, or as wide as the head prints. */
export type DriverPaper = 'full' | 'head';

/** mm that a head of so many dots prints, and that its roll is wide. */
const ROLLS: Readonly<Record<number, Readonly<Record<DriverPaper, number>>>> = {
  576: { head: 72, full: 80 },
  512: { head: 64, full: 80 },
  384: { head: 48, full: 58 },
};

/** Width of the paper as the driver knows it, mm. */
export function paperWidth(dots: number, paper: DriverPaper): number {
  return ROLLS[dots]?.[paper] ?? Math.ceil(dots / DOTS_PER_MM);
}

export interface PaperPicture {
  /** `data:` address, or one of this server. */
  src: string;
  /** Dots across and down; absent: as many as the picture has. */
  dots?: number;
  rows?: number;
}

/** Millimetres of the page; what is printed stands in its middle. */
export interface PageSize {
  width: number;
  height: number;
}

/** @param paper width of the driver's paper, mm */
export function pageSize(rows: number, paper: number): PageSize {
  const height = Math.ceil(rows / DOTS_PER_MM) + SLACK_MM;
  // A page that lies would be turned by a quarter on its way to the head.
  return { width: paper, height: Math.max(height, paper + SLACK_MM) };
}

/**
 * Opens the browser's way to print and waits until it is closed: with `--kiosk-printing` that is at once. No
 * browser says whether anything was printed.
 * @returns ms that it took; `null` when the browser did not print at all
 * @throws Error when the picture cannot be read
 */
export async function printPicture(
  picture: PaperPicture,
  paper: DriverPaper,
): Promise<number | null> {
  const image = place();
  image.src = picture.src;
  await image.decode();
  const { dots = image.naturalWidth, rows = image.naturalHeight } = picture;
  const { width, height } = pageSize(rows, paperWidth(dots, paper));
  image.style.width = `${dots / DOTS_PER_MM}mm`;
  image.style.height = `${rows / DOTS_PER_MM}mm`;
  const sheet = ownSheet();
  const rule = sheet.insertRule(
    `@page { size: ${width}mm ${height}mm; margin: 0 }`,
    sheet.cssRules.length,
  );
  document.documentElement.classList.add('is-printing');
  try {
    return await printed();
  } finally {
    document.documentElement.classList.remove('is-printing');
    sheet.deleteRule(rule);
    image.removeAttribute('src');
  }
}

function printed(): Promise<number | null> {
  return new Promise((resolve) => {
    const began = performance.now();
    let opened = false;
    const end = (took: number | null): void => {
      clearTimeout(never);
      window.removeEventListener('beforeprint', open);
      window.removeEventListener('afterprint', close);
      resolve(took);
    };
    const open = (): void => {
      opened = true;
    };
    const close = (): void => end(performance.now() - began);
    const never = setTimeout(() => {
      if (!opened) end(null);
    }, BEGIN_MS);
    window.addEventListener('beforeprint', open);
    window.addEventListener('afterprint', close);
    window.print();
  });
}

function place(): HTMLImageElement {
  const before = document.getElementById(PLACE)?.firstElementChild;
  if (before instanceof HTMLImageElement) return before;
  const around = document.createElement('div');
  const image = document.createElement('img');
  around.id = PLACE;
  image.alt = '';
  around.appendChild(image);
  document.body.appendChild(around);
  return image;
}

/** The page's own style sheet: what is set in it needs no exception from the page's policy. */
function ownSheet(): CSSStyleSheet {
  const [sheet] = document.styleSheets;
  if (sheet === undefined) throw new Error('the page has no style sheet');
  return sheet;
}
