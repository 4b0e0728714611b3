/** "Hẹn quay lại": when this group is quieter today. */
import type { Child, Press } from '../../shared/dom.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import { type Scene, groupOf } from '../../shared/staff-site.js';
import type { DoorPart, Drawn } from '../door-part.js';
import type { DoorPage } from '../door-state.js';
import { type QuietSpan, quietBody, quietFoot } from './quiet-view.js';

export interface QuietOptions {
  screen: StaffScreen;
  go(page: DoorPage, how?: 'push' | 'replace'): void;
  /** Quiet stretches of the rest of today, soonest first. */
  quiet(scene: Scene, group: string): readonly QuietSpan[];
}

export class QuietPart implements DoorPart {
  constructor(private readonly options: QuietOptions) {}

  tab(): null {
    return null;
  }

  bars(): Child[] {
    return [];
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    if (page.name !== 'quiet') return null;
    const group = groupOf(scene.site, page.id);
    if (group === undefined) return null;
    return {
      title: group.short,
      back: true,
      body: quietBody(scene, group, this.options.quiet(scene, group.id)),
      foot: quietFoot(scene, group),
    };
  }

  press(what: string, { value = '' }: Press): boolean {
    const { go, screen } = this.options;
    if (what !== 'come-back' && what !== 'quiet-done') return false;
    if (what === 'come-back') go({ name: 'quiet', id: value });
    else go({ name: 'home' }, 'replace');
    screen.guard.hold();
    return true;
  }

  input(): boolean {
    return false;
  }

  accepted(): boolean {
    return false;
  }
}
