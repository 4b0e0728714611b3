import { beforeAll, expect, test } from 'vitest';
import { AddressError, parseAddress } from '../../printer/address.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import type { Bitmap1 } from '../../printer/render/bitmap.js';
import { Changes } from '../../printer/session/changes.js';
import { PrinterSession } from '../../printer/session/session.js';
import { DeviceTransport } from '../../printer/transport/device.js';
import { VirtualPrinter, type VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import { PrinterDevice } from '../support/printer-device.js';
import { PATIENT } from './bench-top.js';
import { shows, slip } from './slips.js';

let picture: Bitmap1;
beforeAll(async () => {
  picture = await slip();
});

/** A session that reaches a virtual printer as one on USB. */
class UsbDesk implements AsyncDisposable {
  readonly slips: VirtualSlip[] = [];
  readonly session: PrinterSession;
  readonly #changes = new Changes();

  private constructor(
    readonly printer: VirtualPrinter,
    readonly device: PrinterDevice,
  ) {
    printer.speed = 20;
    printer.on('slip', (paper) => this.slips.push(paper));
    this.session = new PrinterSession({
      transport: new DeviceTransport(device.path),
      profile: loadProfile('epson-tm80'),
      times: PATIENT,
      clean: true,
      onStatus: () => this.#changes.notify(),
    });
  }

  static async set(): Promise<UsbDesk> {
    const printer = new VirtualPrinter();
    await printer.start();
    const desk = new UsbDesk(printer, await PrinterDevice.at(printer.port));
    desk.session.start();
    await desk.online(true);
    return desk;
  }

  /** @throws Error when it does not become so in time */
  async online(wanted: boolean): Promise<void> {
    const deadline = performance.now() + 10_000;
    const so = await this.#changes.until(
      () => this.session.status.online === wanted,
      () => deadline,
    );
    if (!so) throw new Error(`never ${wanted ? 'online' : 'offline'}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.stop();
    await this.device[Symbol.asyncDispose]();
    await this.printer.stop();
  }
}

test('a printer on a character device proves its slips, however little it takes at a time', async () => {
  await using desk = await UsbDesk.set();
  const results = [await desk.session.print(picture), await desk.session.print(picture)];
  expect(results.map(({ outcome }) => outcome)).toEqual(['printed', 'printed']);
  expect(desk.slips.map((paper) => shows(paper.picture, picture))).toEqual([true, true]);
  expect(desk.session.status).toEqual({ online: true, paper: 'ok', cover: 'closed' });
});

test('without paper nothing is sent over it, and with paper it is told at once', async () => {
  await using desk = await UsbDesk.set();
  desk.printer.loadPaper(0);
  expect(await desk.session.print(picture)).toEqual({
    outcome: 'blocked',
    bytesSent: 0,
    cause: 'paper-out',
  });
  desk.printer.loadPaper();
  expect((await desk.session.print(picture)).outcome).toBe('printed');
  expect(desk.slips).toHaveLength(1);
});

test('pulled out in the middle it is unknown; plugged in again the next slip comes out clean', async () => {
  await using desk = await UsbDesk.set();
  desk.printer.speed = 1;
  const printing = desk.session.print(picture);
  await new Promise<void>((resolve) => {
    desk.printer.on('row', (rows) => rows > 50 && resolve());
  });
  await desk.device.pullOut();
  expect(await printing).toMatchObject({ outcome: 'unknown', cause: 'connection-lost' });
  await desk.online(false);
  expect(await desk.session.print(picture)).toMatchObject({ outcome: 'blocked', cause: 'offline' });
  desk.printer.speed = 40;
  await desk.device.plugIn();
  await desk.online(true);
  expect((await desk.session.print(picture)).outcome).toBe('printed');
  expect(desk.slips.every(({ letters }) => letters === 0)).toBe(true);
  const last = desk.slips.at(-1);
  expect(last !== undefined && shows(last.picture, picture)).toBe(true);
});

test('only printers are addressed as devices, and a file is never taken for one', async () => {
  expect(parseAddress('device:/dev/usb/lp0')).toEqual({ kind: 'device', path: '/dev/usb/lp0' });
  expect(parseAddress('device:/dev/motcua-printer')).toMatchObject({ kind: 'device' });
  for (const other of [
    '/dev/sda',
    '/dev/usb/lp0/../../mem',
    '/etc/passwd',
    '/dev/mem',
    '/dev/tty0',
  ])
    expect(() => parseAddress(`device:${other}`), other).toThrow(AddressError);
  const transport = new DeviceTransport(import.meta.filename);
  const ups: string[] = [];
  transport.start({ up: () => ups.push('up'), down: () => undefined, data: () => undefined });
  await expect(transport.write(Buffer.from('x'))).rejects.toThrow();
  await transport.stop();
  expect(ups).toEqual([]);
});
