/** What `/hall` and `/staff` have in common: handshake, hello, catching up and asking again. */
import type { Handshaken } from '../access/credentials.js';
import type { Ended } from '../access/ports.js';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';
import type { Have, Hello } from '../protocol/live.js';
import { handshake, have as haveSchema } from '../protocol/schema/live.js';
import { drained, type Connection } from './backlog.js';
import type { OpenRights } from './open-rights.js';
import type { Outlet, Screen, Screens } from './outlet.js';

/** ms of real time between two answers to one screen that asks again: a board is dear to send. */
const RESYNC_GAP = 250;

export interface BoardNamespaceParts<B> {
  screens: Screens<B>;
  outlet(site: string): Outlet<B> | undefined;
  /**
   * What the right to connect rests on; nothing where everybody may.
   * @throws AppError `signed-out`, `locked`, `not-allowed`, `store-down`
   */
  admits(handshake: Handshaken, site: string): Promise<Admission>;
  rights: OpenRights;
  hello(): Hello;
  log: Log;
}

/** Who may connect, and from which paired device. */
export interface Admission {
  rests: readonly Ended[];
  /** Notes that this device is here; the answer is called when it goes. */
  seen: ((where: { address: string; build: string | null }) => () => void) | null;
}
/** What a screen said in its handshake, and what it was admitted by. */
interface Admitted extends Admission {
  site: string;
  have: Have | null;
  build: string | null;
}

export function openBoardNamespace<B>(parts: BoardNamespaceParts<B>): void {
  const { screens } = parts;
  const admitted = new WeakMap<Screen<B>, Admitted>();
  // A screen that comes back makes a new connection. Who would leave and join over one and the same
  // could ask for boards without end and take none of them.
  const welcomed = new WeakSet<Connection>();
  screens.use((screen, next) => {
    admit(parts, screen).then(
      (handshaken) => {
        admitted.set(screen, handshaken);
        next();
      },
      (error: unknown) => {
        if (error instanceof AppError) return next(error);
        parts.log.error({ err: error }, 'handshake failed');
        next(new AppError('internal'));
      },
    );
  });
  screens.on('connection', (screen) => {
    const handshaken = admitted.get(screen);
    if (handshaken === undefined || welcomed.has(screen.conn)) {
      screen.disconnect(true);
      return;
    }
    welcomed.add(screen.conn);
    parts.rights.add(screen, handshaken.rests);
    const { address } = screen.handshake;
    const gone = handshaken.seen?.({ address, build: handshaken.build });
    if (gone !== undefined) screen.on('disconnect', gone);
    welcome(parts, screen, handshaken);
  });
}

/** @throws AppError `bad-request`, `site-unknown`, and what `admits` throws */
async function admit<B>(parts: BoardNamespaceParts<B>, screen: Screen<B>): Promise<Admitted> {
  const auth = handshake.safeParse(screen.handshake.auth);
  if (!auth.success) throw new AppError('bad-request');
  const { site, seq, h, build = null } = auth.data;
  const admission = await parts.admits(screen.handshake, site);
  if (parts.outlet(site) === undefined) throw new AppError('site-unknown');
  const have = seq === undefined || h === undefined ? null : { seq, h };
  return { ...admission, site, have, build };
}

function welcome<B>(
  parts: BoardNamespaceParts<B>,
  screen: Screen<B>,
  { site, have }: Admitted,
): void {
  const outlet = parts.outlet(site);
  if (outlet === undefined) {
    screen.disconnect(true);
    return;
  }
  releaseRequest(screen);
  const hello = parts.hello();
  screen.emit('hello', hello);
  outlet.join(screen, have, hello.at);
  answerResyncs(screen, (asked) => outlet.catchUp(screen, asked, parts.hello().at));
}

/**
 * A screen that asks faster than the gap, or has not taken all that it was sent, is answered once at
 * the end of a gap, for the newest question.
 */
function answerResyncs<B>(screen: Screen<B>, answer: (have: Have | null) => void): void {
  let resting: NodeJS.Timeout | undefined;
  let asked: Have | null | undefined;
  function rest(): void {
    resting = setTimeout(() => {
      resting = undefined;
      if (asked !== undefined) ask(asked);
    }, RESYNC_GAP);
  }
  function ask(have: Have | null): void {
    asked = have;
    if (resting !== undefined) return;
    if (drained(screen.conn)) {
      answer(have);
      asked = undefined;
    }
    rest();
  }
  screen.on('resync', (message: unknown) => {
    const have = haveSchema.safeParse(message);
    if (have.success) ask(have.data);
    else screen.disconnect(true);
  });
  screen.on('disconnect', () => clearTimeout(resting));
}

/**
 * Lets go of the request that opened the connection, some kilobytes a screen.
 * Safe since socket.io 4.8: a second namespace over the same connection then sees no headers, so no
 * session. Screens use one namespace each.
 */
export function releaseRequest({ conn }: { conn: Connection }): void {
  Reflect.set(conn, 'request', null);
}
