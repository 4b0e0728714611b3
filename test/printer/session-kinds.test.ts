import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../../printer/profiles/profile.js';
import { PrinterSession } from '../../printer/session/session.js';
import { type TcpAddress, TcpTransport } from '../../printer/transport/tcp.js';
import { ConnectionLost, type TransportListener } from '../../printer/transport/transport.js';
import type { Persona } from '../../printer/virtual/virtual-printer.js';
import type { PrinterAnswers } from '../../server/protocol/printing.js';
import { BenchTop, PATIENT } from './bench-top.js';
import { FaultLine } from './fault-line.js';
import { untilSent } from './fault-table.js';
import { shows, slip } from './slips.js';
import { twoSlips } from './two-slips.js';

const { first, second, whole } = await twoSlips();

test.each<[Persona, PrinterAnswers]>([
  ['epson', { status: true, pushes: true, proof: 'echo' }],
  ['xprinter', { status: true, pushes: true, proof: 'echo' }],
  ['fence-only', { status: true, pushes: false, proof: 'fence' }],
  ['always-ok', { status: true, pushes: false, proof: 'fence' }],
  ['mute', { status: false, pushes: false, proof: 'none' }],
])('a test slip finds out what %s answers, whatever its profile says', async (persona, answers) => {
  // As long as it may take is waited for what is to come, and not long for what never comes.
  const none = { preflight: 500, slowest: 500, proof: 400 };
  const patience = { none, fence: { proof: 2_000 }, echo: {} };
  await using top = await BenchTop.set({ persona }, 'generic-80', patience[answers.proof]);
  const { outcome, found } = await top.session.probe(first);
  expect(found).toEqual(answers);
  expect(outcome).toBe(answers.proof === 'none' ? 'sent' : 'printed');
  while (top.slips.length === 0) await top.nextSlip();
  expect(whole(top)).toEqual(['first']);
  top.session.learn(answers);
  const next = await top.session.print(second);
  expect(next.outcome).toBe(answers.proof === 'none' ? 'sent' : 'printed');
});

test.each<[Persona, string]>([
  ['epson', 'epson-tm80'],
  ['fence-only', 'generic-80'],
])(
  'a test slip into which the paper of %s ends finds out nothing, and its late proof proves no other',
  async (persona, profile) => {
    await using top = await BenchTop.set({ persona }, profile, { settle: 500 });
    Object.assign(top.times, { proof: 300, whole: 1_200 });
    top.printer.loadPaper(40);
    const { outcome, found } = await top.session.probe(first);
    expect(outcome).toBe('unknown');
    expect(found).toBeUndefined();
    // Slower than the proof is waited for: what the first one still owes comes while the second is printed.
    top.printer.speed = 2;
    top.printer.loadPaper();
    let again = await top.session.probe(second);
    while (again.outcome === 'blocked') again = await top.session.probe(second);
    const lay = whole(top);
    expect([again.outcome, lay.filter((which) => which === 'second').length]).toEqual(
      again.outcome === 'printed' ? ['printed', 1] : ['unknown', lay.includes('second') ? 1 : 0],
    );
  },
);

test('a printer that says that all is well whatever is the matter is never believed without the proof', async () => {
  await using top = await BenchTop.set({ persona: 'always-ok' }, 'generic-80', { settle: 500 });
  expect((await top.session.print(first)).outcome).toBe('printed');
  top.printer.loadPaper(40);
  top.times.proof = 1_000;
  expect((await top.session.print(first)).outcome).toBe('unknown');
  top.times.proof = PATIENT.proof;
  top.printer.loadPaper();
  expect((await top.session.print(second)).outcome).toBe('printed');
  expect(whole(top)).toEqual(['first', 'first', 'second']);
});

test('one that gives itself out for another make is spoken to by its profile', async () => {
  await using top = await BenchTop.set({ persona: 'xprinter' }, 'xprinter-80-lan');
  expect((await top.session.print(first)).outcome).toBe('printed');
  expect(whole(top)).toEqual(['first']);
});

test('an Epson tells while it prints that its paper ended, and waits as long as it takes', async () => {
  await using top = await BenchTop.set({}, 'epson-tm80');
  top.printer.loadPaper(40);
  const printing = top.session.print(first);
  await top.status({ paper: 'out' });
  // Three times as long as the proof may take without an excuse.
  top.times.proof = 300;
  await delay(900);
  top.times.proof = PATIENT.proof;
  top.printer.loadPaper();
  expect((await printing).outcome).toBe('printed');
  expect(whole(top)).toEqual(['first']);
});

test('a roll that comes to its end is told before it is empty', async () => {
  await using top = await BenchTop.set({ rollMm: 2_100, lowMm: 2_000 }, 'virtual');
  await top.session.print(first);
  expect(top.session.status.paper).toBe('low');
});

test('a printer that never answers is sent to only if its profile says so, and never called proved', async () => {
  await using mute = await BenchTop.set({ persona: 'mute' }, 'generic-mute');
  const falling = mute.nextSlip();
  expect(await mute.session.print(first)).toMatchObject({ outcome: 'sent', cause: 'no-proof' });
  await falling;
  expect(whole(mute)).toEqual(['first']);

  await using asked = await BenchTop.set({ persona: 'mute' }, 'generic-80', { preflight: 500 });
  expect(await asked.session.print(first)).toEqual({
    outcome: 'blocked',
    bytesSent: 0,
    cause: 'silent',
  });
  expect(asked.slips).toEqual([]);
  expect(asked.session.status.online).toBe(false);
});

test('a printer whose answers are long on their way is found to be slow, not mute', async () => {
  const patience = { preflight: 100, slowest: 5_000 };
  const slow = (printer: TcpAddress): Promise<FaultLine> => FaultLine.to(printer, 300);
  await using top = await BenchTop.set({}, 'epson-tm80', patience, slow);
  expect((await untilSent(top.session, first)).outcome).toBe('printed');
  expect((await untilSent(top.session, second)).outcome).toBe('printed');
  expect(whole(top)).toEqual(['first', 'second']);
  // A test slip has all the patience at once: what it finds out is kept.
  await using asked = await BenchTop.set({}, 'generic-80', patience, slow);
  const { found } = await asked.session.probe(first);
  expect(found).toEqual({ status: true, pushes: true, proof: 'echo' });
});

test('58 mm: a slip without a cutter is torn off whole', async () => {
  await using top = await BenchTop.set({ dots: 384, persona: 'fence-only' }, 'generic-58');
  const narrow = await slip({}, 384);
  expect((await top.session.print(narrow)).outcome).toBe('printed');
  top.printer.tearOff();
  const [paper] = top.slips;
  expect(paper && shows(paper.picture, narrow)).toBe(true);
});

test('no printer at the address: nothing is sent', async () => {
  await using top = await BenchTop.set({}, 'virtual', { connect: 100 });
  await top.status({ online: true });
  await top.printer.cutPower();
  await top.status({ online: false });
  expect(await top.session.print(first)).toEqual({
    outcome: 'blocked',
    bytesSent: 0,
    cause: 'offline',
  });
});

test('a connection that broke before anybody noticed is a lost one, and no silent printer', async () => {
  let listener: TransportListener | null = null;
  const transport = {
    connected: true,
    start(told: TransportListener) {
      listener = told;
      told.up();
    },
    stop: () => Promise.resolve(),
    reconnect: () => undefined,
    /** Takes what is small; into the first picture the connection breaks. */
    write(bytes: Uint8Array): Promise<void> {
      if (bytes.length < 1_000) return Promise.resolve();
      setImmediate(() => {
        transport.connected = false;
        listener?.down();
      });
      return Promise.reject(new ConnectionLost());
    },
  };
  const profile = loadProfile('generic-mute');
  const session = new PrinterSession({ transport, profile, times: PATIENT, clean: true });
  session.start();
  expect(await session.print(first)).toMatchObject({
    outcome: 'unknown',
    cause: 'connection-lost',
  });
  await session.stop();
});

describe('a printer that lies', () => {
  async function against(
    serve: (socket: Socket) => void,
    profile: string,
    proof = PATIENT.proof,
  ): Promise<AsyncDisposable & { session: PrinterSession }> {
    const sockets: Socket[] = [];
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      sockets.push(socket);
      serve(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const transport = new TcpTransport({ host: '127.0.0.1', port });
    const times = { ...PATIENT, proof };
    const session = new PrinterSession({ transport, profile: loadProfile(profile), times });
    session.start();
    return {
      session,
      async [Symbol.asyncDispose]() {
        await session.stop();
        for (const socket of sockets) socket.destroy();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      },
    };
  }
  const answerStatus = (socket: Socket, bytes: Buffer): void => {
    for (
      let at = bytes.indexOf('1004', 0, 'hex');
      at !== -1;
      at = bytes.indexOf('1004', at + 1, 'hex')
    ) {
      socket.write(Buffer.from([0x12]));
    }
  };

  test('an echo with another token proves nothing', async () => {
    await using liar = await against(
      (socket) => {
        socket.on('data', (bytes) => {
          answerStatus(socket, bytes);
          if (bytes.includes(Buffer.from('1d2848', 'hex'))) socket.write('7"1234\0');
        });
      },
      'epson-tm80',
      1_000,
    );
    expect(await liar.session.print(first)).toMatchObject({
      outcome: 'unknown',
      cause: 'no-answer',
    });
  });

  test('one that answers the fence before it prints is believed: nothing on the wire tells it from an honest one', async () => {
    await using liar = await against((socket) => {
      socket.on('data', (bytes) => {
        answerStatus(socket, bytes);
        if (bytes.includes(Buffer.from('1d7201', 'hex'))) socket.write(Buffer.from([0]));
      });
    }, 'generic-80');
    expect(await liar.session.print(first)).toMatchObject({ outcome: 'printed', cause: null });
  });

  test('one that takes no more bytes is given up in time', async () => {
    await using stuck = await against((socket) => socket.pause(), 'generic-mute', 1_000);
    // More than the buffers of both ends of a loopback connection take.
    const height = 200_000;
    const endless = {
      width: 576,
      height,
      rowBytes: 72,
      data: new Uint8Array(72 * height).fill(0xaa),
    };
    const result = await stuck.session.print(endless);
    expect(result).toMatchObject({ outcome: 'unknown', cause: 'no-answer' });
    expect(result.bytesSent).toBeLessThan(endless.data.length);
  });
});
