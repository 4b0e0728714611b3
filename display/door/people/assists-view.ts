/** The page of assists: what to count, for whom, today's sums, the last ones with undo. */
import { countAssists, type AssistCounts } from '../../../server/domain/assist-counts.js';
import { ASSIST_COLUMNS, type Assist, type AssistType } from '../../../server/protocol/team.js';
import { type Child, h } from '../../shared/dom.js';
import { type Scene, groupFacts } from '../../shared/staff-site.js';
import { type AssistChoice, assistTicketView } from './assist-ticket-view.js';

export interface AssistsModel {
  scene: Scene;
  /** Actor id of whoever works here. */
  me: string;
  choice: AssistChoice;
  /** Places at which somebody is needed. */
  alarms: number;
  /** Whether an assist of this type is on its way. */
  busy(type: AssistType): boolean;
}

/** What people come with, in the order of how often. Each type stands once. */
export const NEEDS = [
  { need: 'ask', types: ['answer', 'form', 'result', 'leaflet'] },
  { need: 'online', types: ['vneid', 'filing', 'scan', 'payment'] },
  { need: 'device', types: ['app', 'device', 'rating'] },
] as const satisfies readonly { need: string; types: readonly AssistType[] }[];

/** Assists that can be taken back from here. */
const LAST = 5;

export function assistsView(model: AssistsModel): Child[] {
  const { scene, me } = model;
  const { say, time } = scene.words;
  const assists = Object.values(scene.board.team.assists);
  const counts = countAssists(assists, me);
  return [
    entries(model),
    h('h1', { class: 'unseen' }, say('team.assists.title')),
    h(
      'div',
      { class: 'list-head' },
      h('span', {}, say('team.assists.lead')),
      scene.link.kind === 'stale' &&
        h('span', { class: 'as-of' }, say('staff.asOf', { time: time(scene.link.since) })),
    ),
    assistTicketView(scene, model.choice),
    NEEDS.map(({ need, types }) => [
      h('h2', { class: 'list-head', id: `need-${need}` }, say(`team.assists.need.${need}`)),
      h(
        'div',
        { class: 'assists', role: 'group', 'aria-labelledby': `need-${need}` },
        types.map((type) => button(model, type, counts)),
      ),
    ]),
    h(
      'button',
      {
        class: 'button button--quiet rate-open',
        type: 'button',
        'data-do': 'rate',
        id: 'rate-open',
      },
      say('team.rate.open'),
    ),
    h('p', { class: 'hint' }, say('team.rate.help')),
    sums(scene, counts),
    last(model, assists),
  ];
}

/** Ways to what else is about people: who is needed, how the hall is, the support counters. */
function entries({ scene, alarms }: AssistsModel): Element {
  const { say } = scene.words;
  const late = scene.site.groups.filter((group) => groupFacts(scene, group).late).length;
  const entry = (page: string, title: string, detail: string, marked: boolean): Element =>
    h(
      'button',
      { type: 'button', class: 'entry', 'data-do': 'tab', 'data-value': page },
      h('b', {}, title),
      h(
        'span',
        { class: marked ? 'late' : '' },
        marked && h('span', { 'aria-hidden': 'true' }, '▲ '),
        detail,
      ),
    );
  return h(
    'div',
    { class: 'entries' },
    entry(
      'alarms',
      say('team.alarms.title'),
      alarms === 0 ? say('team.alarms.none') : say('team.alarms.count', { count: alarms }),
      alarms > 0,
    ),
    entry(
      'load',
      say('team.hall.title'),
      late === 0 ? say('team.hall.calm') : say('team.hall.late', { count: late }),
      late > 0,
    ),
  );
}

function button({ scene, busy }: AssistsModel, type: AssistType, counts: AssistCounts): Element {
  const { say } = scene.words;
  const count = counts.of(type).all;
  const off = scene.link.kind !== 'live' || busy(type);
  return h(
    'button',
    {
      type: 'button',
      class: `button assist${busy(type) ? ' is-pressed' : ''}`,
      id: `assist-${type}`,
      'data-do': 'assist',
      'data-value': type,
      'aria-disabled': off ? 'true' : 'false',
    },
    h('span', {}, say(`team.assists.type.${type}`)),
    count > 0 && [
      ' ',
      h(
        'span',
        { class: 'assist__count' },
        h('span', { 'aria-hidden': 'true' }, count),
        h('span', { class: 'unseen' }, say('team.assists.typeCount', { count })),
      ),
    ],
  );
}

/** The three columns of the reports, mine beside everybody's. */
function sums(scene: Scene, counts: AssistCounts): Child[] {
  const { say } = scene.words;
  const row = (name: string, { mine, all }: { mine: number; all: number }): Element =>
    h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, mine), h('td', {}, all));
  return [
    h('h2', { class: 'list-head', id: 'assists-today' }, say('team.assists.todayTitle')),
    h(
      'table',
      { class: 'sums', 'aria-labelledby': 'assists-today' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('td', {}),
          h('th', { scope: 'col' }, say('team.assists.mine')),
          h('th', { scope: 'col' }, say('team.assists.all')),
        ),
      ),
      h(
        'tbody',
        {},
        ASSIST_COLUMNS.map((column) =>
          row(say(`team.assists.column.${column}`), counts.within(column)),
        ),
        row(say('team.assists.sum'), counts.sum),
      ),
    ),
  ];
}

function last({ scene, me }: AssistsModel, assists: readonly Assist[]): Child[] {
  const { say, time } = scene.words;
  const own = assists
    .filter(({ by }) => by === me)
    .sort((one, other) => Number(other.id) - Number(one.id))
    .slice(0, LAST);
  return [
    h('h2', { class: 'list-head', id: 'assists-last' }, say('team.assists.lastTitle')),
    own.length === 0
      ? h('p', { class: 'empty' }, say('team.assists.noneYet'))
      : h(
          'ul',
          { class: 'assist-rows', 'aria-labelledby': 'assists-last' },
          own.map((assist) => {
            const type = say(`team.assists.type.${assist.type}`);
            const ticket = assist.ticket === null ? undefined : scene.board.tickets[assist.ticket];
            return h(
              'li',
              { class: 'assist-row', id: `given-${assist.id}` },
              h('span', { class: 'assist-row__time' }, time(assist.at)),
              h(
                'span',
                { class: 'assist-row__what' },
                type,
                ticket !== undefined && [' · ', h('b', {}, ticket.number)],
              ),
              h(
                'button',
                {
                  type: 'button',
                  class: 'quiet',
                  'data-do': 'assist-undo',
                  'data-value': assist.id,
                  'aria-disabled': scene.link.kind === 'live' ? 'false' : 'true',
                  'aria-label': say('team.assists.undoOne', { type, time: time(assist.at) }),
                },
                say('team.assists.undo'),
              ),
            );
          }),
        ),
  ];
}
