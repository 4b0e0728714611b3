/** The floor of a network: sends back what it gets, over loopback TCP. */
import { once } from 'node:events';
import { createServer } from 'node:net';

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.pipe(socket);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
process.once('disconnect', () => process.exit(0));
