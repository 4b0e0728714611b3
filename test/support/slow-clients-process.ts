/**
 * Clients that hold connections and do nothing useful with them, from several addresses of this machine.
 * `node --import tsx slow-clients-process.ts PORT COUNT PATH`; PATH is of something large. Says `all` when
 * all are connected, and never closes one.
 */
import { connect, type Socket } from 'node:net';

const [port, count, path] = process.argv.slice(2);
/** ms between two bytes of those that send, or take, a little at a time. */
const DRIP = 1_000;
/** Connections that are opened in one go: more would overflow the queue of the listening socket. */
const AT_ONCE = 200;
const ADDRESSES = 10;

const KINDS: readonly ((socket: Socket) => void)[] = [
  function silent() {
    // Connects, and that is all.
  },
  function slowHeaders(socket) {
    socket.write('POST /api/v1/sites HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    setInterval(() => socket.write('a'), DRIP);
  },
  function slowBody(socket) {
    socket.write(
      'POST /api/v1/sites/sen-hong/tickets HTTP/1.1\r\nHost: localhost\r\n' +
        'Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n{',
    );
    setInterval(() => socket.write(' '), DRIP);
  },
  function endlessHeaders(socket) {
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    let line = 0;
    setInterval(() => socket.write(`X-${(line += 1)}: a\r\n`), DRIP);
  },
  function reader(socket) {
    socket.pause();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(4));
  },
  function dripReader(socket) {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(4));
    socket.pause();
    setInterval(() => {
      socket.read(256);
    }, DRIP);
  },
];
/** Readers fill the kernel's memory, up to some MB each: fewer of them. */
const READERS_EVERY = 15;

function kindOf(i: number): (socket: Socket) => void {
  const readers = KINDS.slice(4);
  const others = KINDS.slice(0, 4);
  const kinds = i % READERS_EVERY === 0 ? readers : others;
  return kinds[Math.floor(i / READERS_EVERY) % kinds.length] ?? (() => undefined);
}

async function open(i: number): Promise<void> {
  const localAddress = `127.0.0.${2 + (i % ADDRESSES)}`;
  const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress });
  socket.on('error', () => socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  kindOf(i)(socket);
}

for (let i = 0; i < Number(count); i += AT_ONCE) {
  const many = Math.min(AT_ONCE, Number(count) - i);
  await Promise.all(Array.from({ length: many }, (_, j) => open(i + j)));
}
process.stdout.write('all\n');
