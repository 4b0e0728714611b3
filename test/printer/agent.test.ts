import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Namespace, Server, type Socket } from 'socket.io';
import { AddressError, parseAddress } from '../../printer/address.js';
import { unitOf } from '../../printer/address.js';
import type { PrinterAgent } from '../../printer/agent.js';
import { VirtualPrinter, type VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import type {
  PrinterClientToServer,
  PrinterServerToClient,
  PrinterStatus,
  PrintOrder,
} from '../../server/protocol/printing.js';
import { SITE } from '../support/factories.js';
import { PRINTER_TOKEN } from '../support/live-server.js';
import { ownLoopback } from '../support/loopback.js';
import { agentAt } from './agents.js';
import { svgOf } from './slips.js';

type Link = Socket<PrinterClientToServer, PrinterServerToClient>;

/** The server's end of the printer protocol, and nothing else. */
class Desk {
  readonly links: Link[] = [];
  refusing = false;
  #io: Server | null = null;
  #http: HttpServer | null = null;
  port = 0;

  async open(): Promise<void> {
    const http = createServer();
    const io = new Server(http);
    const namespace: Namespace<PrinterClientToServer, PrinterServerToClient> = io.of('/printer');
    namespace.use((_link, next) => next(this.refusing ? new Error('starting') : undefined));
    namespace.on('connection', (link) => {
      this.links.push(link);
      http.emit('agent', link);
    });
    this.#io = io;
    this.#http = http;
    http.listen(this.port, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  async nextAgent(): Promise<Link> {
    if (this.#http !== null) await once(this.#http, 'agent');
    const link = this.links.at(-1);
    if (link === undefined) throw new Error('no agent');
    return link;
  }

  async close(): Promise<void> {
    await this.#io?.close();
  }
}

let desk: Desk;
let printer: VirtualPrinter;
let slips: VirtualSlip[];
let agent: PrinterAgent | null;

beforeEach(async () => {
  desk = new Desk();
  await desk.open();
  // While its power is off nobody else can be given its port.
  printer = new VirtualPrinter({ mmPerSecond: 3_000, host: ownLoopback().host(1) });
  slips = [];
  // Pieces shorter than any slip are what a new owner cuts off first.
  printer.on('slip', (slip) => slip.picture.height > 300 && slips.push(slip));
  await printer.start();
  agent = null;
});
afterEach(async () => {
  await agent?.stop();
  await desk.close();
  await printer.stop();
});

const address = (): string => `tcp://${printer.options.host}:${printer.port}`;

async function start(): Promise<Link> {
  const link = desk.nextAgent();
  agent = await agentAt(`http://127.0.0.1:${desk.port}`, printer.port, { address: address() });
  return link;
}

const order = (attempt: string, more: Partial<PrintOrder> = {}): PrintOrder => ({
  attempt,
  printer: 'p1',
  svg: svgOf(),
  speed: 1,
  ...more,
});

/** Waits for a status that says so. */
function status(link: Link, so: (status: PrinterStatus) => boolean): Promise<PrinterStatus> {
  return new Promise((resolve) => {
    const look = (now: PrinterStatus): void => {
      if (!so(now)) return;
      link.off('status', look);
      resolve(now);
    };
    link.on('status', look);
  });
}

test('says who it is, prints, and answers what became of the slip', async () => {
  const link = await start();
  expect(link.handshake.auth).toEqual({
    site: SITE,
    printer: 'p1',
    token: PRINTER_TOKEN,
    dots: 576,
    ...{ feed: 120, sensor: true, recalls: true },
    unit: unitOf(address(), 'virtual'),
  });
  const result = await link.emitWithAck('print', order('1'));
  expect(result).toMatchObject({ outcome: 'printed', cause: null });
  expect(slips).toHaveLength(1);
});

test('the same order given again is answered again and printed once', async () => {
  const link = await start();
  const [first, second] = await Promise.all([
    link.emitWithAck('print', order('1')),
    link.emitWithAck('print', order('1')),
  ]);
  expect(second).toEqual(first);
  expect(slips).toHaveLength(1);
});

test('tells the server when the paper ends and when it is back', async () => {
  const link = await start();
  await link.emitWithAck('print', order('1'));
  const out = status(link, ({ paper }) => paper === 'out');
  printer.loadPaper(0);
  expect(await out).toMatchObject({ printer: 'p1', online: true });
  expect(await link.emitWithAck('print', order('2'))).toEqual({
    outcome: 'blocked',
    bytesSent: 0,
    cause: 'paper-out',
  });
  const back = status(link, ({ paper }) => paper === 'ok');
  printer.loadPaper();
  await back;
  expect((await link.emitWithAck('print', order('3'))).outcome).toBe('printed');
  expect(slips).toHaveLength(2);
});

test('a picture that cannot be drawn fails and nothing is sent', async () => {
  const link = await start();
  for (const svg of ['<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="576" height="90"/>']) {
    const result = await link.emitWithAck('print', order(svg, { svg }));
    expect(result).toEqual({ outcome: 'failed', bytesSent: 0, cause: 'bad-picture' });
  }
  expect(slips).toEqual([]);
});

test('an order for another printer is not printed', async () => {
  const link = await start();
  const result = await link.emitWithAck('print', order('1', { printer: 'p2' }));
  expect(result).toMatchObject({ outcome: 'blocked', bytesSent: 0 });
});

test('finds a server that was away, and prints on', async () => {
  const link = await start();
  await link.emitWithAck('print', order('1'));
  await desk.close();
  await desk.open();
  const again = await desk.nextAgent();
  expect((await again.emitWithAck('print', order('2'))).outcome).toBe('printed');
  expect(slips).toHaveLength(2);
});

test('says what became of earlier slips when it is asked: when they have ended, or that it knows nothing', async () => {
  const link = await start();
  const printed = await link.emitWithAck('print', order('1'));
  const under = once(printer, 'row');
  void link.emitWithAck('print', order('2'));
  await under;
  printer.openCover();
  expect(await link.emitWithAck('recall', '1')).toEqual(printed);
  // Asked in the middle of the slip, answered at its end.
  const second = link.emitWithAck('recall', '2');
  expect(await link.emitWithAck('recall', 'of another life')).toBeNull();
  expect(slips).toHaveLength(1);
  printer.closeCover();
  expect((await second)?.outcome).toBe('printed');
  expect(slips).toHaveLength(2);
});

test('answers no later connection in place of the one that asked', async () => {
  const link = await start();
  await link.emitWithAck('print', order('1'));
  const under = once(printer, 'row');
  void link.emitWithAck('print', order('2')).catch(() => undefined);
  await under;
  printer.loadPaper(0);
  await desk.close();
  await desk.open();
  const again = await desk.nextAgent();
  // The new server counts its questions anew: its second one is not answered by the end of the old second one.
  expect(await again.emitWithAck('recall', 'nothing')).toBeNull();
  const third = again.emitWithAck('print', order('3'));
  const second = again.emitWithAck('recall', '2');
  printer.loadPaper();
  expect((await second)?.outcome).toBe('printed');
  expect((await third).outcome).toBe('printed');
  expect(slips).toHaveLength(3);
});

test('asks again when the server refused it', async () => {
  desk.refusing = true;
  const link = desk.nextAgent();
  agent = await agentAt(`http://127.0.0.1:${desk.port}`, printer.port, { address: address() });
  desk.refusing = false;
  expect((await (await link).emitWithAck('print', order('1'))).outcome).toBe('printed');
});

test('stays away once it was stopped', async () => {
  const link = await start();
  await status(link, ({ paper }) => paper === 'ok');
  const gone = once(link, 'disconnect');
  await agent?.stop();
  await gone;
  // Longer than the pause after which an agent tries again; that nothing comes has no event.
  await delay(3_000);
  expect(desk.links).toHaveLength(1);
});

test('a printer that was off when the agent started is used once it is on', async () => {
  await printer.cutPower();
  const link = await start();
  expect(await link.emitWithAck('print', order('1'))).toMatchObject({
    outcome: 'blocked',
    cause: 'offline',
  });
  const online = status(link, (now) => now.online && now.paper === 'ok');
  await printer.restorePower();
  await online;
  expect((await link.emitWithAck('print', order('2'))).outcome).toBe('printed');
});

test('addresses', () => {
  expect(parseAddress('virtual')).toEqual({ kind: 'virtual' });
  expect(parseAddress('tcp://192.168.1.50')).toEqual({
    kind: 'tcp',
    host: '192.168.1.50',
    port: 9100,
  });
  expect(parseAddress('tcp://[fe80::1]:9101')).toEqual({
    kind: 'tcp',
    host: 'fe80::1',
    port: 9101,
  });
  for (const bad of ['', 'http://x', 'tcp://', 'usb', '192.168.1.50']) {
    expect(() => parseAddress(bad)).toThrow(AddressError);
  }
});
