/** Where somebody is needed: the page of all of it, the bar on the other pages, and the bell. */
import type { Alarm } from '../../../server/domain/alarm.js';
import { alarmsOf } from '../../../server/domain/alarms.js';
import { AlarmBell } from '../../shared/alarm-bell.js';
import { AlarmTone } from '../../shared/alarm-tone.js';
import {
  type AlarmModel,
  alarmBar,
  alarmCard,
  alarmSentence,
  isTaken,
  type TakenAlarm,
} from '../../shared/alarm-view.js';
import { Crew } from '../../shared/crew.js';
import { type Child, type Press, h, need } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import { isPaperPress, pressPaper } from '../../shared/printer-presses.js';
import { isAboutPaper } from '../../shared/printer-view.js';
import { SoundWatch } from '../../shared/sound-watch.js';
import type { About } from '../../shared/staff-commands.js';
import { doorway } from '../../shared/staff-parts.js';
import type { Scene } from '../../shared/staff-site.js';
import type { DoorPart, DoorTab, Drawn } from '../door-part.js';
import type { DoorPage } from '../door-state.js';
import type { PeopleHost } from './people-host.js';

/** The kinds of presses that answer an alarm. */
const TAKE = 'alarm-take';
const END = 'alarm-end';
const KINDS: ReadonlySet<string> = new Set([TAKE, END]);

export class AlarmsPart implements DoorPart {
  private readonly crew: Crew;
  private readonly sounds: SoundWatch;
  private readonly tone = new AlarmTone();
  private readonly bell: AlarmBell;

  constructor(private readonly host: PeopleHost) {
    const { screen, me, site, speed } = host;
    this.crew = new Crew(site, screen.redraw);
    this.sounds = new SoundWatch(site, screen.redraw);
    this.bell = new AlarmBell({
      speed,
      leads: me.role === 'lead' || me.role === 'admin',
      ring: () => this.ring(),
    });
    this.tone.listenForTouch(document, screen.redraw);
    this.sounds.start(() => screen.scene().link.kind === 'live');
  }

  /** Looks at what is new, before each drawing. */
  look(): void {
    const scene = this.host.screen.scene();
    if (scene.link.kind === 'live') this.bell.look(this.all(scene));
  }

  /** How many alarms there are, answered ones included. */
  count(scene: Scene): number {
    return this.all(scene).length;
  }

  tab(): DoorTab | null {
    return null;
  }

  bars(scene: Scene, page: DoorPage): Child[] {
    return page.name === 'alarms'
      ? []
      : [alarmBar(this.model(scene), this.bell.bars(this.all(scene)).filter(isElsewhere))];

    // The page of a slip asks about it itself.
    function isElsewhere(alarm: Alarm): boolean {
      return alarm.kind !== 'slip' || page.name !== 'slip' || page.ticket !== alarm.ticket;
    }
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    if (page.name !== 'alarms') return null;
    const { say } = scene.words;
    const alarms = this.all(scene);
    return {
      title: say('team.alarms.title'),
      count: alarms.length,
      back: false,
      body: [
        alarms.length === 0 ? this.nobody(scene) : this.list(scene, alarms),
        this.bellSwitch(scene),
      ],
      foot: [],
    };
  }

  press(what: string, press: Press): boolean {
    if (what === 'bell') {
      this.bell.mute(!this.bell.muted);
      return true;
    }
    const scene = this.host.screen.scene();
    const alarm = this.all(scene).find(({ id }) => id === press['value']);
    switch (what) {
      case TAKE:
      case END:
        if (alarm !== undefined && isTaken(alarm)) this.answer(scene, what, alarm);
        return true;
      default: {
        if (!isPaperPress(what)) return false;
        const { commands } = this.host.screen;
        if (alarm !== undefined && isAboutPaper(alarm))
          pressPaper(commands, scene, alarm, what, press['printer'] ?? '');
        return true;
      }
    }
  }

  input(): boolean {
    return false;
  }

  accepted(pending: Pending): boolean {
    if (!KINDS.has(pending.kind) && !isPaperPress(pending.kind)) return false;
    this.host.screen.guard.hold();
    return true;
  }

  private all(scene: Scene): Alarm[] {
    const { board, site, now, printers } = scene;
    return alarmsOf({ board, site, now, printers, sounds: this.sounds.all() });
  }

  private model(scene: Scene): AlarmModel {
    const { outbox } = this.host.screen;
    return {
      scene,
      crew: this.crew,
      me: this.host.me.id,
      busy: (alarm) => outbox.pending().some(({ about }) => about['subject'] === alarm.id),
    };
  }

  private ring(): void {
    this.tone.play();
    const scene = this.host.screen.scene();
    const [first] = this.bell.bars(this.all(scene));
    if (first === undefined) return;
    need('#spoken', HTMLElement).textContent = alarmSentence(this.model(scene), first);
  }

  private answer(scene: Scene, what: typeof TAKE | typeof END, alarm: TakenAlarm): void {
    const sentence = alarmSentence(this.model(scene), alarm);
    const key = what === TAKE ? 'team.alarms.wish.take' : 'team.alarms.wish.end';
    const about: About = {
      wish: scene.words.say(key, { what: sentence }),
      sentence: '',
      number: '',
      subject: alarm.id,
    };
    const { path, more } = answerTo(alarm, what === TAKE);
    const body = what === TAKE ? { instead: alarm.takenBy, ...more } : {};
    this.host.screen.commands.give(what, about, { method: 'POST', path, body });
  }

  private list(scene: Scene, alarms: readonly Alarm[]): Element {
    const model = this.model(scene);
    const { say } = scene.words;
    return h(
      'ul',
      {
        class: `alarms${scene.link.kind === 'stale' ? ' is-stale' : ''}`,
        'aria-label': say('team.alarms.count', { count: alarms.length }),
      },
      alarms.map((alarm, at) => alarmCard(model, alarm, at === 0)),
    );
  }

  private nobody({ words }: Scene): Element {
    const key = this.bell.muted ? 'team.alarms.noneMuted' : 'team.alarms.noneDetail';
    return h(
      'div',
      { class: 'nobody' },
      h('div', { class: 'nobody__door' }, doorway('free')),
      h('h1', {}, words.say('team.alarms.none')),
      h('p', {}, words.say(key)),
    );
  }

  private bellSwitch({ words }: Scene): Element {
    const { muted } = this.bell;
    return h(
      'div',
      { class: 'bells' },
      h(
        'button',
        {
          type: 'button',
          class: 'button bell',
          role: 'switch',
          'data-do': 'bell',
          'aria-checked': muted ? 'false' : 'true',
        },
        h('span', {}, words.say('team.alarms.bell')),
        h('b', {}, words.say(muted ? 'team.alarms.bellOff' : 'team.alarms.bellOn')),
      ),
      !muted &&
        !this.tone.ready &&
        h('p', { class: 'bell__touch' }, words.say('team.alarms.touch')),
    );
  }
}

/** Where an answer to an alarm goes, and what it names besides who was going. */
function answerTo(alarm: TakenAlarm, takes: boolean): { path: string; more?: { since: number } } {
  if (alarm.kind === 'help') return { path: `/help/${alarm.help.id}/${takes ? 'take' : 'end'}` };
  if (alarm.kind !== 'sound') return { path: `/tickets/${alarm.ticket}/escort` };
  return { path: `/sounds/${alarm.zone}/take`, more: { since: alarm.since } };
}
