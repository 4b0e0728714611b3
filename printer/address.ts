/** Where a printer is, as the site's configuration writes it. */
import { createHash } from 'node:crypto';

export type PrinterAddress =
  | { kind: 'virtual' }
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'device'; path: string };

export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/** The port on which network printers take raw data. */
const RAW_PORT = 9100;
/** Printers as Linux names them, and the lasting name of `server/install`'s rule: no other device is written to. */
const DEVICE = /^device:(\/dev\/(?:usb\/lp\d{1,2}|lp\d{1,2}|motcua-printer(?:-[\w-]{1,60})?))$/;

/**
 * `virtual`, `tcp://host[:port]` (without a port 9100) or `device:/dev/usb/lp0`.
 * @throws AddressError for anything else
 */
export function parseAddress(address: string): PrinterAddress {
  if (address === 'virtual') return { kind: 'virtual' };
  const path = DEVICE.exec(address)?.[1];
  if (path !== undefined) return { kind: 'device', path };
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'tcp:' || url.hostname === '') {
    throw new AddressError(
      `${address}: neither "virtual" nor tcp://host:port nor device:/dev/usb/lp0`,
    );
  }
  // An IPv6 address stands in brackets in a URL and without them everywhere else.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { kind: 'tcp', host, port: url.port === '' ? RAW_PORT : Number(url.port) };
}

/**
 * Tells one printer from another without telling its address: what was found of a unit counts while address
 * and profile stay what they are.
 * @throws AddressError
 */
export function unitOf(address: string, profile: string): string {
  const text = JSON.stringify([parseAddress(address), profile]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
