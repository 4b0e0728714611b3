import { describe, expect, test } from 'vitest';
import { PrinterSession } from '../../printer/session/session.js';
import { TcpTransport } from '../../printer/transport/tcp.js';
import type { Persona } from '../../printer/virtual/virtual-printer.js';
import { addressOf, BenchTop, PATIENT } from './bench-top.js';
import { twoSlips } from './two-slips.js';

const { first, second, whole } = await twoSlips();

const ANSWERING: [Persona, string][] = [
  ['epson', 'epson-tm80'],
  ['fence-only', 'generic-80'],
];

describe.each(ANSWERING)('a printer of persona %s with profile %s', (persona, profile) => {
  const set = (): Promise<BenchTop> => BenchTop.set({ persona }, profile);

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
    await using top = await set();
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
    Object.assign(top.times, { preflight: 500, proof: 1_000, whole: 3_000 });
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
    Object.assign(top.times, PATIENT);
    top.printer.loadPaper();
    expect((await top.session.print(second)).outcome).toBe('printed');
    expect(whole(top)).toEqual(['first', 'second']);
  });

  test('a cover opened in the middle and closed again gives one whole slip', async () => {
    await using top = await set();
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
    const transport = new TcpTransport(addressOf(top.printer));
    const next = new PrinterSession({ transport, profile: top.profile, times: PATIENT });
    next.start();
    expect((await next.print(second)).outcome).toBe('printed');
    await next.stop();
    expect(whole(top).at(-1)).toBe('second');
    expect(whole(top)).not.toContain('garbage');
  });

  test('an agent that starts beside a printer without paper says so', async () => {
    await using top = await set();
    top.printer.loadPaper(0);
    await top.session.stop();
    const transport = new TcpTransport(addressOf(top.printer));
    const next = new PrinterSession({ transport, profile: top.profile, times: PATIENT });
    next.start();
    expect(await next.print(first)).toEqual({
      outcome: 'blocked',
      bytesSent: 0,
      cause: 'paper-out',
    });
    top.printer.loadPaper();
    expect((await next.print(first)).outcome).toBe('printed');
    await next.stop();
    expect(whole(top)).toEqual(['first']);
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
