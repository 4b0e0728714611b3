/** Where a printer is, as the site's configuration writes it. */

export type PrinterAddress = { kind: 'virtual' } | { kind: 'tcp'; host: string; port: number };

export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/** The port on which network printers take raw data. */
const RAW_PORT = 9100;

/**
 * `virtual` or `tcp://host[:port]`; without a port 9100.
 * @throws AddressError for anything else
 */
export function parseAddress(address: string): PrinterAddress {
  if (address === 'virtual') return { kind: 'virtual' };
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'tcp:' || url.hostname === '') {
    throw new AddressError(`${address}: neither "virtual" nor tcp://host:port`);
  }
  // An IPv6 address stands in brackets in a URL and without them everywhere else.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { kind: 'tcp', host, port: url.port === '' ? RAW_PORT : Number(url.port) };
}
