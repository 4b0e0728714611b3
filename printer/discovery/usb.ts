/** Printers on USB: the character devices that Linux makes of them, and what they say of themselves. */
import { access, constants, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundPrinter } from './found.js';
import { kindOf, shownName } from './kinds.js';

/** Where the machine's devices and what is known of them lie. */
export interface DeviceFolders {
  dev: string;
  sys: string;
}
export const DEVICE_FOLDERS: DeviceFolders = { dev: '/dev', sys: '/sys' };

/** Names that the udev rule of `server/install` gives: the newest, and each by its socket. */
const LASTING = /^motcua-printer(-[\w-]{1,60})?$/;

/** Opens none of them. */
export async function usbPrinters({ dev, sys }: DeviceFolders): Promise<FoundPrinter[]> {
  const names = (await list(join(dev, 'usb'))).filter((name) => /^lp\d{1,2}$/.test(name));
  const links = (await list(dev)).filter((name) => LASTING.test(name));
  const found: FoundPrinter[] = [];
  for (const name of names.sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)))) {
    const path = join(dev, 'usb', name);
    if (!(await isCharacterDevice(path))) continue;
    const about = await describe(join(sys, 'class', 'usbmisc', name, 'device'));
    const lasting = await lastingNames(dev, path, links);
    // Of one printer the name that moves with it; of several the names of their sockets.
    const best =
      names.length === 1
        ? lasting[0]
        : lasting.find((link) => link !== join(dev, 'motcua-printer'));
    const address = best ?? path;
    found.push({
      address: `device:${address}`,
      also: [path, ...lasting].filter((each) => each !== address).map((each) => `device:${each}`),
      way: 'usb',
      ...about,
      rights: await mayUse(path),
    });
  }
  return found;
}

/** Names of a device that stay what they are, the shortest first. */
async function lastingNames(
  dev: string,
  path: string,
  links: readonly string[],
): Promise<string[]> {
  const device = await realpath(path);
  const same: string[] = [];
  for (const link of links) {
    const target = await realpath(join(dev, link)).catch(() => null);
    if (target === device) same.push(join(dev, link));
  }
  return same.sort((a, b) => a.length - b.length);
}

/**
 * By its IEEE 1284 id (`MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;`), else by what its USB descriptor says.
 * @param device the printer's interface in sysfs
 */
async function describe(device: string): Promise<Pick<FoundPrinter, 'name' | 'kind'>> {
  const id = new Map(
    (await text(join(device, 'ieee1284_id'))).split(';').flatMap((part): [string, string][] => {
      const at = part.indexOf(':');
      return at < 0 ? [] : [[part.slice(0, at).trim().toUpperCase(), part.slice(at + 1).trim()]];
    }),
  );
  const parent = join(await realpath(device).catch(() => device), '..');
  const make =
    id.get('MFG') ?? id.get('MANUFACTURER') ?? (await text(join(parent, 'manufacturer')));
  const model = id.get('MDL') ?? id.get('MODEL') ?? (await text(join(parent, 'product')));
  const both = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
  const name = shownName(both);
  return { name, kind: kindOf(name, id.get('CMD') ?? id.get('COMMAND SET') ?? '') };
}

async function mayUse(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function isCharacterDevice(path: string): Promise<boolean> {
  return stat(path).then(
    (about) => about.isCharacterDevice(),
    () => false,
  );
}

/** A folder that is not there has nothing in it: no printer was ever plugged in. */
async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function text(file: string): Promise<string> {
  const read = await readFile(file, 'utf8').catch(() => '');
  return read.trim();
}
