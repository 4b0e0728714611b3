/** The floor of a crowd: writes to each raw connection a message of its own, one after another. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** About as many bytes as a phone's state with its frame. */
const LENGTH = 330;

const sockets = new Set<Socket>();
const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
  sockets.add(socket);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
process.on('message', () => {
  let nth = 0;
  for (const socket of sockets) {
    nth += 1;
    socket.write(String(nth).padEnd(LENGTH, 'x'));
  }
});
process.once('disconnect', () => process.exit(0));
