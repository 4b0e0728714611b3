/**
 * An mDNS client written from RFC 1035 and RFC 6762 alone: shares no code with the server's library.
 * Reads `{ name, type, from }` lines, asks, and prints every record of every answer that it sees as
 * `{ name, type, ttl, flush, data, unicast }`. `from`: 5353 as real mDNS clients do, 0 as `dig` does.
 */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { createInterface } from 'node:readline';

const GROUP = '224.0.0.251';
const PORT = 5_353;
const TYPES = new Map([
  ['A', 1],
  ['PTR', 12],
  ['TXT', 16],
  ['AAAA', 28],
  ['SRV', 33],
  ['NSEC', 47],
  ['ANY', 255],
]);

interface Asked {
  name: string;
  type: string;
  from: number;
}

function question({ name, type }: Asked): Buffer {
  const header = Buffer.from([0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const labels = name.split('.').map((label) => {
    const bytes = Buffer.from(label);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  const tail = Buffer.from([0, 0, TYPES.get(type) ?? 0, 0, 1]);
  return Buffer.concat([header, ...labels, tail]);
}

/** A name and where it ends; pointers go backwards only. */
function readName(packet: Buffer, start: number): [name: string, end: number] {
  const labels: string[] = [];
  let at = start;
  let end = -1;
  for (;;) {
    const length = packet.readUInt8(at);
    if (length >= 0xc0) {
      if (end < 0) end = at + 2;
      at = packet.readUInt16BE(at) & 0x3fff;
    } else if (length === 0) {
      return [labels.join('.'), end < 0 ? at + 1 : end];
    } else {
      labels.push(packet.toString('utf8', at + 1, at + 1 + length));
      at += 1 + length;
    }
  }
}

function readData(packet: Buffer, type: number, at: number, length: number): unknown {
  switch (type) {
    case 1:
      return packet.subarray(at, at + length).join('.');
    case 12:
      return readName(packet, at)[0];
    case 16:
      return packet.toString('utf8', at + 1, at + length);
    case 33:
      return { port: packet.readUInt16BE(at + 4), target: readName(packet, at + 6)[0] };
    default:
      return packet.toString('hex', at, at + length);
  }
}

function tell(packet: Buffer, { address }: RemoteInfo, unicast: boolean): void {
  const isResponse = (packet.readUInt16BE(2) & 0x8000) !== 0;
  if (!isResponse) return;
  let at = 12;
  for (let i = 0; i < packet.readUInt16BE(4); i += 1) at = readName(packet, at)[1] + 4;
  const records = packet.readUInt16BE(6) + packet.readUInt16BE(8) + packet.readUInt16BE(10);
  for (let i = 0; i < records; i += 1) {
    const [name, after] = readName(packet, at);
    const number = packet.readUInt16BE(after);
    const length = packet.readUInt16BE(after + 8);
    const record = {
      ...{ name, unicast, from: address, id: packet.readUInt16BE(0) },
      type: [...TYPES].find(([, each]) => each === number)?.[0] ?? String(number),
      flush: (packet.readUInt16BE(after + 2) & 0x8000) !== 0,
      ttl: packet.readUInt32BE(after + 4),
      data: readData(packet, number, after + 10, length),
    };
    process.stdout.write(`${JSON.stringify(record)}\n`);
    at = after + 10 + length;
  }
}

const group = createSocket({ type: 'udp4', reuseAddr: true });
group.on('message', (packet, from) => tell(packet, from, false));
const alone = createSocket('udp4');
alone.on('message', (packet, from) => tell(packet, from, true));
const own = process.argv[2] ?? '';
group.bind(PORT, () => {
  group.addMembership(GROUP, own);
  group.setMulticastInterface(own);
  alone.bind(0, () => {
    alone.setMulticastInterface(own);
    process.stdout.write('{"ready":true}\n');
  });
});
createInterface({ input: process.stdin }).on('line', (line) => {
  const asked = JSON.parse(line) as Asked;
  const socket = asked.from === PORT ? group : alone;
  socket.send(question(asked), PORT, GROUP);
});
