/**
 * Puts a scene into the page. The page has a fixed number of places for tiles, rows and cells: they
 * are filled, shown and hidden, never made, so that a television does not run out of memory.
 */
import type { Scene } from '../../server/domain/hall-scene.js';
import { TILE_MS } from '../../server/domain/hall-stage.js';

export interface Paint {
  /** Clock and notice only: the server's own picture stays as it is. */
  frame(scene: Scene): void;
  /** @param age real ms since a call's site time */
  scene(scene: Scene, age: (at: number) => number): void;
  /** For whoever watches over screens: `live` once the screen draws from its own board. */
  connection(state: string): void;
  /** Two characters over everything; '' takes them away. */
  identify(code: string): void;
  /** One of four places, a few pixels apart: nothing burns in. */
  shift(step: number): void;
}

export function createPaint(page: Document): Paint {
  const hall = find(page, '#hall');
  const paintTiles = tilePool(all(hall, '.tile'));
  const rows = all(hall, '.last-row').map(rowPainter);
  const cells = all(hall, '.cell').map(cellPainter);
  const lines = all(hall, '.closed-line').map(linePainter);
  const at = (id: string) => find(hall, `#${id}`);

  /** A line that takes another's turn comes in softly; two names of one animation start it anew. */
  function paintLine(line: Scene['line']): void {
    const element = at('line');
    if (element.textContent === line.text) return;
    text(element, line.text);
    flag(element, 'data-long', line.long ? '' : null);
    flag(element, 'data-turn', element.getAttribute('data-turn') === 'a' ? 'b' : 'a');
  }

  function frame(scene: Scene): void {
    flag(hall, 'data-stale', scene.stale ? '' : null);
    flag(hall, 'data-notice', scene.notice ? '' : null);
    text(at('site-name'), scene.name);
    show(at('clock'), scene.clock !== null);
    if (scene.clock) {
      text(at('clock-time'), scene.clock.time);
      text(at('clock-weekday'), scene.clock.weekday);
      text(at('clock-date'), scene.clock.date);
    }
    if (scene.notice) {
      text(at('notice-title'), scene.notice.title);
      text(at('notice-detail'), scene.notice.detail);
    }
  }

  return {
    frame,
    scene(scene, age) {
      frame(scene);
      flag(hall, 'data-main', scene.main);
      flag(hall, 'data-count', String(scene.tiles.length));
      flag(hall, 'data-burst', scene.tiles.length > 1 ? '' : null);
      paintTiles(scene.tiles, (call) => age(call) < TILE_MS);
      fillPool(rows, scene.last, (row, paintRow) => paintRow(row));
      flag(find(hall, '.strip'), 'data-cells', String(scene.waiting.length));
      fillPool(cells, scene.waiting, (cell, paintCell) => paintCell(cell));
      paintLine(scene.line);
      show(at('paused'), scene.paused !== null);
      if (scene.paused) {
        text(at('paused-text'), scene.paused.text);
        text(at('paused-door'), scene.paused.number);
        show(at('paused-door'), scene.paused.number !== '');
      }
      if (scene.closed) {
        text(at('closed-title'), scene.closed.title);
        text(at('closed-opens'), scene.closed.opens);
        text(at('closed-time'), scene.closed.time);
        text(at('closed-day'), scene.closed.day);
        flag(find(hall, '.closed'), 'data-crowded', scene.closed.crowded ? '' : null);
        text(at('closed-phone'), scene.closed.phone);
        fillPool(lines, scene.closed.lines, (line, paintHours) => paintHours(line));
      }
    },
    connection: (state) => flag(hall, 'data-live', state),
    identify(code) {
      text(at('identify'), code);
      show(at('identify'), code !== '');
    },
    shift(step) {
      flag(hall, 'data-shift', String(step % 4));
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
function tilePool(elements: readonly Element[]): (tiles: Scene['tiles'], isNew: IsNew) => void {
  const places = elements.map(tilePlace);
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

function tilePlace(element: Element) {
  const invite = find(element, '.tile-invite');
  const badge = find(element, '.tile-badge');
  const number = find(element, '.tile-number');
  const name = find(element, '.tile-name');
  const zone = find(element, '.tile-zone');
  const door = find(element, '.door-number');
  const paintPlate = platePainter(element);
  return {
    call: () => element.getAttribute('data-call'),
    clear() {
      flag(element, 'data-call', null);
      flag(element, 'data-new', null);
      show(element, false);
    },
    paint(tile: Scene['tiles'][number], order: number, isNew: boolean) {
      text(invite, tile.invite);
      show(badge, tile.badge);
      callTexts(number, door, tile);
      text(name, tile.group);
      text(zone, tile.zone);
      paintPlate(tile);
      if (element instanceof HTMLElement) element.style.order = String(order);
      if (element.getAttribute('data-call') !== callOf(tile)) {
        flag(element, 'data-new', isNew ? '' : null);
        flag(element, 'data-call', callOf(tile));
      }
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
      text(count, cell.waiting);
      text(wait, cell.wait);
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
      text(days, line.days);
      text(times, line.times);
    },
  };
}

function platePainter(within: Element): (plate: { letter: string; plate: string }) => void {
  const svg = find(within, '.plate');
  const use = find(svg, 'use');
  const letter = find(svg, '.plate-letter');
  return (plate) => {
    flag(svg, 'class', `plate plate-${plate.plate}`);
    flag(use, 'href', `#plate-${plate.plate}`);
    text(letter, plate.letter);
  };
}

function callTexts(number: Element, counter: Element, call: Scene['last'][number]): void {
  text(number, call.number);
  flag(number, 'data-long', call.long ? '' : null);
  text(counter, call.counter);
  flag(counter, 'data-two', call.two ? '' : null);
}

function text(element: Element, value: string): void {
  if (element.textContent !== value) element.textContent = value;
}
function flag(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
function show(element: Element, shown: boolean): void {
  flag(element, 'hidden', shown ? null : '');
}

function find(within: ParentNode, selector: string): Element {
  const element = within.querySelector(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}
function all(within: Element, selector: string): Element[] {
  return Array.prototype.slice.call(within.querySelectorAll(selector)) as Element[];
}
