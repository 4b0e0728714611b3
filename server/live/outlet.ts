/**
 * One site's screens of one audience: a socket.io room and the feed that fills it. A message is
 * encoded once for the whole room. No adapter is needed: every process follows the journal itself.
 */
import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { JournalEntry } from '../protocol/journal.js';
import type {
  Have,
  LiveClientToServer,
  LiveEvent,
  LiveServerToClient,
  Load,
} from '../protocol/live.js';
import type { PrinterCondition } from '../protocol/printing.js';
import type { Feed } from './feed.js';
import type { SiteView } from './site-view.js';

/** The socket.io server; each namespace has types of its own. */
export type LiveIo = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, object>;

export type Screens<B> = Namespace<
  LiveClientToServer,
  LiveServerToClient<B>,
  DefaultEventsMap,
  object
>;
export type Screen<B> = Socket<LiveClientToServer, LiveServerToClient<B>, DefaultEventsMap, object>;

export class Outlet<B> {
  /** Messages that are numbered already and go out in a later turn of the event loop. */
  #waiting: LiveEvent[] = [];
  readonly #room: string;

  constructor(
    private readonly site: Pick<SiteView, 'id' | 'load'>,
    private readonly screens: Screens<B>,
    private readonly feed: Feed<B>,
    /** `later` lets other audiences and HTTP replies go first. */
    private readonly pace: 'at-once' | 'later',
    /** How the printers are, for an audience that is told. */
    private readonly condition: (() => PrinterCondition[]) | null = null,
  ) {
    this.#room = `site:${site.id}`;
  }

  entry(entry: JournalEntry): void {
    const message = this.feed.push(entry);
    if (message === null) return;
    if (this.pace === 'at-once') {
      this.screens.to(this.#room).emit('event', message);
      return;
    }
    if (this.#waiting.push(message) === 1) setImmediate(() => this.#flush());
  }

  /** Starts the feed again and sends everyone the whole board. `at`: site time, ms. */
  reset(recent: readonly JournalEntry[], at: number): void {
    this.#waiting = [];
    this.feed.reset(recent);
    this.screens.to(this.#room).emit('snapshot', this.feed.snapshot(at));
  }

  load(load: Load): void {
    this.screens.to(this.#room).emit('load', load);
  }

  printers(printers: PrinterCondition[]): void {
    this.screens.to(this.#room).emit('printers', printers);
  }

  /** Ends the connection of every screen. */
  disconnect(): void {
    this.#waiting = [];
    this.screens.in(this.#room).disconnectSockets(true);
  }

  /** A new screen: brings it up to date, and from now on it gets every message. */
  join(screen: Screen<B>, have: Have | null, at: number): void {
    this.catchUp(screen, have, at);
    screen.emit('load', this.site.load());
    if (this.condition !== null) screen.emit('printers', this.condition());
    void screen.join(this.#room);
  }

  /** Sends what is missing after `have`, or the whole board. `at`: site time, ms. */
  catchUp(screen: Screen<B>, have: Have | null, at: number): void {
    this.#flush();
    const missing = have === null ? null : this.feed.after(have);
    if (missing === null) {
      screen.emit('snapshot', this.feed.snapshot(at));
      return;
    }
    for (const message of missing) screen.emit('event', message);
  }

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    for (const message of messages) this.screens.to(this.#room).emit('event', message);
  }
}
