/** Moving within the settings without a new page; the browser's own way back works too. */
import { addressOf, type Place, placeOf } from './address.js';
import { focusOn } from './focus.js';

export interface WhereaboutsOptions {
  /** '' or `/s/{site}`. */
  root: string;
  /** Another section or item is open now. */
  arrived(): void;
  redraw(): void;
}

export class Whereabouts {
  private current: Place;

  constructor(private readonly options: WhereaboutsOptions) {
    this.current = placeOf(location.pathname, options.root);
  }

  start(): void {
    window.addEventListener('popstate', () => {
      this.arrive(placeOf(location.pathname, this.options.root));
      this.options.redraw();
      queueMicrotask(() => focusOn(null));
    });
  }

  get place(): Place {
    return this.current;
  }

  /** @param field path of the field that gets the focus; the section's title without one */
  go(next: Place, field: string | null): void {
    const { section, chosen } = this.current;
    if (next.section !== section || next.chosen !== chosen) {
      history.pushState(null, '', addressOf(this.options.root, next));
      this.arrive(next);
    }
    this.options.redraw();
    queueMicrotask(() => focusOn(field));
  }

  private arrive(next: Place): void {
    this.current = next;
    this.options.arrived();
  }
}
