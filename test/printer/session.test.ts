import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadProfile } from '../../printer/profiles/profile.js';
import type { Bitmap1 } from '../../printer/render/bitmap.js';
import { PrinterSession } from '../../printer/session/session.js';
import { TcpTransport } from '../../printer/transport/tcp.js';
import type { Persona } from '../../printer/virtual/virtual-printer.js';
import type { PrinterAnswers } from '../../server/protocol/live.js';
import { BenchTop, SHORT } from './bench-top.js';
import { shows, slip } from './slips.js';

let first: Bitmap1;
let second: Bitmap1;
beforeAll(async () => {
  first = await slip();
  second = await slip({ number: 'H014', group: { letter: 'H', name: 'Hộ tịch' } });
});

/** Pieces of paper that show a whole picture, in the order in which they fell. */
function whole(top: BenchTop): string[] {
  return top.slips.flatMap(({ picture, letters }) => {
    if (letters > 0) return ['garbage'];
    if (shows(picture, first)) return ['first'];
    return shows(picture, second) ? ['second'] : [];
  });
}

const ANSWERING: [Persona, string][] = [
  ['epson', 'epson-tm80'],
  ['fence-only', 'generic-80'],
];

describe.each(ANSWERING)('a printer of persona %s with profile %s', (persona, profile) => {
  const set = (times = {}): Promise<BenchTop> => BenchTop.set({ persona }, profile, times);

  test('prints a slip and proves it', async () => {
    await using top = await set();
    const result = await top.session.print(first);
    expect(result).toMatchObject({ outcome: 'printed', cause: null });
    expect(result.bytesSent).toBeGreaterThan(10_000);
    expect(result.bytesSent).toBeLessThan(60_000);
    expect(whole(top)).toEqual(['first']);
    expect(top.session.status).toEqual({ online: true, paper: 'ok', cover: 'closed' });
  });

  test('slips given together come out in order', async () => {
    await using top = await set();
    const results = await Promise.all(
      [first, second, first].map((each) => top.session.print(each)),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['printed', 'printed', 'printed']);
    expect(whole(top)).toEqual(['first', 'second', 'first']);
  });

  test('without paper nothing is sent; with paper again the slip comes out once', async () => {
    await using top = await set();
    top.printer.loadPaper(0);
    expect(await top.session.print(first)).toEqual({
      outcome: 'blocked',
      bytesSent: 0,
      cause: 'paper-out',
    });
    expect(top.session.status.paper).toBe('out');
    top.printer.loadPaper();
    expect((await top.session.print(first)).outcome).toBe('printed');
    expect(whole(top)).toEqual(['first']);
    expect(top.slips).toHaveLength(1);
  });

  test('with an open cover or a jammed cutter nothing is sent', async () => {
    await using top = await set();
    top.printer.openCover();
    expect(await top.session.print(first)).toEqual({
      outcome: 'blocked',
      bytesSent: 0,
      cause: 'cover-open',
    });
    top.printer.closeCover();
    top.printer.jamCutter(true);
    expect(await top.session.print(first)).toEqual({
      outcome: 'blocked',
      bytesSent: 0,
      cause: 'printer-error',
    });
    expect(top.slips).toEqual([]);
  });

  test('paper that ends in the middle and is put in again gives one whole slip', async () => {
    await using top = await set({ proof: 3_000, whole: 6_000 });
    top.printer.loadPaper(40);
    const printing = top.session.print(first);
    await top.row(320);
    top.printer.loadPaper();
    expect((await printing).outcome).toBe('printed');
    expect(whole(top)).toEqual(['first']);
    expect(top.slips).toHaveLength(1);
  });

  test('paper that ends in the middle and stays away is unknown, and proves nothing later', async () => {
    await using top = await set();
    top.printer.loadPaper(40);
    const result = await top.session.print(first);
    expect(result.outcome).toBe('unknown');
    expect(result.bytesSent).toBeGreaterThan(0);
    expect(top.slips).toEqual([]);
    // Its buffer is full, so only a printer that said so by itself is known to lack paper.
    expect(await top.session.print(second)).toEqual({
      outcome: 'blocked',
      bytesSent: 0,
      cause: persona === 'epson' ? 'paper-out' : 'silent',
    });
    // The rest of the first slip is still in the printer: its proof must not count for the second.
    top.printer.loadPaper();
    expect((await top.session.print(second)).outcome).toBe('printed');
    expect(whole(top)).toEqual(['first', 'second']);
  });

  test('a cover opened in the middle and closed again gives one whole slip', async () => {
    await using top = await set({ proof: 3_000, whole: 6_000 });
    const printing = top.session.print(first);
    await top.row(200);
    top.printer.openCover();
    setImmediate(() => top.printer.closeCover());
    expect((await printing).outcome).toBe('printed');
    expect(whole(top)).toEqual(['first']);
  });

  test('a connection lost in the middle is unknown, and the next slip comes out clean', async () => {
    await using top = await set();
    top.printer.speed = 2;
    const printing = top.session.print(first);
    await top.row(100);
    top.printer.dropConnections();
    expect(await printing).toMatchObject({ outcome: 'unknown', cause: 'connection-lost' });
    top.printer.speed = 40;
    expect((await top.session.print(second)).outcome).toBe('printed');
    expect(whole(top).at(-1)).toBe('second');
    expect(whole(top)).not.toContain('garbage');
  });

  test('a connection lost after the cut and before the proof is unknown, and one slip lies there', async () => {
    await using top = await set();
    top.printer.once('slip', () => top.printer.dropConnections());
    expect(await top.session.print(first)).toMatchObject({
      outcome: 'unknown',
      cause: 'connection-lost',
    });
    expect(whole(top)).toEqual(['first']);
    expect((await top.session.print(second)).outcome).toBe('printed');
    expect(whole(top)).toEqual(['first', 'second']);
  });

  test('a power cut in the middle is unknown; afterwards it prints whole slips again', async () => {
    await using top = await set();
    top.printer.speed = 2;
    const printing = top.session.print(first);
    await top.row(100);
    await top.printer.cutPower();
    expect((await printing).outcome).toBe('unknown');
    expect(top.session.status.online).toBe(false);
    expect(await top.session.print(second)).toEqual({
      outcome: 'blocked',
      bytesSent: 0,
      cause: 'offline',
    });
    await top.printer.restorePower();
    top.printer.speed = 40;
    await top.status({ online: true });
    expect((await top.session.print(second)).outcome).toBe('printed');
    expect(whole(top)).toEqual(['second']);
  });

  test('an agent that ended in the middle leaves the next one a clean start', async () => {
    await using top = await set();
    top.printer.speed = 2;
    void top.session.print(first);
    await top.row(100);
    await top.session.stop();
    top.printer.speed = 40;
    const transport = new TcpTransport({ host: '127.0.0.1', port: top.printer.port });
    const next = new PrinterSession({ transport, profile: top.profile, times: SHORT });
    next.start();
    expect((await next.print(second)).outcome).toBe('printed');
    await next.stop();
    expect(whole(top).at(-1)).toBe('second');
    expect(whole(top)).not.toContain('garbage');
  });

  test('an idle connection that ends is opened again before the next slip', async () => {
    await using top = await set();
    expect((await top.session.print(first)).outcome).toBe('printed');
    top.printer.dropConnections();
    await top.status({ online: false });
    expect((await top.session.print(second)).outcome).toBe('printed');
    expect(whole(top)).toEqual(['first', 'second']);
  });
});

test.each<[Persona, PrinterAnswers]>([
  ['epson', { status: true, pushes: true, proof: 'echo' }],
  ['xprinter', { status: true, pushes: true, proof: 'echo' }],
  ['fence-only', { status: true, pushes: false, proof: 'fence' }],
  ['always-ok', { status: true, pushes: false, proof: 'fence' }],
  ['mute', { status: false, pushes: false, proof: 'none' }],
])('a test slip finds out what %s answers, whatever its profile says', async (persona, answers) => {
  await using top = await BenchTop.set({ persona }, 'generic-80', { proof: 400 });
  const { outcome, found } = await top.session.probe(first);
  expect(found).toEqual(answers);
  expect(outcome).toBe(answers.proof === 'none' ? 'sent' : 'printed');
  while (top.slips.length === 0) await top.nextSlip();
  expect(whole(top)).toEqual(['first']);
  top.session.learn(answers);
  const next = await top.session.print(second);
  expect(next.outcome).toBe(answers.proof === 'none' ? 'sent' : 'printed');
});

test('a printer that says that all is well whatever is the matter is never believed without the proof', async () => {
  await using top = await BenchTop.set({ persona: 'always-ok' }, 'generic-80');
  expect((await top.session.print(first)).outcome).toBe('printed');
  top.printer.loadPaper(40);
  expect((await top.session.print(first)).outcome).toBe('unknown');
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
  await using top = await BenchTop.set({}, 'epson-tm80', { proof: 300, whole: 20_000 });
  top.printer.loadPaper(40);
  const printing = top.session.print(first);
  await top.status({ paper: 'out' });
  // Three times as long as the proof may take without an excuse.
  await delay(900);
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

  await using asked = await BenchTop.set({ persona: 'mute' }, 'generic-80');
  expect(await asked.session.print(first)).toEqual({
    outcome: 'blocked',
    bytesSent: 0,
    cause: 'silent',
  });
  expect(asked.slips).toEqual([]);
  expect(asked.session.status.online).toBe(false);
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
  await top.printer.cutPower();
  expect(await top.session.print(first)).toEqual({
    outcome: 'blocked',
    bytesSent: 0,
    cause: 'offline',
  });
});

describe('a printer that lies', () => {
  async function against(
    serve: (socket: Socket) => void,
    profile: string,
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
    const session = new PrinterSession({ transport, profile: loadProfile(profile), times: SHORT });
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
    await using liar = await against((socket) => {
      socket.on('data', (bytes) => {
        answerStatus(socket, bytes);
        if (bytes.includes(Buffer.from('1d2848', 'hex'))) socket.write('7"1234\0');
      });
    }, 'epson-tm80');
    expect(await liar.session.print(first)).toMatchObject({
      outcome: 'unknown',
      cause: 'no-answer',
    });
  });

  test('one that takes no more bytes is given up in time', async () => {
    await using stuck = await against((socket) => socket.pause(), 'generic-mute');
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
