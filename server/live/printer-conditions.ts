/** How the printers are, as all screens are told: what each said of itself, since when, and how much paper it has. */
import type { Clock } from '../clock.js';
import { isMostlyUsed, paperLeft } from '../domain/paper-left.js';
import { printerTrouble } from '../domain/printer-trouble.js';
import type { Log } from '../log.js';
import type { PrinterConfig } from '../protocol/config.js';
import type { PrinterCondition, PrinterStatus, PrinterTrouble } from '../protocol/printing.js';
import type { PrinterLink, PrinterLinks, RollsKept } from './printer-links.js';

export interface PrinterConditionsParts {
  links: Pick<PrinterLinks, 'connected' | 'status' | 'sensor' | 'watch'>;
  rolls: RollsKept;
  /** Those that a site has. */
  printers(site: string): readonly PrinterConfig[];
  clock: Pick<Clock, 'now'>;
  /** ms of real time after which a printer of which nothing was heard is told of. */
  agentsWithin: number;
  /** Something may be different at a site. */
  changed(site: string): void;
  log: Log;
}

/** What is remembered of a printer whose agent was here. */
interface Seen {
  trouble: PrinterTrouble | null;
  since: number;
  /** What it said last, also while its agent is away. */
  said: PrinterStatus | null;
  /** It was without paper, and has not been seen with some and its cover closed since then. */
  out: boolean;
  /** It ran out of paper while its cover was closed: what was in it is used up. */
  ranOut: boolean;
}

/** Since when a printer is waited for: site time, and real time that only runs on (ms). */
interface Awaited {
  since: number;
  from: number;
}

const GONE = { online: false, paper: 'unknown', cover: 'unknown' } as const;

export class PrinterConditions {
  readonly #parts: PrinterConditionsParts;
  readonly #seen = new Map<string, Seen>();
  /** Those of which nothing was heard yet. */
  readonly #awaited = new Map<string, Awaited>();
  #ends: (() => void)[] = [];

  constructor(parts: PrinterConditionsParts) {
    this.#parts = parts;
  }

  start(): void {
    const { links, rolls } = this.#parts;
    this.#ends = [
      links.watch((link) => this.#heard(link)),
      rolls.listen((link) => this.#parts.changed(link.site)),
    ];
  }

  stop(): void {
    for (const end of this.#ends) end();
  }

  /** All printers of a site, in its order. */
  of(site: string): PrinterCondition[] {
    const { printers, rolls, links, clock } = this.#parts;
    return printers(site).map((printer) => {
      const link = { site, printer: printer.id };
      const roll = rolls.of(link);
      const sensor = roll?.sensor === true || links.sensor(site, printer.id);
      const left = roll === null ? null : paperLeft({ ...roll, sensor }, printer);
      const seen = this.#seen.get(keyOf(link));
      if (seen === undefined) return { id: printer.id, heard: false, ...this.#await(link), left };
      const said = links.connected(site, printer.id) ? links.status(site, printer.id) : GONE;
      const trouble = said === null ? seen.trouble : printerTrouble(said, left);
      if (trouble !== seen.trouble) Object.assign(seen, { trouble, since: clock.now() });
      return { id: printer.id, heard: true, trouble, since: seen.since, left };
    });
  }

  /** Agents need seconds to come, and computers beside printers a while to start. */
  #await(link: PrinterLink): Pick<PrinterCondition, 'trouble' | 'since'> {
    const { clock, agentsWithin } = this.#parts;
    const key = keyOf(link);
    const awaited = this.#awaited.get(key) ?? { since: clock.now(), from: performance.now() };
    this.#awaited.set(key, awaited);
    const late = performance.now() - awaited.from >= agentsWithin;
    return { trouble: late ? 'unheard' : null, since: awaited.since };
  }

  #heard(link: PrinterLink): void {
    const { links, rolls, clock, changed, log } = this.#parts;
    const key = keyOf(link);
    const said = links.status(link.site, link.printer);
    const seen = this.#seen.get(key) ?? {
      ...{ trouble: null, since: clock.now(), said: null, out: false, ranOut: false },
    };
    this.#seen.set(key, seen);
    this.#awaited.delete(key);
    const before = seen.said;
    if (said !== null) seen.said = said;
    const known = rolls.of(link) === null ? rolls.load(link) : undone;
    known
      .then(() => (said === null ? undone : this.#paper(link, seen, before, said)))
      .catch((error: unknown) => {
        log.warn({ err: error, ...link }, 'paper of a printer not counted');
      });
    changed(link.site);
  }

  /** What a printer says of its paper tells of its roll, too. */
  async #paper(
    link: PrinterLink,
    seen: Seen,
    before: PrinterStatus | null,
    now: PrinterStatus,
  ): Promise<void> {
    const { rolls, clock, printers } = this.#parts;
    const { links } = this.#parts;
    // What its agent announces goes with the unit; only what nobody knew is remembered.
    const learned = now.paper === 'low' && !links.sensor(link.site, link.printer);
    if (learned) await rolls.hasSensor(link);
    if (now.paper === 'out') {
      const ends = before !== null && before.paper !== 'out' && before.paper !== 'unknown';
      // With its cover open a printer sees no paper either.
      if (ends && before.cover !== 'open') seen.ranOut = now.cover !== 'open';
      seen.out = true;
      return;
    }
    if (now.paper === 'unknown' || now.cover === 'open') return;
    const back = seen.out;
    const closed = before?.cover === 'open';
    if (!back && !closed) return;
    const { ranOut } = seen;
    Object.assign(seen, { ranOut: false, out: false });
    const roll = rolls.of(link);
    const printer = printers(link.site).find(({ id }) => id === link.printer);
    if (roll === null || printer === undefined) return;
    const used = isMostlyUsed(roll, printer);
    if (ranOut && used) await rolls.change(link, roll.number, clock.now());
    // Who opens a cover while there is much paper looks at something else.
    else if (used || (back && roll.dots > 0)) await rolls.ask(link, true);
  }
}

const undone = Promise.resolve();

function keyOf({ site, printer }: PrinterLink): string {
  return `${site}/${printer}`;
}
