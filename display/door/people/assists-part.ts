/** Help without a number, counted with one tap; taken back with another. */
import { ASSIST_TYPES, type Assist } from '../../../server/protocol/team.js';
import { h, type Press } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import type { About } from '../../shared/staff-commands.js';
import type { Scene } from '../../shared/staff-site.js';
import type { DoorPart, DoorTab, Drawn } from '../door-part.js';
import type { DoorPage } from '../door-state.js';
import type { AssistChoice } from './assist-ticket-view.js';
import { assistsView } from './assists-view.js';
import type { PeopleHost } from './people-host.js';

const GIVE = 'assist';
const UNDO = 'assist-undo';

export class AssistsPart implements DoorPart {
  private choice: AssistChoice = { picking: false, typed: '', ticket: null };

  /** @param alarms how many places somebody is needed at */
  constructor(
    private readonly host: PeopleHost,
    private readonly alarms: (scene: Scene) => number,
  ) {}

  tab(scene: Scene): DoorTab {
    const { say } = scene.words;
    const count = Object.keys(scene.board.team.assists).length;
    return {
      name: 'assists',
      label: [
        say('team.assists.tab'),
        h('span', { class: 'tab__more' }, ' ', say('team.assists.today', { count })),
      ],
      pages: ['assists', 'counter', 'load', 'alarms'],
    };
  }

  bars(): [] {
    return [];
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    if (page.name !== 'assists') return null;
    return {
      title: scene.words.say('team.assists.title'),
      back: false,
      body: assistsView({
        scene,
        me: this.host.me.id,
        choice: this.choice,
        alarms: this.alarms(scene),
        busy: (what) => this.host.screen.outbox.underWay(GIVE, { subject: what }),
      }),
      foot: [],
    };
  }

  press(what: string, press: Press): boolean {
    const value = press['value'] ?? '';
    const scene = this.host.screen.scene();
    switch (what) {
      case 'rate':
        // In place of the door: the way back is by a PIN, not by the browser's button.
        location.replace(location.pathname.replace(/\/door$/, '/rate'));
        return true;
      case 'assist': {
        const type = ASSIST_TYPES.find((known) => known === value);
        if (type !== undefined) this.give(scene, type);
        return true;
      }
      case 'assist-undo': {
        const assist = scene.board.team.assists[value];
        if (assist !== undefined) this.takeBack(scene, assist);
        return true;
      }
      case 'assist-picking':
        this.choice = { ...this.choice, picking: !this.choice.picking, typed: '' };
        return true;
      case 'assist-ticket': {
        const ticket = this.choice.ticket === value ? null : value;
        this.choice = { picking: ticket === null, typed: '', ticket };
        return true;
      }
      default:
        return false;
    }
  }

  input(name: string, value: string): boolean {
    if (name !== 'assist-number') return false;
    this.choice = { ...this.choice, typed: value };
    return true;
  }

  accepted(pending: Pending): boolean {
    if (pending.kind !== GIVE && pending.kind !== UNDO) return false;
    // The second half of a double tap must not count somebody twice.
    this.host.screen.guard.hold();
    return true;
  }

  /** A number that it was counted for is not meant for the next one. */
  private give(scene: Scene, type: Assist['type']): void {
    const { ticket } = this.choice;
    const { say } = scene.words;
    const words = say(`team.assists.type.${type}`);
    const about: About = {
      wish: say('team.assists.done', { type: words }),
      sentence: '',
      number: '',
      subject: type,
    };
    this.host.screen.commands.give(GIVE, about, {
      method: 'POST',
      path: '/assists',
      body: ticket === null ? { type } : { type, ticket },
    });
    this.choice = { picking: false, typed: '', ticket: null };
  }

  private takeBack(scene: Scene, assist: Assist): void {
    const wish = scene.words.say('team.assists.undo');
    const about: About = { wish, sentence: '', number: '', subject: assist.id };
    this.host.screen.commands.give(UNDO, about, {
      method: 'POST',
      path: `/assists/${assist.id}/undo`,
      body: {},
    });
  }
}
