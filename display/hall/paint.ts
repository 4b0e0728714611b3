/**
 * Puts a scene into the page. The page has a fixed number of places for tiles, rows and cells: they
 * are filled, shown and hidden, never made, so that a television does not run out of memory.
 */
import type { Scene } from '../../server/domain/hall-scene.js';
import { TILE_MS } from '../../server/domain/hall-stage.js';
import { find, findAll, setFlag, setText, show } from '../shared/set.js';

/** How long a new call changes colour, and how long each colour stands. */
const NEW_MS = 6_000;
const COLOUR_MS = 500;

export interface Paint {
  /** Clock and notice only: the server's own picture stays as it is. */
  frame(scene: Scene): void;
  /** @param age real ms since a call's site time */
  scene(scene: Scene, age: (at: number) => number): void;
  /** Calls that are being said, as `number@at`: shown with the next scene. */
  speaking(calls: readonly string[]): void;
  /** For whoever watches over screens: `live` once the screen draws from its own board. */
  connection(state: string): void;
  /** One of four places, a few pixels apart: nothing burns in. */
  shift(step: number): void;
}

export function createPaint(page: Document): Paint {
  const hall = find(page, '#hall');
  let spoken: readonly string[] = [];
  const paintTiles = tilePool(findAll(hall, '.tile'), (call) => spoken.indexOf(call) >= 0);
  const rows = findAll(hall, '.last-row').map(rowPainter);
  const cells = findAll(hall, '.cell').map(cellPainter);
  const lines = findAll(hall, '.closed-line').map(linePainter);
  const at = (id: string) => find(hall, `#${id}`);

  /** A line that takes another's turn comes in softly; two names of one animation start it anew. */
  function paintLine(id: string, text: string): void {
    const element = at(id);
    if (element.textContent === text) return;
    setText(element, text);
    setFlag(element, 'data-turn', element.getAttribute('data-turn') === 'a' ? 'b' : 'a');
  }

  function frame(scene: Scene): void {
    setFlag(hall, 'data-stale', scene.stale ? '' : null);
    setFlag(hall, 'data-notice', scene.notice ? '' : null);
    setText(at('site-name'), scene.name);
    setFlag(at('site-name'), 'data-long', scene.longName ? '' : null);
    show(at('clock'), scene.clock !== null);
    if (scene.clock) {
      setText(at('clock-time'), scene.clock.time);
      setText(at('clock-weekday'), scene.clock.weekday);
      setText(at('clock-date'), scene.clock.date);
    }
    if (scene.notice) {
      setText(at('notice-title'), scene.notice.title);
      setText(at('notice-detail'), scene.notice.detail);
    }
  }

  return {
    frame,
    scene(scene, age) {
      frame(scene);
      setFlag(hall, 'data-row', scene.row || null);
      setFlag(hall, 'data-main', scene.main);
      setFlag(hall, 'data-count', String(scene.tiles.length));
      // All tiles change colour in one moment: together they flash no faster than one.
      setFlag(hall, 'data-deep', Math.floor(performance.now() / COLOUR_MS) % 2 ? '' : null);
      setFlag(hall, 'data-burst', scene.tiles.length > 1 ? '' : null);
      paintTiles(scene.tiles, (call) => age(call) < TILE_MS);
      fillPool(rows, scene.last, (row, paintRow) => paintRow(row));
      setFlag(find(hall, '.strip'), 'data-cells', String(scene.waiting.length));
      fillPool(cells, scene.waiting, (cell, paintCell) => paintCell(cell));
      paintLine('line', scene.line.text);
      setFlag(at('line'), 'data-long', scene.line.long ? '' : null);
      show(at('paused'), scene.paused !== null);
      if (scene.paused) {
        paintLine('paused-text', scene.paused.text);
        setText(at('paused-door'), scene.paused.number);
        show(at('paused-door'), scene.paused.number !== '');
      }
      if (scene.closed) {
        setText(at('closed-title'), scene.closed.title);
        setText(at('closed-opens'), scene.closed.opens);
        setText(at('closed-time'), scene.closed.time);
        setText(at('closed-day'), scene.closed.day);
        setFlag(find(hall, '.closed'), 'data-crowded', scene.closed.crowded ? '' : null);
        setText(at('closed-phone'), scene.closed.phone);
        fillPool(lines, scene.closed.lines, (line, paintHours) => paintHours(line));
      }
    },
    speaking(calls) {
      spoken = calls;
    },
    connection: (state) => setFlag(hall, 'data-live', state),
    shift(step) {
      setFlag(hall, 'data-shift', String(step % 4));
    },
  };
}

/** A place of the pool and what fills it. */
interface Place<P> {
  element: Element;
  paint: P;
}

function fillPool<P, T>(
  places: readonly Place<P>[],
  items: readonly T[],
  paint: (item: T, how: P) => void,
): void {
  places.forEach(({ element, paint: how }, i) => {
    const item = items[i];
    show(element, item !== undefined);
    if (item !== undefined) paint(item, how);
  });
}

/**
 * A tile keeps its place in the document as long as its call stands, so that it does not pulse anew
 * when others come and go; `order` puts the newest first.
 */
function tilePool(
  elements: readonly Element[],
  isSpoken: (call: string) => boolean,
): (tiles: Scene['tiles'], isNew: IsNew) => void {
  const places = elements.map((element) => tilePlace(element, isSpoken));
  return (tiles, isNew) => {
    const free = places.filter(({ call }) => !tiles.some((tile) => callOf(tile) === call()));
    for (const place of free) place.clear();
    tiles.forEach((tile, i) => {
      const place = places.find(({ call }) => call() === callOf(tile)) || free.shift();
      if (place) place.paint(tile, i, isNew(tile.at));
    });
  };
}

type IsNew = (at: number) => boolean;
const callOf = (tile: Scene['tiles'][number]) => `${tile.number}@${tile.at}`;

function tilePlace(element: Element, isSpoken: (call: string) => boolean) {
  const was = find(element, '.tile-was');
  const badge = find(element, '.tile-badge');
  const number = find(element, '.tile-number');
  const name = find(element, '.tile-name');
  const zone = find(element, '.tile-zone');
  const door = find(element, '.door-number');
  const paintPlate = platePainter(element);
  let newUntil = 0;
  return {
    call: () => element.getAttribute('data-call'),
    clear() {
      setFlag(element, 'data-call', null);
      setFlag(element, 'data-new', null);
      show(element, false);
    },
    paint(tile: Scene['tiles'][number], order: number, isNew: boolean) {
      setText(was, tile.was);
      show(badge, tile.badge);
      callTexts(number, door, tile);
      setText(name, tile.group);
      setFlag(name, 'data-long', tile.longGroup ? '' : null);
      setText(zone, tile.zone);
      paintPlate(tile);
      if (element instanceof HTMLElement) element.style.order = String(order);
      if (element.getAttribute('data-call') !== callOf(tile)) {
        newUntil = isNew ? performance.now() + NEW_MS : 0;
        setFlag(element, 'data-call', callOf(tile));
      }
      setFlag(element, 'data-new', performance.now() < newUntil ? '' : null);
      setFlag(element, 'data-spoken', isSpoken(callOf(tile)) ? '' : null);
      show(element, true);
    },
  };
}

function rowPainter(element: Element): Place<(row: Scene['last'][number]) => void> {
  const number = find(element, '.last-number');
  const door = find(element, '.door-number');
  return {
    element,
    paint: (row) => callTexts(number, door, row),
  };
}

function cellPainter(element: Element): Place<(cell: Scene['waiting'][number]) => void> {
  const count = find(element, '.cell-count');
  const wait = find(element, '.cell-wait');
  const paintPlate = platePainter(element);
  return {
    element,
    paint(cell) {
      setText(count, cell.waiting);
      setText(wait, cell.wait);
      paintPlate(cell);
    },
  };
}

function linePainter(element: Element): Place<(line: { days: string; times: string }) => void> {
  const days = find(element, 'dt');
  const times = find(element, 'dd');
  return {
    element,
    paint(line) {
      setText(days, line.days);
      setText(times, line.times);
    },
  };
}

function platePainter(within: Element): (plate: { letter: string; plate: string }) => void {
  const svg = find(within, '.plate');
  const use = find(svg, 'use');
  const letter = find(svg, '.plate-letter');
  return (plate) => {
    setFlag(svg, 'class', `plate plate-${plate.plate}`);
    setFlag(use, 'href', `#plate-${plate.plate}`);
    setText(letter, plate.letter);
  };
}

function callTexts(number: Element, counter: Element, call: Scene['last'][number]): void {
  setText(number, call.number);
  setFlag(number, 'data-long', call.long ? '' : null);
  setText(counter, call.counter);
  setFlag(counter, 'data-two', call.two ? '' : null);
}
