import type { Socket } from 'socket.io-client';

/** Waits for the next event of a client's socket. @returns what came with it */
export function heard(socket: Socket, event: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    socket.once(event, (...values: unknown[]) => resolve(values));
  });
}
