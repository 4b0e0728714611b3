/** Asking the need and deciding: from the first letters typed to a number, missing papers, help or another day. */
import type { IssueBody } from '../../../server/protocol/requests.js';
import type { Child, Press } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import { procedureOf } from '../../shared/staff-procedures.js';
import { type Scene, groupOf } from '../../shared/staff-site.js';
import type { DoorPart, Drawn } from '../door-part.js';
import { type DoorPage, type DoorState, blankMore } from '../door-state.js';
import { ISSUE, isSlow } from '../issue.js';
import { errandFoot } from './errand-foot.js';
import { moveFocus } from './need-keys.js';
import { NeedSearch } from './need-search.js';
import { blankNeed, documentsOf, errandOf, wantedOn } from './need-state.js';
import { groupBody, procedureBody } from './procedure-view.js';
import { frequentNeeds, results, searchField } from './search-view.js';
import { UsualNeeds } from './usual-needs.js';

export interface NeedOptions {
  screen: StaffScreen;
  state: DoorState;
  language: string;
  go(page: DoorPage, how?: 'push' | 'replace'): void;
  give(group: string, body: IssueBody): void;
}

export class NeedPart implements DoorPart {
  readonly #need = blankNeed();
  readonly #search = new NeedSearch();
  readonly #usual = new UsualNeeds();
  /** Group of the number that the open page asked for. */
  #asked: string | null = null;

  constructor(private readonly options: NeedOptions) {}

  tab(): null {
    return null;
  }

  bars(): Child[] {
    return [];
  }

  /** What stands above the groups on the first page; while something is typed, nothing else does. */
  home(scene: Scene): { searching: boolean; above: Child[] } {
    const { query } = this.#need;
    const { language } = this.options;
    const searching = query.trim() !== '';
    const usual = (id: string): number => this.#usual.of(scene, id);
    return {
      searching,
      above: [
        searchField(scene, query),
        searching
          ? results(scene, this.#search.find(scene.site, query, usual))
          : frequentNeeds(scene, this.#usual.most(scene), language),
      ],
    };
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    const title = scene.words.say('door.need.other');
    if (page.name === 'group') {
      const group = groupOf(scene.site, page.id);
      if (group === undefined) return null;
      const foot = errandFoot({ ...this.#footOf(scene, group.id), group, missing: null });
      return { title, back: true, body: groupBody(scene, group), foot };
    }
    if (page.name !== 'procedure') return null;
    const procedure = procedureOf(scene.site, page.id);
    const group = procedure && groupOf(scene.site, procedure.group);
    if (procedure === undefined || group === undefined) return null;
    const errand = errandOf(this.#need, procedure.id);
    const documents = documentsOf(procedure, errand);
    const missing = documents.length === 0 ? null : documents.length - errand.seen.size;
    return {
      title,
      back: true,
      body: procedureBody(scene, procedure, errand, this.#need.portal),
      foot: errandFoot({ ...this.#footOf(scene, group.id), group, missing }),
    };
  }

  #footOf(scene: Scene, group: string): { scene: Scene; pressed: boolean; slow: boolean } {
    const { outbox } = this.options.screen;
    return {
      scene,
      pressed: outbox.underWay(ISSUE, { subject: group }),
      slow: isSlow(outbox, group),
    };
  }

  press(what: string, { value = '' }: Press): boolean {
    const { go, screen, state } = this.options;
    switch (what) {
      case 'procedure':
        this.#need.errand = { procedure: value, case: 0, seen: new Set() };
        this.#need.portal = false;
        return this.#open({ name: 'procedure', id: value });
      case 'group':
        return this.#open({ name: 'group', id: value });
      case 'case':
        return this.#look((errand) => ({ ...errand, case: Number(value), seen: new Set() }));
      case 'seen':
        return this.#look((errand) => ({ ...errand, seen: toggled(errand.seen, Number(value)) }));
      case 'portal':
        this.#need.portal = !this.#need.portal;
        return true;
      case 'clear-need':
        this.#need.query = '';
        document.querySelector<HTMLElement>('#need-query')?.focus();
        return true;
      case 'more': {
        const wanted = wantedOn(screen.scene(), state);
        if (wanted === null) return true;
        state.more = { ...blankMore(), procedure: wanted.procedure };
        go({ name: 'more', group: wanted.group });
        return true;
      }
      case 'give-errand': {
        const wanted = wantedOn(screen.scene(), state);
        if (wanted === null) return true;
        const { group, procedure } = wanted;
        this.#asked = group;
        this.options.give(group, { group, ...(procedure === null ? {} : { procedure }) });
        return true;
      }
      default:
        return false;
    }
  }

  /** Whether nobody answered the open page, whose press now stands as a card on the first one. */
  isLost(): boolean {
    const lost = this.options.screen.outbox
      .unanswered()
      .some(({ kind, about }) => kind === ISSUE && about['subject'] === this.#asked);
    if (lost) this.#asked = null;
    return lost;
  }

  /** A page with a button that gives a number: the second half of a double tap must not press it. */
  #open(page: DoorPage): true {
    const { state, go } = this.options;
    this.#asked = null;
    // A slip that nobody handed over yet comes back after the next one.
    if (state.page.name === 'slip') state.toHand.push(state.page.ticket);
    go(page);
    this.options.screen.guard.hold();
    return true;
  }

  #look(change: (errand: ReturnType<typeof errandOf>) => ReturnType<typeof errandOf>): true {
    const { page } = this.options.state;
    if (page.name === 'procedure') this.#need.errand = change(errandOf(this.#need, page.id));
    return true;
  }

  input(name: string, value: string): boolean {
    if (name !== 'need') return false;
    this.#need.query = value;
    return true;
  }

  /** Arrow keys walk through what was found; Enter in the field opens the first. */
  key(event: KeyboardEvent): void {
    moveFocus(event, () => {
      this.#need.query = '';
      this.options.screen.redraw();
    });
  }

  /** The number is given: the next citizen begins with an empty field. */
  accepted(pending: Pending): boolean {
    if (pending.kind === ISSUE) Object.assign(this.#need, blankNeed());
    return false;
  }
}

function toggled(seen: ReadonlySet<number>, at: number): ReadonlySet<number> {
  const next = new Set(seen);
  if (!next.delete(at)) next.add(at);
  return next;
}
