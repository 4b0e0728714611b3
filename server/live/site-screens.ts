/** All screens of one site: passes the journal on to each audience, the hall first. */
import type { Clock } from '../clock.js';
import type { Board, HallBoard } from '../protocol/board.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { PrinterCondition } from '../protocol/printing.js';
import type { Outlet } from './outlet.js';
import type { RelayListener, SiteRelay } from './relay.js';

export class SiteScreens implements RelayListener {
  #stopListening: (() => void) | null = null;
  /** The last load sent, without its time. */
  #sent = '';
  /** The printers as they were told last. */
  #told = '';

  constructor(
    readonly relay: SiteRelay,
    readonly hall: Outlet<HallBoard>,
    readonly staff: Outlet<Board>,
    private readonly clock: Clock,
    private readonly condition: () => PrinterCondition[],
  ) {}

  start(): void {
    this.reset();
    this.#stopListening = this.relay.listen(this);
  }

  stop(): void {
    this.#stopListening?.();
  }

  /** Ends the connection of every screen. */
  disconnect(): void {
    this.hall.disconnect();
    this.staff.disconnect();
  }

  entry(entry: JournalEntry): void {
    this.hall.entry(entry);
    this.staff.entry(entry);
  }

  reset(): void {
    const at = this.clock.now();
    this.hall.reset(this.relay.recent, at);
    this.staff.reset(this.relay.recent, at);
  }

  /** Tells staff how the printers are, if that is other than what was told last. */
  printers(): void {
    const printers = this.condition();
    const content = JSON.stringify(printers);
    if (content === this.#told) return;
    this.#told = content;
    this.staff.printers(printers);
  }

  /** Sends waiting counts and expected waits, if they are other than those sent last. */
  sweep(): void {
    this.printers();
    const load = this.relay.load();
    const content = JSON.stringify([load.groups, load.trouble]);
    if (content === this.#sent) return;
    this.#sent = content;
    this.hall.load(load);
    this.staff.load(load);
  }
}
