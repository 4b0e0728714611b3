/** What citizens said of how they were served: a day's counts by place and counter, and the lines they added. */
import {
  RATING_PLACES,
  type RatingsAnswer,
  type ScoreCounts,
} from '../../server/protocol/rating.js';
import { type Child, h } from '../shared/dom.js';
import { heading, note, subheading } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';

const BEST_FIRST = [3, 2, 1, 0] as const;

export function ratingsSection(tools: AdminTools): Section {
  /** `null` until the server answered. */
  let answer: RatingsAnswer | null = null;
  let day = '';

  async function look(): Promise<void> {
    const site = encodeURIComponent(tools.scene().site);
    const query = day === '' ? '' : `?day=${day}`;
    const reply = await tools.send<RatingsAnswer>('GET', `/sites/${site}/ratings${query}`);
    if (reply.ok) answer = reply.body;
    else tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
    tools.redraw();
  }

  function view(scene: AdminScene): Child {
    const { words, used } = scene;
    const say = (key: string, values = {}): string => words.say(`ratings.${key}`, values);
    if (answer === null) return [heading(say('title')), h('p', { class: 'empty' }, say('reading'))];
    const { all, places, counters, lines } = answer;
    const rows: [string, ScoreCounts][] = [
      [say('all'), all],
      ...RATING_PLACES.map((place): [string, ScoreCounts] => [
        say(`place.${place}`),
        places[place],
      ]),
      ...used.counters.flatMap(({ id, number }): [string, ScoreCounts][] => {
        const counts = counters[id];
        return counts === undefined
          ? []
          : [[words.say('staff.counter', { counter: number }), counts]];
      }),
    ];
    return [
      heading(say('title')),
      h(
        'label',
        { class: 'f__label' },
        say('day'),
        ' ',
        h('input', {
          ...{ type: 'date', class: 'f__input', value: answer.day },
          'data-input': 'ratings.day',
        }),
      ),
      h(
        'table',
        { class: 'ratings' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, say('of')),
            BEST_FIRST.map((at) => h('th', { scope: 'col' }, say(`score${at + 1}`))),
          ),
        ),
        h(
          'tbody',
          {},
          rows.map(([name, counts]) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, name),
              BEST_FIRST.map((at) => h('td', {}, counts[at])),
            ),
          ),
        ),
      ),
      note('hint', say('few')),
      subheading(say('lines'), say('linesHelp')),
      lines.length === 0
        ? h('p', { class: 'empty' }, say('noLines'))
        : h(
            'ul',
            { class: 'records' },
            lines.map(({ at, score, counter, text }) =>
              h(
                'li',
                { class: 'record' },
                h(
                  'span',
                  { class: 'record__what' },
                  h('b', {}, text),
                  h(
                    'span',
                    {},
                    [words.time(at), say(`score${score}`), counterWords(scene, counter)].join(
                      ' · ',
                    ),
                  ),
                ),
              ),
            ),
          ),
    ];
  }

  return {
    id: 'ratings',
    open: () => void look(),
    view,
    inputs: {
      day: (value) => {
        day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '';
        void look();
      },
    },
  };
}

function counterWords({ used, words }: AdminScene, id: string | null): string {
  const counter = used.counters.find((each) => each.id === id);
  return counter === undefined
    ? words.say('ratings.noCounter')
    : words.say('staff.counter', { counter: counter.number });
}
