/** Finding printers: real files for USB, a whole loopback network for the rest. */
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announcedIn } from '../../printer/discovery/announced.js';
import { tellPrinters } from '../../printer/discovery/command.js';
import { findPrinters } from '../../printer/discovery/find-printers.js';
import { kindOf, shownName } from '../../printer/discovery/kinds.js';
import {
  hostsOf,
  isCut,
  isPrivate,
  isWithin,
  NetworkError,
  networkName,
  parseNetwork,
} from '../../printer/discovery/networks.js';
import { usbPrinters } from '../../printer/discovery/usb.js';
import { localeWords } from '../../printer/locale-words.js';
import { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';
import { ownLoopback } from '../support/loopback.js';
import { PrinterDevice } from '../support/printer-device.js';

const NEVER = new AbortController().signal;
const NO_DEVICES = { dev: '/nowhere', sys: '/nowhere' };

describe('networks', () => {
  test('are asked host by host, without the two addresses that are nobody’s', () => {
    expect(hostsOf([{ address: '192.168.1.77', prefix: 29 }])).toEqual(
      [73, 74, 75, 76, 77, 78].map((last) => `192.168.1.${last}`),
    );
    expect(hostsOf([{ address: '10.0.0.4', prefix: 31 }])).toEqual(['10.0.0.4', '10.0.0.5']);
    expect(hostsOf([{ address: '10.0.0.4', prefix: 32 }])).toEqual(['10.0.0.4']);
  });

  test('that are too large are asked around the own address only, and say so', () => {
    const large = { address: '10.20.30.40', prefix: 8 };
    expect(hostsOf([large])).toHaveLength(1022);
    expect(isCut(large)).toBe(true);
    expect(networkName(large)).toBe('10.20.28.0/22');
    expect(isWithin([large], '10.20.31.254')).toBe(true);
    expect(isWithin([large], '10.20.32.1')).toBe(false);
  });

  test('are private, or nobody asks them anything', () => {
    for (const inside of ['10.1.2.3', '172.16.0.1', '172.31.9.9', '192.168.0.1']) {
      expect(isPrivate(inside)).toBe(true);
    }
    for (const outside of ['8.8.8.8', '172.32.0.1', '192.169.0.1', '127.0.0.1', '100.64.0.1']) {
      expect(isPrivate(outside)).toBe(false);
    }
    expect(parseNetwork('192.168.5.0/24')).toEqual({ address: '192.168.5.0', prefix: 24 });
    for (const wrong of [
      '8.8.8.0/24',
      '192.168.0.0/16',
      '192.168.5.0',
      '192.168.5.999/24',
      'lan',
    ]) {
      expect(() => parseNetwork(wrong)).toThrow(NetworkError);
    }
  });
});

describe('what a printer says of itself', () => {
  test('tells slips from pages', () => {
    expect(kindOf('EPSON TM-T20III', '')).toBe('receipt');
    expect(kindOf('Xprinter XP-80C', '')).toBe('receipt');
    expect(kindOf('POS58 Printer', 'EPSON')).toBe('receipt');
    // Receipt printers that take pages from telephones are no office printers for that.
    expect(kindOf('EPSON TM-m30III', 'image/urf')).toBe('receipt');
    expect(kindOf('HP LaserJet M404', 'application/vnd.hp-PCL,application/postscript')).toBe(
      'office',
    );
    expect(kindOf('Canon LBP6030', 'MFNPWG,URF')).toBe('office');
    expect(kindOf(null, '')).toBe('unknown');
  });

  test('is shown as one line, whatever it sent', () => {
    expect(shownName(' EPSON\u0000\u001b[31m\u202e TM \r\n T20 ')).toBe('EPSON [31m TM T20');
    expect(shownName('\u0007\n')).toBeNull();
    expect(shownName('x'.repeat(500))).toHaveLength(80);
  });

  test('is read from one packet, with the port that it names', () => {
    const name = 'HP LaserJet M404 (2F)._pdl-datastream._tcp.local';
    const packet = {
      answers: [{ name: '_pdl-datastream._tcp.local', type: 'PTR' as const, data: name }],
      additionals: [
        { name, type: 'SRV' as const, data: { port: 9101, target: 'hp.local' } },
        {
          name,
          type: 'TXT' as const,
          data: [Buffer.from('ty=HP LaserJet M404'), Buffer.from('pdl=application/postscript')],
        },
        { name: 'hp.local', type: 'A' as const, data: '192.168.1.9' },
        { name: 'odd._http._tcp.local', type: 'TXT' as const, data: 'path=/' },
      ],
    };
    const read = announcedIn({ type: 'response', ...packet } as never, '192.168.1.1');
    expect(read).toEqual([
      { host: '192.168.1.9', port: 9101, name: 'HP LaserJet M404', kind: 'office' },
    ]);
  });
});

describe('a network with printers in it', () => {
  const { prefix, host, network } = ownLoopback();
  const printer = new VirtualPrinter({ host: host(2), port: 9100 });
  const heard: Buffer[] = [];
  const servers: Server[] = [];

  /** Something that takes connections as an office printer does, and remembers what it was sent. */
  async function listens(at: string, port: number): Promise<void> {
    const server = createServer((socket) => socket.on('data', (bytes) => heard.push(bytes)));
    server.listen(port, at);
    await once(server, 'listening');
    servers.push(server);
  }

  beforeAll(async () => {
    await printer.start();
    await listens(host(3), 9100);
    await listens(host(3), 631);
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await printer.stop();
  });

  test('gives their addresses, tells who prints pages, and sends nobody a byte', async () => {
    const steps: number[] = [];
    const found = await findPrinters({
      networks: [network],
      devices: NO_DEVICES,
      signal: NEVER,
      onProgress: (_found, asked, of) => {
        steps.push(asked);
        expect(of).toBe(14);
      },
    });
    expect(found.map(({ address, kind }) => ({ address, kind }))).toEqual([
      { address: `tcp://${host(2)}:9100`, kind: 'unknown' },
      { address: `tcp://${host(3)}:9100`, kind: 'office' },
    ]);
    expect(steps.at(-1)).toBe(14);
    expect(heard).toEqual([]);
  });

  test('leaves those alone on which somebody prints', async () => {
    const spared = new Set([host(2)]);
    const found = await findPrinters({
      ...{ networks: [network], devices: NO_DEVICES, signal: NEVER, spared },
    });
    expect(found.map(({ address }) => address)).toEqual([`tcp://${host(3)}:9100`]);
  });

  test('is left at once when nobody wants to know any more', async () => {
    const stop = new AbortController();
    let last = 0;
    await findPrinters({
      networks: [{ address: `${prefix}.1`, prefix: 22 }],
      devices: NO_DEVICES,
      signal: stop.signal,
      onProgress: (_found, asked) => {
        last = asked;
        if (asked > 0) stop.abort();
      },
    });
    expect(last).toBeLessThan(200);
  });

  test('where something answers for everybody is not taken for a hall full of printers', async () => {
    const all = ownLoopback();
    // One listener at all of this machine's addresses stands for a firewall that takes every connection.
    const everywhere = createServer((socket) => socket.on('error', () => undefined));
    everywhere.listen(0, '0.0.0.0');
    await once(everywhere, 'listening');
    const address = everywhere.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const networks = [{ address: all.host(1), prefix: 26 }];
    const found = await findPrinters({
      ...{ networks, devices: NO_DEVICES, signal: NEVER, rawPort: port },
    });
    expect(found).toEqual([]);
    everywhere.close();
  });

  test('is told on the command line with the addresses to copy', async () => {
    const lines: string[] = [];
    await tellPrinters({
      networks: [network],
      signal: NEVER,
      say: localeWords('en', 'agent.find.'),
      tell: (line) => lines.push(line),
      devices: NO_DEVICES,
    });
    expect(lines[0]).toBe(`Looking for printers in ${prefix}.0/28 …`);
    expect(lines[1]).toContain(`tcp://${host(2)}:9100`);
    expect(lines[2]).toContain('office printer');
    expect(lines.at(-1)).toContain('do not use their addresses');
  });
});

describe('printers on USB', () => {
  let folder: string;
  let dev: string;
  let sys: string;
  let device: PrinterDevice;
  const printer = new VirtualPrinter();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-usb-'));
    dev = join(folder, 'dev');
    sys = join(folder, 'sys');
    await mkdir(join(dev, 'usb'), { recursive: true });
    await printer.start();
    device = await PrinterDevice.at(printer.port);
    await symlink(device.path, join(dev, 'usb', 'lp0'));
    await symlink(device.path, join(dev, 'motcua-printer'));
    await symlink(device.path, join(dev, 'motcua-printer-pci-0000_00_14_0-usb-0_2_1_0'));
  });
  afterAll(async () => {
    await device[Symbol.asyncDispose]();
    await printer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the kernel tells of a printer: its interface below the device that was plugged in. */
  async function tells(lp: string, files: Record<string, string>, id?: string): Promise<void> {
    const plugged = join(sys, 'devices', lp);
    await mkdir(join(plugged, 'interface'), { recursive: true });
    await mkdir(join(sys, 'class', 'usbmisc', lp), { recursive: true });
    await symlink(join(plugged, 'interface'), join(sys, 'class', 'usbmisc', lp, 'device'));
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(plugged, name), `${text}\n`);
    }
    if (id !== undefined) await writeFile(join(plugged, 'interface', 'ieee1284_id'), `${id}\n`);
  }

  test('are found where none was ever plugged in: none', async () => {
    expect(await usbPrinters(NO_DEVICES)).toEqual([]);
  });

  test('are named by their id, and addressed by the name that lasts', async () => {
    await tells(
      'lp0',
      { manufacturer: 'EPSON', product: 'Receipt' },
      'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;',
    );
    expect(await usbPrinters({ dev, sys })).toEqual([
      {
        address: `device:${join(dev, 'motcua-printer')}`,
        also: [
          `device:${join(dev, 'usb', 'lp0')}`,
          `device:${join(dev, 'motcua-printer-pci-0000_00_14_0-usb-0_2_1_0')}`,
        ],
        way: 'usb',
        name: 'EPSON TM-T20III',
        kind: 'receipt',
        rights: true,
      },
    ]);
  });

  test('of several each has the name of its socket; one without an id is named by its plug', async () => {
    await using other = await PrinterDevice.at(printer.port);
    await symlink(other.path, join(dev, 'usb', 'lp1'));
    // No printer, whatever it is called.
    await writeFile(join(dev, 'usb', 'lp2'), '');
    await tells('lp1', { manufacturer: 'HP', product: 'HP LaserJet' }, 'CMD:PCL,PJL;');
    const found = await usbPrinters({ dev, sys });
    expect(found.map(({ address, name, kind }) => ({ address, name, kind }))).toEqual([
      {
        address: `device:${join(dev, 'motcua-printer-pci-0000_00_14_0-usb-0_2_1_0')}`,
        name: 'EPSON TM-T20III',
        kind: 'receipt',
      },
      { address: `device:${join(dev, 'usb', 'lp1')}`, name: 'HP LaserJet', kind: 'office' },
    ]);
    await rm(join(dev, 'usb', 'lp1'));
    await rm(join(dev, 'usb', 'lp2'));
  });

  test.skipIf(process.getuid?.() === 0)('say when the rights are missing', async () => {
    await chmod(device.path, 0o000);
    const [locked] = await usbPrinters({ dev, sys });
    expect(locked?.rights).toBe(false);
    await chmod(device.path, 0o600);
  });
});
