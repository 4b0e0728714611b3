/** The crafts of the door: each has its own pages, presses and state, and knows nothing of the others. */
import type { Child, Press } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';
import type { Scene } from '../shared/staff-site.js';
import type { DoorPage } from './door-state.js';

/** A page as it is drawn beside the list of groups, or instead of it where there is no room for both. */
export interface Drawn {
  title: string;
  /** Stands at the title where there is something to count. */
  count?: number;
  /** Leads back, where the page is a step further in. */
  back: boolean;
  body: Child[];
  foot: Child[];
}

export interface DoorTab {
  name: DoorPage['name'];
  label: Child;
  /** Pages that count as this tab's. */
  pages: readonly DoorPage['name'][];
}

export interface DoorPart {
  /** Its entry among the tabs; `null` for none. */
  tab(scene: Scene): DoorTab | null;
  /** Bars under the header, on every page but its own. */
  bars(scene: Scene, page: DoorPage): Child[];
  /** What it shows for a page; `null` when it is not its page. */
  draw(scene: Scene, page: DoorPage): Drawn | null;
  /** Whether the press was meant for it. */
  press(what: string, press: Press): boolean;
  /** Whether the field was its own. */
  input(name: string, value: string): boolean;
  /** What of its own can be taken back, where that is newer than `LastDone` of the queue; with the site time at which it was done. */
  undo?(scene: Scene): { at: number; line: Element } | null;
  /** A command was carried out; whether it was its own. */
  accepted(pending: Pending, body: unknown): boolean;
  /** A command was refused. */
  refused?(pending: Pending): void;
}
