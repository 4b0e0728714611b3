/**
 * Clients that ask and hardly read. Node waits for them without end: what they were sent stays in this
 * process's memory, and their connection counts among those that may be open.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';

/** ms in which a client must have taken `LEAST` of what waits for it. */
const PATIENCE = 8_000;
/** Bytes: 4 kB/s, a tenth of what a weak phone network carries. */
const LEAST = 32_768;

interface Reader {
  /** Answers under way; nobody waits for bytes between two of them. */
  answers: number;
  /** Monotonic time, ms, and the bytes that were taken by then. */
  since: number;
  taken: number;
}

/** @param every ms between two looks */
export function letSlowReadersGo(server: Server | SecureServer, every: number): void {
  const readers = new Map<Socket, Reader>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const reader = readers.get(socket);
    if (reader === undefined) readers.set(socket, fresh(socket));
    else reader.answers += 1;
    response.once('close', () => {
      const left = readers.get(socket);
      if (left !== undefined && (left.answers -= 1) === 0) readers.delete(socket);
    });
  });
  let watch: NodeJS.Timeout | undefined;
  server.on('listening', () => {
    clearInterval(watch);
    watch = setInterval(() => look(readers), every);
    watch.unref();
  });
  server.on('close', () => clearInterval(watch));
}

function look(readers: Map<Socket, Reader>): void {
  const now = performance.now();
  for (const [socket, reader] of readers) {
    const taken = takenBy(socket);
    if (socket.writableLength === 0 || taken - reader.taken >= LEAST) {
      reader.since = now;
      reader.taken = taken;
    } else if (now - reader.since > PATIENCE) {
      socket.destroy();
    }
  }
}

function fresh(socket: Socket): Reader {
  return { answers: 1, since: performance.now(), taken: takenBy(socket) };
}

/** Bytes that the client's side of the connection has accepted. */
function takenBy(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength;
}
