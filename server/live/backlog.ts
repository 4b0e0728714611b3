/**
 * What connections have not taken yet. A screen that stopped reading is found by its heartbeat; who
 * sends heartbeats and never reads would have this process keep all that it asks for.
 */
import type { Socket } from 'socket.io';

/** The connection beneath the sockets of its namespaces. */
export type Connection = Socket['conn'];

/**
 * Bytes. The staff board of a day of 5,000 tickets has 2.3 MB (measured); a screen on a slow line may
 * have one board and some messages on their way, and is answered with a second one only after it took
 * the first.
 */
const MOST_QUEUED = 4 * 1024 * 1024;

/** The part of the `ws` package's socket that is needed here. */
interface RawSocket {
  readonly bufferedAmount: number;
  /** Ends it at once: `close` would wait up to 30 s for a peer that does not read. */
  terminate(): void;
}

/** All open connections of a server. */
export class Backlogs {
  readonly #open = new Set<Connection>();

  add(connection: Connection): void {
    this.#open.add(connection);
    connection.once('close', () => this.#open.delete(connection));
  }

  /** Cuts every connection on which too much has gathered. @returns how many */
  cutChoked(): number {
    const choked = [...this.#open].filter((each) => queuedBytes(each) > MOST_QUEUED);
    for (const each of choked) cut(each);
    return choked.length;
  }
}

/** Whether everything sent so far is with the other side's machine or on the way there. */
export function drained(connection: Connection): boolean {
  return connection.transport.writable && packetsOf(connection).length === 0;
}

function queuedBytes(connection: Connection): number {
  const waiting = packetsOf(connection).reduce<number>((sum, each) => sum + sizeOf(each), 0);
  return waiting + (rawSocketOf(connection)?.bufferedAmount ?? 0);
}

function cut(connection: Connection): void {
  const raw = rawSocketOf(connection);
  if (raw === null) connection.close(true);
  else raw.terminate();
}

/** Packets that the transport has not taken: engine.io keeps them to itself. */
function packetsOf(connection: Connection): unknown[] {
  const packets: unknown = Reflect.get(connection, 'writeBuffer');
  return Array.isArray(packets) ? packets : [];
}

function sizeOf(packet: unknown): number {
  if (typeof packet !== 'object' || packet === null || !('data' in packet)) return 0;
  const { data } = packet;
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}

/** `null` for a connection by long polling. */
function rawSocketOf({ transport }: Connection): RawSocket | null {
  const socket: unknown = Reflect.get(transport, 'socket');
  return isRawSocket(socket) ? socket : null;
}

function isRawSocket(socket: unknown): socket is RawSocket {
  if (typeof socket !== 'object' || socket === null) return false;
  return (
    'bufferedAmount' in socket &&
    typeof socket.bufferedAmount === 'number' &&
    'terminate' in socket &&
    typeof socket.terminate === 'function'
  );
}
