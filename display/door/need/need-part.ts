/** Asking the need and deciding: from the first letters typed to a number, missing papers, help or another day. */
import type { DayNow } from '../../../server/domain/flow.js';
import type { IssueBody } from '../../../server/protocol/requests.js';
import type { RhythmHalfHour } from '../../../server/protocol/rhythm.js';
import { type Child, need, type Press } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import { procedureOf } from '../../shared/staff-procedures.js';
import { type Scene, groupOf } from '../../shared/staff-site.js';
import type { DoorPart, Drawn } from '../door-part.js';
import { type DoorPage, type DoorState, blankMore } from '../door-state.js';
import { ISSUE, isSlow } from '../issue.js';
import { errandFoot } from './errand-foot.js';
import { Helped } from './helped.js';
import { latestStrip } from './latest-strip.js';
import { moreAfter, reordered, wishOf } from './more-choice.js';
import { moreView } from './more-view.js';
import { moveFocus } from './need-keys.js';
import { NeedSearch } from './need-search.js';
import { type Errand, blankNeed, documentsOf, errandOf, toggled, wantedOn } from './need-state.js';
import { codeIn } from './papers-read.js';
import { groupBody, procedureBody } from './procedure-view.js';
import { frequentNeeds, results, searchField } from './search-view.js';
import { UsualNeeds } from './usual-needs.js';

export interface NeedOptions {
  screen: StaffScreen;
  state: DoorState;
  language: string;
  /** What a usual day has at this time; `null` while nobody told. */
  halfHour(scene: Scene): RhythmHalfHour | null;
  today(scene: Scene): DayNow;
  go(page: DoorPage, how?: 'push' | 'replace'): void;
  give(group: string, body: IssueBody): void;
}

export class NeedPart implements DoorPart {
  readonly #need = blankNeed();
  readonly #search = new NeedSearch();
  readonly #usual: UsualNeeds;
  /** Group of the number that the open page asked for. */
  #asked: string | null = null;

  readonly #helped: Helped;

  constructor(private readonly options: NeedOptions) {
    this.#helped = new Helped(options.screen);
    this.#usual = new UsualNeeds(options.halfHour);
  }

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
          ? results(scene, this.#search.find(scene.site, query, usual), codeIn(query))
          : frequentNeeds(scene, this.#usual.most(scene), language),
      ],
    };
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    const title = scene.words.say('door.need.other');
    if (page.name === 'more') {
      const group = groupOf(scene.site, page.group);
      if (group === undefined) return null;
      const { more } = this.options.state;
      const back = procedureOf(scene.site, more.procedure ?? '')?.name ?? group.short;
      const day = this.options.today(scene);
      const drawn = moreView({ ...this.#footOf(scene, group.id), group, more, day });
      return { title: back, back: true, ...drawn };
    }
    if (page.name === 'group') {
      const group = groupOf(scene.site, page.id);
      if (group === undefined) return null;
      const foot = errandFoot({ ...this.#footOf(scene, group.id), group, missing: null });
      const usual = (id: string): number => this.#usual.of(scene, id);
      const body = groupBody(scene, group, usual);
      return { title, back: true, body, foot: [foot, latestStrip(scene)] };
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
      foot: [errandFoot({ ...this.#footOf(scene, group.id), group, missing }), latestStrip(scene)],
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
      case 'order': {
        const { group, more } = reordered(state.more, value.split(','), screen.scene().site);
        state.more = more;
        go({ name: 'more', group }, 'replace');
        screen.guard.hold();
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
      case 'helped':
        this.#helped.give(wantedOn(screen.scene(), state)?.procedure ?? value);
        return true;
      case 'undo-helped':
        this.#helped.takeBack();
        return true;
      case 'give-more':
        if (state.page.name === 'more') {
          const { group } = state.page;
          this.#asked = group;
          this.options.give(group, wishOf(state.more, group));
        }
        return true;
      default: {
        const more = moreAfter(state.more, what, value);
        if (more !== null) state.more = more;
        return more !== null;
      }
    }
  }

  /** The errand of the open page, and the places of its papers that were not seen. */
  looked(): { errand: Errand; missing: number[] } | null {
    const { page } = this.options.state;
    const procedure = procedureOf(
      this.options.screen.scene().site,
      page.name === 'procedure' ? page.id : '',
    );
    if (procedure === undefined) return null;
    const errand = errandOf(this.#need, procedure.id);
    const missing = documentsOf(procedure, errand).flatMap((_, at) =>
      errand.seen.has(at) ? [] : [at],
    );
    return { errand, missing };
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
    const byKeys = document.activeElement?.matches(':focus-visible') ?? false;
    go(page);
    this.options.screen.guard.hold();
    // Drawn by then: who came by keys goes on by keys.
    if (byKeys) queueMicrotask(() => need('#main-button', HTMLElement).focus());
    return true;
  }

  #look(change: (errand: Errand) => Errand): true {
    const { page } = this.options.state;
    if (page.name === 'procedure') this.#need.errand = change(errandOf(this.#need, page.id));
    return true;
  }

  input(name: string, value: string): boolean {
    const { state } = this.options;
    if (name === 'need') this.#need.query = value;
    else if (name === 'note') state.more = { ...state.more, note: value };
    else return false;
    return true;
  }

  /** Arrow keys walk through what was found; Enter in the field opens the first. */
  key(event: KeyboardEvent): void {
    moveFocus(event, () => {
      this.#need.query = '';
      this.options.screen.redraw();
    });
  }

  undo(scene: Scene): { at: number; line: Element } | null {
    return this.#helped.undo(scene);
  }

  /** The number is given or the question answered: the next citizen begins with an empty field. */
  accepted(pending: Pending, body: unknown): boolean {
    const helped = this.#helped.accepted(pending, body);
    if (pending.kind === ISSUE || helped === 'given') Object.assign(this.#need, blankNeed());
    const { go, screen, state } = this.options;
    if (helped === 'given' && ['procedure', 'group', 'papers'].includes(state.page.name)) {
      screen.guard.hold();
      go({ name: 'home' }, 'replace');
    }
    return helped !== null;
  }
}
