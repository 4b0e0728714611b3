/**
 * A machine with two printers: an office printer at the first address, which tells the network what it is
 * and would print whatever it is sent, and a receipt printer at the second, which says nothing.
 * Prints `{ ready }`, and for each line that it reads `{ sent }`: what the office printer was sent so far.
 */
import multicastDns from 'multicast-dns';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';

const [, , office = '', receipt = ''] = process.argv;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const service = '_pdl-datastream._tcp.local';
const name = `HP LaserJet M404 (2F).${service}`;
const dns = multicastDns({ interface: office, bind: '0.0.0.0' });
dns.on('query', ({ id = 0, questions = [] }, from) => {
  if (!questions.some((question) => question.name === service)) return;
  const answers = [{ name: service, type: 'PTR' as const, ttl: 10, data: name }];
  const additionals = [
    { name, type: 'SRV' as const, ttl: 10, data: { port: 9100, target: 'hp.local' } },
    { name, type: 'TXT' as const, ttl: 10, data: ['ty=HP LaserJet M404', 'pdl=application/pdf'] },
  ];
  dns.respond({ id, answers, additionals }, { port: from.port, address: from.address });
});

let sent = '';
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => (sent += bytes.toString('hex')));
});
createInterface({ input: process.stdin }).on('line', () => say({ sent }));
server.listen(9100, office, () => {
  void new VirtualPrinter({ host: receipt, port: 9100 }).start().then(() => say({ ready: true }));
});
