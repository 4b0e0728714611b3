/** Coming back another time: the quiet hours of a group, in words to say aloud. */
import { type Child, h } from '../../shared/dom.js';
import type { Scene, StaffGroup } from '../../shared/staff-site.js';
import { errandHead } from './procedure-view.js';

/** A stretch of today in which few come; site time, ms. */
export interface QuietSpan {
  from: number;
  until: number;
  /** Minutes that people then usually wait; `null` where nobody knows. */
  wait: number | null;
}

export function quietBody(scene: Scene, group: StaffGroup, spans: readonly QuietSpan[]): Child[] {
  const { say } = scene.words;
  return [
    errandHead(say('door.quiet.title'), group, group.name),
    h(
      'div',
      { class: 'aloud' },
      h('p', { class: 'aloud__lead' }, say('door.quiet.aloud')),
      h('blockquote', {}, sentence(scene, spans)),
    ),
    spans.length > 0 && [
      h('h2', { class: 'list-head', id: 'quiet' }, say('door.quiet.list')),
      h(
        'ul',
        { class: 'quiet-hours', 'aria-labelledby': 'quiet' },
        spans.map((span) =>
          h(
            'li',
            { id: `quiet-${span.from}` },
            h('b', {}, clock(scene, span)),
            span.wait !== null &&
              h('span', {}, say('door.quiet.wait', { minutes: Math.round(span.wait) })),
          ),
        ),
      ),
    ],
  ];
}

function sentence(scene: Scene, spans: readonly QuietSpan[]): string {
  const { say } = scene.words;
  if (spans.length === 0) return say('door.quiet.none');
  const times = spans.map((span) => spoken(scene, span)).join(say('door.quiet.or'));
  return say('door.quiet.come', { times });
}

function spoken({ words }: Scene, { from, until }: QuietSpan): string {
  return words.say('door.quiet.span', {
    from: words.spokenTime(from),
    until: words.spokenTime(until),
  });
}

function clock({ words }: Scene, { from, until }: QuietSpan): string {
  return words.say('door.need.between', { low: words.time(from), high: words.time(until) });
}

export function quietFoot(scene: Scene, group: StaffGroup): Child[] {
  const { say } = scene.words;
  return [
    h(
      'button',
      { type: 'button', class: 'button button--main', id: 'main-button', 'data-do': 'quiet-done' },
      say('door.quiet.done'),
    ),
    h(
      'button',
      { type: 'button', class: 'button', 'data-do': 'give', 'data-value': group.id },
      say('door.quiet.stillGive', { group: group.short }),
    ),
  ];
}
