/** The hint under the chosen stops: one button takes the better order. */
import type { DayNow } from '../../../server/domain/flow.js';
import { type Child, h } from '../../shared/dom.js';
import { procedureOf } from '../../shared/staff-procedures.js';
import { type Scene, type StaffGroup, groupOf } from '../../shared/staff-site.js';
import type { MoreChoice } from '../door-state.js';
import { MOST_SOONER, adviceOn, lineOf } from './stops-order.js';

/** For the volunteer's eyes: forecasts are promised to nobody. */
export function orderHint(scene: Scene, group: StaffGroup, more: MoreChoice, day: DayNow): Child[] {
  // Before the first word of the server every group looks as if nobody served it.
  if (more.stops.length === 0 || scene.load === null) return [];
  const { say } = scene.words;
  const procedure = procedureOf(scene.site, more.procedure ?? '');
  const minutes = procedure?.minutes ?? group.minutes;
  const first = lineOf(scene, { id: group.id, minutes });
  const others = more.stops.flatMap((id) => groupOf(scene.site, id) ?? []);
  const advice = adviceOn([first, ...others.map((other) => lineOf(scene, other))], day);
  const short = (id: string): string => groupOf(scene.site, id)?.short ?? id;
  const { order, sooner, unserved } = advice;
  return [
    unserved.length > 0 &&
      h(
        'p',
        { class: 'help help--warn', id: 'order-unserved' },
        say('door.order.unserved', { groups: unserved.map(short).join(', ') }),
      ),
    advice.short !== null &&
      h(
        'p',
        { class: 'help', id: 'order-short' },
        say('door.order.short', { group: short(advice.short) }),
      ),
    order !== null &&
      h(
        'div',
        { class: 'order-hint', id: 'order-hint' },
        sooner > 0 && h('p', {}, saved(scene, group, order[0] ?? '', sooner)),
        procedure !== undefined &&
          order[0] !== group.id &&
          h(
            'p',
            { class: 'help' },
            say('door.order.unnamed', { procedure: procedure.name, group: group.short }),
          ),
        h(
          'button',
          { type: 'button', class: 'chip', 'data-do': 'order', 'data-value': order.join(',') },
          say('door.order.take', { order: order.map(short).join(' → ') }),
        ),
      ),
  ];
}

/** What the other order saves. @param first id of the group that it begins with */
function saved(scene: Scene, group: StaffGroup, first: string, minutes: number): string {
  const { say } = scene.words;
  const span =
    minutes < MOST_SOONER
      ? say('door.order.minutes', { minutes })
      : say('door.order.hour', { minutes });
  return first === group.id
    ? say('door.order.other', { span })
    : say('door.order.sooner', { group: groupOf(scene.site, first)?.short ?? first, span });
}
