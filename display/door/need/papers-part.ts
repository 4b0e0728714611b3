/** Missing papers: a checklist with a short code, printed or shown, which opens it again when they are back. */
import type { IssueBody } from '../../../server/protocol/requests.js';
import type { Papers } from '../../../server/protocol/papers.js';
import type { Child, Press } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import { procedureOf } from '../../shared/staff-procedures.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import { type Scene, groupOf } from '../../shared/staff-site.js';
import type { DoorPart, Drawn } from '../door-part.js';
import { type DoorPage, type DoorState, blankMore } from '../door-state.js';
import { ISSUE, isSlow } from '../issue.js';
import { errandFoot } from './errand-foot.js';
import { type Errand, toggled } from './need-state.js';
import { isPapers, readPapers, readPrint } from './papers-read.js';
import { codePage, papersBody, papersFoot, shownBody, shownFoot } from './papers-view.js';

const MAKE = 'papers';
const PRINT = 'papers-print';

const AGAIN_MS = 3_000;
/** A printer says within half a minute what became of a list. */
const LOOK_MS = 500;
const LOOKS = 60;

export interface PapersOptions {
  screen: StaffScreen;
  state: DoorState;
  go(page: DoorPage, how?: 'push' | 'replace'): void;
  give(group: string, body: IssueBody): void;
  /** The errand that is looked through now, and places of its documents that were not seen. */
  looked(): { errand: Errand; missing: number[] } | null;
}

/** What is known of a code: `null` while the server is asked, `unknown` when it has no such. */
type Known = Papers | 'unknown' | null;

export class PapersPart implements DoorPart {
  readonly #known = new Map<string, Known>();
  /** Written down by this device just now: the person still stands here. */
  readonly #made = new Set<string>();
  /** What was seen of it since, by code. */
  readonly #seen = new Map<string, ReadonlySet<number>>();
  /** What became of the last print, by code. */
  readonly #printed = new Map<string, string>();

  constructor(private readonly options: PapersOptions) {}

  tab(): null {
    return null;
  }

  bars(): Child[] {
    return [];
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    if (page.name !== 'papers' && page.name !== 'shown') return null;
    const title = scene.words.say('door.need.other');
    const known = this.#papers(scene, page.id);
    const procedure = procedureOf(
      scene.site,
      typeof known === 'object' ? (known?.procedure ?? '') : '',
    );
    const group = groupOf(scene.site, procedure?.group ?? '');
    if (known === null || known === 'unknown' || procedure === undefined || group === undefined) {
      const body = codePage(scene, page.id, known === null ? 'asking' : 'unknown');
      return { title, back: true, body, foot: [] };
    }
    const model = {
      scene,
      papers: known,
      procedure,
      group,
      seen: this.#seenOf(known, procedure.cases[known.case]?.documents.length ?? 0),
      printed: this.#printed.get(known.code) ?? null,
      printing: this.options.screen.outbox.underWay(PRINT, { subject: known.code }),
    };
    if (page.name === 'shown') {
      return {
        title: scene.words.say('door.papers.title'),
        back: false,
        body: shownBody(model),
        foot: shownFoot(model),
      };
    }
    const { outbox } = this.options.screen;
    const give = errandFoot({
      scene,
      group,
      pressed: outbox.underWay(ISSUE, { subject: group.id }),
      slow: isSlow(outbox, group.id),
      missing: null,
    });
    const made = this.#made.has(known.code);
    return {
      title,
      back: true,
      body: papersBody(model),
      foot: made ? papersFoot(model) : give,
    };
  }

  /** The list of a code; the server is asked for one that is not known here. */
  #papers(scene: Scene, code: string): Known {
    const known = this.#known.get(code);
    if (known !== undefined) return known;
    this.#known.set(code, null);
    void readPapers(scene.site.id, code).then((answer) => {
      // Without an answer nothing is known: after a while it is asked again.
      if (answer === null) setTimeout(() => this.#known.delete(code), AGAIN_MS);
      else this.#known.set(code, answer);
      this.options.screen.redraw();
    });
    return null;
  }

  #seenOf(papers: Papers, documents: number): ReadonlySet<number> {
    return (
      this.#seen.get(papers.code) ??
      new Set(
        Array.from({ length: documents }, (_, at) => at).filter(
          (at) => !papers.missing.includes(at),
        ),
      )
    );
  }

  press(what: string, { value = '' }: Press): boolean {
    const { screen, state, go } = this.options;
    if (what === 'papers') {
      go({ name: 'papers', id: value });
      screen.guard.hold();
      return true;
    }
    if (what === 'papers-missing') return this.#make();
    const { page } = state;
    const isOpen = page.name === 'papers' || page.name === 'shown';
    const papers = isOpen ? this.#known.get(page.id) : undefined;
    if (papers === undefined || papers === null || papers === 'unknown') return false;
    const procedure = procedureOf(screen.scene().site, papers.procedure);
    if (procedure === undefined) return false;
    const { group, cases } = procedure;
    const wish = { group, procedure: procedure.id, papers: papers.code };
    switch (what) {
      case 'seen': {
        const seen = this.#seenOf(papers, cases[papers.case]?.documents.length ?? 0);
        this.#seen.set(papers.code, toggled(seen, Number(value)));
        return true;
      }
      case 'papers-print':
        this.#print(papers.code);
        return true;
      case 'papers-show':
        go({ name: 'shown', id: papers.code });
        return true;
      case 'papers-done':
        go({ name: 'home' }, 'replace');
        return true;
      case 'give-errand':
        this.options.give(group, wish);
        return true;
      case 'more':
        state.more = { ...blankMore(), procedure: procedure.id, papers: papers.code };
        go({ name: 'more', group });
        return true;
      default:
        return false;
    }
  }

  #make(): true {
    const looked = this.options.looked();
    if (looked === null) return true;
    const { errand, missing } = looked;
    const wish = this.#say('door.papers.wish');
    this.options.screen.commands.give(
      MAKE,
      { wish, sentence: '', number: '', subject: errand.procedure },
      {
        method: 'POST',
        path: '/papers',
        body: { procedure: errand.procedure, case: errand.case, missing },
      },
    );
    return true;
  }

  /** Looks what became of a list until it is known, or nobody can say. */
  async #follow(code: string): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      this.#printed.set(code, 'asked');
      this.options.screen.redraw();
      const outcome = await readPrint(this.options.screen.scene().site.id, code);
      if (outcome !== null) {
        this.#printed.set(code, outcome);
        this.options.screen.redraw();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    this.#printed.set(code, 'unknown');
    this.options.screen.redraw();
  }

  #print(code: string): void {
    const wish = this.#say('door.papers.print');
    this.options.screen.commands.give(
      PRINT,
      { wish, sentence: '', number: '', subject: code },
      { method: 'POST', path: `/papers/${code}/print`, body: {} },
    );
  }

  input(): boolean {
    return false;
  }

  accepted({ kind, about }: Pending, body: unknown): boolean {
    const { go, screen, state } = this.options;
    if (kind === PRINT) {
      void this.#follow(about['subject'] ?? '');
      return true;
    }
    if (kind !== MAKE || !isPapers(body)) return false;
    this.#known.set(body.code, body);
    this.#made.add(body.code);
    screen.guard.hold();
    if (state.page.name === 'procedure') go({ name: 'papers', id: body.code }, 'replace');
    return true;
  }

  #say(key: string): string {
    return this.options.screen.scene().words.say(key);
  }
}
