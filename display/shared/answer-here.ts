/** Answers to what the server asks over a line that may be cut meanwhile. */
import type { Socket } from 'socket.io-client';

/**
 * An answer for the connection that asked, and for no later one: on that the server counts its questions anew, and
 * would take it for the answer to another.
 */
export function answerHere<T>(
  socket: Pick<Socket, 'connected' | 'id'>,
  done: (answer: T) => void,
): (answer: T) => void {
  const asked = socket.id;
  return (answer) => {
    if (socket.connected && socket.id === asked) done(answer);
  };
}
