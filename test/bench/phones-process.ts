/**
 * A crowd of phones in a process of its own, over plain sockets: what a client spends is taken from a server
 * that shares its cores. Speaks as much of socket.io as `display/ticket/phone-line.ts`.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** `tokens`: phones of these tickets at a product. `plain`: so many bare connections. `watch`: the next message. */
export type CrowdOrder =
  | { open: 'phones'; port: number; tokens: string[] }
  | { open: 'plain'; port: number; count: number }
  | { watch: 'phones' | 'plain'; count: number };
/** What came of an order; times in ms of this machine's monotonic clock, in the order of arrival. */
export type CrowdAnswer = { opened: number } | { times: number[] } | { failed: string };

/** Connections that are being opened at one time. */
const AT_ONCE = 50;
/** Frames of the server's heartbeat and of the answer to it, masked by nought. */
const PING = Buffer.from([0x81, 0x01, 0x32]);
const PONG = Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33]);
/** ms. */
const LONGEST = 20_000;
/** Shorter chunks are heartbeats. */
const MESSAGE = 40;

const crowds: Record<'phones' | 'plain', Socket[]> = { phones: [], plain: [] };
let arrived: ((socket: Socket) => void) | null = null;

process.on('message', (order: CrowdOrder) => {
  run(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error) } satisfies CrowdAnswer),
  );
});
process.once('disconnect', () => process.exit(0));

function run(order: CrowdOrder): Promise<CrowdAnswer> {
  if ('watch' in order) return watch(order.count);
  if (order.open === 'plain') {
    const all = Array.from({ length: order.count }, () => () => openPlain(order.port));
    return openAll('plain', all);
  }
  return openAll(
    'phones',
    order.tokens.map((token) => () => openPhone(order.port, token)),
  );
}

async function openAll(
  crowd: 'phones' | 'plain',
  openings: (() => Promise<Socket>)[],
): Promise<CrowdAnswer> {
  const left = [...openings];
  const hands = Array.from({ length: AT_ONCE }, async () => {
    for (let open = left.pop(); open !== undefined; open = left.pop()) {
      const socket = await open();
      socket.on('data', (chunk) => {
        if (chunk.length >= MESSAGE) arrived?.(socket);
      });
      crowds[crowd].push(socket);
    }
  });
  await Promise.all(hands);
  return { opened: crowds[crowd].length };
}

async function openPlain(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

/** Resolves once the phone was told its state. */
async function openPhone(port: number, token: string): Promise<Socket> {
  const socket = await openPlain(port);
  socket.write(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      ...['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      '\r\n',
    ].join('\r\n'),
  );
  await new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => {
      if (chunk.includes(PING)) socket.write(PONG);
      if (chunk.includes('"pingInterval"')) socket.write(text(`40/ticket,{"token":"${token}"}`));
      if (chunk.includes('44/ticket')) reject(new Error('a phone was refused'));
      if (chunk.includes('["state"')) resolve();
    });
    socket.once('close', () => reject(new Error('a phone was let go')));
  });
  return socket;
}

/** A short text frame. */
function text(said: string): Buffer {
  return Buffer.concat([
    Buffer.from([0x81, 0x80 | said.length, 0, 0, 0, 0]),
    Buffer.from(said, 'latin1'),
  ]);
}

/** When the next message reached each of so many. @throws Error when that takes far too long */
function watch(count: number): Promise<CrowdAnswer> {
  const seen = new Set<Socket>();
  const times: number[] = [];
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${times.length} of ${count} heard`)), LONGEST);
    arrived = (socket) => {
      if (seen.has(socket)) return;
      seen.add(socket);
      times.push(Number(process.hrtime.bigint()) / 1e6);
      if (times.length < count) return;
      arrived = null;
      clearTimeout(late);
      resolve({ times });
    };
  });
}
