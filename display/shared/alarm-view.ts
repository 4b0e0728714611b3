/** Where somebody is needed: cards, the bar under the header, and who is coming. */
import type { Alarm } from '../../server/domain/alarm.js';
import type { HelpPlace } from '../../server/protocol/team.js';
import type { Crew } from './crew.js';
import { type Child, h } from './dom.js';
import {
  isAboutPaper,
  paperAnswers,
  paperMeans,
  paperSentence,
  paperTitle,
} from './printer-view.js';
import { number } from './staff-parts.js';
import { type Scene, counterOf, groupOf, running } from './staff-site.js';

export interface AlarmModel {
  scene: Scene;
  crew: Crew;
  /** Actor id of whoever works here. */
  me: string;
  /** Whether what was pressed about it is on its way. */
  busy(alarm: Alarm): boolean;
}
/** What an alarm is worded from. */
export type AlarmScene = Omit<AlarmModel, 'busy'>;

/** @param first it has the one filled button of the page */
export function alarmCard(model: AlarmModel, alarm: Alarm, first: boolean): Element {
  const { scene } = model;
  const buttons = answers(model, alarm, first);
  const wide = buttons.length > 1 || (first && buttons.length > 0);
  return h(
    'li',
    {
      class: `alarm${wide ? ' alarm--wide' : ''}${alarm.takenBy === null ? '' : ' is-taken'}`,
      id: `alarm-${alarm.id}`,
      'data-alarm': alarm.kind,
    },
    h(
      'p',
      { class: 'alarm__head' },
      h('span', {}, scene.words.say(`team.alarms.kind.${alarm.kind}`)),
      alarm.age !== null && h('b', {}, running(alarm.age)),
    ),
    h('div', { class: 'alarm__what' }, what(model, alarm), means(model, alarm)),
    buttons.length > 0 && h('div', { class: 'alarm__answers' }, buttons),
  );
}

/** The first one, on any other page: what it is leads to all of them. */
export function alarmBar(model: AlarmModel, alarms: readonly Alarm[]): Child {
  const [alarm] = alarms;
  if (alarm === undefined) return null;
  const { scene } = model;
  const { say } = scene.words;
  const [answer] = answers(model, alarm, true);
  const more = alarms.length - 1;
  return h(
    'div',
    { class: 'alarm-bar', id: 'alarm-bar', 'data-alarm': alarm.kind },
    h(
      'button',
      { type: 'button', class: 'alarm-bar__what', 'data-do': 'tab', 'data-value': 'alarms' },
      h('span', { class: 'unseen' }, say('team.alarms.open'), ': '),
      what(model, alarm),
      h(
        'span',
        { class: 'alarm-bar__time' },
        alarm.age !== null && running(alarm.age),
        more > 0 && [
          ' ',
          h('b', { 'aria-hidden': 'true' }, `+${more}`),
          h('span', { class: 'unseen' }, say('team.alarms.more', { count: more })),
        ],
      ),
    ),
    isTaken(alarm)
      ? answer
      : h(
          'button',
          { type: 'button', class: 'button', 'data-do': 'tab', 'data-value': 'alarms' },
          say('team.alarms.see'),
        ),
  );
}

/** Alarms to which somebody goes, and is seen to go. */
export type TakenAlarm = Extract<Alarm, { kind: 'escort' | 'not-come' | 'help' | 'sound' }>;

export function isTaken(alarm: Alarm): alarm is TakenAlarm {
  return ['escort', 'not-come', 'help', 'sound'].includes(alarm.kind);
}

/** The alarm in one sentence: said once to those who do not see it, and kept with a press. */
export function alarmSentence({ scene, crew }: AlarmScene, alarm: Alarm): string {
  const { site, words } = scene;
  const key = `team.alarms.spoken.${alarm.kind}`;
  switch (alarm.kind) {
    case 'escort':
    case 'not-come':
      return words.say(key, {
        number: alarm.number,
        counter: counterOf(site, alarm.counter)?.number ?? '',
      });
    case 'help':
      return words.say(key, {
        place: placeName(scene, crew, alarm.help.place),
        cause: words.say(`team.alarms.cause.${alarm.help.cause}`),
      });
    case 'nobody-serves':
      return words.say(key, { group: groupOf(site, alarm.group)?.short ?? alarm.group });
    case 'paused':
      return words.say(key, { counter: counterOf(site, alarm.counter)?.number ?? '' });
    case 'sound': {
      const { zones } = site;
      const name = zones.length > 1 ? zones.find(({ id }) => id === alarm.zone)?.name : undefined;
      return words.say(name === undefined ? key : 'team.alarms.spoken.soundAt', {
        zone: name ?? '',
      });
    }
    case 'slip':
    case 'printer':
      return paperSentence(scene, alarm);
  }
}

/** Who is going, in good; `null` while nobody is. */
function comingLine({ scene, crew, me }: AlarmScene, by: string | null): Child {
  if (by === null) return null;
  const { say } = scene.words;
  const name = by === me ? '' : crew.calledOf(by);
  const words =
    by === me
      ? say('team.alarms.meGoing')
      : name === ''
        ? say('team.alarms.someoneGoing')
        : say('team.alarms.going', { name });
  return h('p', { class: 'coming' }, words);
}

function placeName(scene: Scene, crew: Crew, { kind, id }: HelpPlace): string {
  const { say } = scene.words;
  return kind === 'counter'
    ? say('staff.counter', { counter: counterOf(scene.site, id)?.number ?? '' })
    : crew.nameOf(id) || say('team.alarms.kiosk');
}

function what(model: AlarmModel, alarm: Alarm): Child {
  const { scene } = model;
  const { say } = scene.words;
  if (alarm.kind === 'escort' || alarm.kind === 'not-come') {
    return h(
      'span',
      { class: 'alarm__strip' },
      number(alarm.number),
      h('span', { 'aria-hidden': 'true' }, ' → '),
      h('span', { class: 'unseen' }, ' ', say('team.alarms.toSpoken'), ' '),
      h(
        'span',
        { class: 'alarm__to' },
        say('team.alarms.to', { counter: counterOf(scene.site, alarm.counter)?.number ?? '' }),
      ),
    );
  }
  if (isAboutPaper(alarm)) {
    return h('span', { class: 'alarm__title' }, paperTitle(scene, alarm));
  }
  return h('span', { class: 'alarm__title' }, alarmSentence(model, alarm));
}

function means(model: AlarmModel, alarm: Alarm): Child[] {
  const { scene } = model;
  const { say } = scene.words;
  const line = (words: string): Element => h('p', { class: 'alarm__means' }, words);
  if (alarm.takenBy !== null) return [comingLine(model, alarm.takenBy)];
  switch (alarm.kind) {
    case 'escort':
    case 'not-come':
      return [line(say(`team.alarms.means.${alarm.kind}`))];
    case 'help':
      return [];
    case 'nobody-serves':
    case 'paused':
      return [line(say(`team.alarms.means.${alarm.kind}`, { count: alarm.waiting }))];
    case 'sound':
      return [line(say(`team.alarms.soundCause.${alarm.cause}`))];
    case 'slip':
    case 'printer':
      return paperMeans(scene, alarm).map(line);
  }
}

function answers(model: AlarmModel, alarm: Alarm, first: boolean): Element[] {
  const { scene } = model;
  const { say } = scene.words;
  const off = scene.link.kind !== 'live' || model.busy(alarm);
  const button = (press: string, label: string, main = false): Element =>
    h(
      'button',
      {
        type: 'button',
        class: `button${main ? ' button--main' : ''}${model.busy(alarm) ? ' is-pressed' : ''}`,
        'data-do': press,
        'data-value': alarm.id,
        'aria-disabled': off ? 'true' : 'false',
      },
      label,
    );
  if (isAboutPaper(alarm)) return paperAnswers(scene, alarm, model.busy(alarm), first);
  if (!isTaken(alarm)) return [];
  if (alarm.takenBy === null) {
    return [button('alarm-take', say(`team.alarms.take.${alarm.kind}`), first)];
  }
  if (alarm.takenBy !== model.me) return [button('alarm-take', say('team.alarms.instead'))];
  return alarm.kind === 'help' ? [button('alarm-end', say('team.alarms.end'))] : [];
}
