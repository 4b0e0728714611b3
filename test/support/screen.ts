/** A screen without a display: keeps its board by the folds that browsers run. */
import { EventEmitter, once } from 'node:events';
import type { Socket } from 'socket.io-client';
import { foldHall, foldStaff, type Foldable } from '../../server/domain/live-fold.js';
import type { Board, HallBoard } from '../../server/protocol/board.js';
import type { Have, Hello, LiveEvent, Load, Snapshot } from '../../server/protocol/live.js';

export class TestScreen<B> {
  board: B | null = null;
  have: Have | null = null;
  hello: Hello | null = null;
  readonly snapshots: Snapshot<B>[] = [];
  readonly events: LiveEvent[] = [];
  readonly loads: Load[] = [];
  /** Events whose `prev` was not what this screen had. */
  gaps = 0;
  readonly #changes = new EventEmitter();

  constructor(
    readonly socket: Socket,
    private readonly fold: (board: B, event: Foldable) => B,
    /** The same screen before its connection broke. */
    before?: Pick<TestScreen<B>, 'board' | 'have'>,
  ) {
    this.board = before?.board ?? null;
    this.have = before?.have ?? null;
    socket.on('hello', (hello: Hello) => {
      this.hello = hello;
      this.#changed();
    });
    socket.on('snapshot', (snapshot: Snapshot<B>) => {
      this.snapshots.push(snapshot);
      this.board = snapshot.board;
      this.have = { seq: snapshot.seq, h: snapshot.h };
      this.#changed();
    });
    socket.on('event', (event: LiveEvent) => {
      this.events.push(event);
      if (event.prev !== this.have?.seq) this.gaps += 1;
      if (this.board !== null) this.fold(this.board, event);
      this.have = { seq: event.seq, h: event.h };
      this.#changed();
    });
    socket.on('load', (load: Load) => {
      this.loads.push(load);
      this.#changed();
    });
  }

  /** Waits for a message after which `condition` holds. */
  async until(condition: (screen: this) => boolean): Promise<void> {
    while (!condition(this)) await once(this.#changes, 'change');
  }

  /** Waits until everything up to `seq` has arrived. */
  async upTo(seq: number): Promise<void> {
    await this.until(({ have }) => (have?.seq ?? -1) >= seq);
  }

  #changed(): void {
    this.#changes.emit('change');
  }
}

export function hallScreen(socket: Socket, before?: TestScreen<HallBoard>): TestScreen<HallBoard> {
  return new TestScreen(socket, foldHall, before);
}
export function staffScreen(socket: Socket): TestScreen<Board> {
  return new TestScreen(socket, foldStaff);
}
