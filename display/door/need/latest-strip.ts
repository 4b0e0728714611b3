/** The last numbers, below an errand where there is room: what became of their paper. */
import { type Child, h } from '../../shared/dom.js';
import { number } from '../../shared/staff-parts.js';
import { type Scene, newestFirst } from '../../shared/staff-site.js';

const MOST = 4;

export function latestStrip(scene: Scene): Child {
  const { say } = scene.words;
  const latest = newestFirst(scene.board).slice(0, MOST);
  return (
    latest.length > 0 &&
    h(
      'div',
      { class: 'latest' },
      h('h2', { class: 'label', id: 'latest' }, say('door.latest')),
      h(
        'ul',
        { 'aria-labelledby': 'latest' },
        latest.map((ticket) => {
          const handed = scene.board.team.handed[ticket.id];
          return h(
            'li',
            { id: `latest-${ticket.id}` },
            h(
              'button',
              { type: 'button', 'data-do': 'ticket', 'data-value': ticket.id },
              number(ticket.number),
              h(
                'span',
                {},
                handed === undefined
                  ? say(`staff.state.${ticket.state}`)
                  : say(`door.need.handed.${handed.how}`),
              ),
            ),
          );
        }),
      ),
    )
  );
}
