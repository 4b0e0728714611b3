/**
 * The names and addresses that an authority may vouch for (RFC 5280 §4.2.1.10). Whoever trusts the
 * hall's authority trusts it for the hall's own network, never for a bank: browsers refuse the rest.
 * The library knows no such extension, so its DER is written here.
 */
import { isIPv4, isIPv6 } from 'node:net';

export const NAME_CONSTRAINTS = '2.5.29.30';

export interface NameConstraints {
  /** DNS names; each stands for all below it too. */
  names: readonly string[];
  /** Networks as `192.168.0.0/16`. */
  networks: readonly string[];
}

/**
 * What no public name server and no router of the internet gives out: names of RFC 6762, 6761, 8375,
 * ICANN's `internal` and the usual `lan`; networks of RFC 1918, 3927, 1122, 6598, 4193, 4291.
 */
export const LOCAL_ONLY: NameConstraints = {
  names: ['local', 'localhost', 'lan', 'internal', 'home.arpa'],
  networks: [
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '169.254.0.0/16',
    '127.0.0.0/8',
    '100.64.0.0/10',
    'fc00::/7',
    'fe80::/10',
    '::1/128',
  ],
};

const SEQUENCE = 0x30;
/** `permittedSubtrees [0]` of NameConstraints; `dNSName [2]` and `iPAddress [7]` of GeneralName. */
const PERMITTED = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** DER of the extension's value. */
export function encodeConstraints({ names, networks }: NameConstraints): Buffer {
  const subtrees = [
    ...names.map((name) => der(DNS_NAME, Buffer.from(name, 'ascii'))),
    ...networks.map((network) => der(IP_ADDRESS, networkBytes(network))),
  ].map((base) => der(SEQUENCE, base));
  return der(SEQUENCE, der(PERMITTED, Buffer.concat(subtrees)));
}

/** Reads back what `encodeConstraints` wrote. @throws RangeError when it is something else */
export function decodeConstraints(value: Buffer): NameConstraints {
  const names: string[] = [];
  const networks: string[] = [];
  for (const subtree of children(only(only(value, SEQUENCE), PERMITTED))) {
    const [base] = children(subtree.content);
    if (base?.tag === DNS_NAME) names.push(base.content.toString('ascii'));
    else if (base?.tag === IP_ADDRESS) networks.push(networkText(base.content));
  }
  return { names, networks };
}

/** Whether an authority within these constraints may vouch for a name or an address. */
export function permits({ names, networks }: NameConstraints, host: string): boolean {
  if (!isIPv4(host) && !isIPv6(host)) {
    return names.some((name) => host === name || host.endsWith(`.${name}`));
  }
  const bytes = addressBytes(host);
  return networks.some((network) => {
    const both = networkBytes(network);
    const size = both.length / 2;
    if (size !== bytes.length) return false;
    return bytes.every((byte, i) => (byte & (both[size + i] ?? 0)) === both[i]);
  });
}

/** One host as a network of its own. */
export function networkOf(address: string): string {
  return `${address}/${isIPv4(address) ? 32 : 128}`;
}

/** Address and mask one after the other. */
function networkBytes(network: string): Buffer {
  const [address = '', length = ''] = network.split('/');
  const bytes = addressBytes(address);
  const mask = Buffer.alloc(bytes.length);
  for (let bit = 0; bit < Number(length); bit += 1) {
    mask[bit >> 3] = (mask[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  }
  return Buffer.concat([bytes, mask]);
}

function networkText(bytes: Buffer): string {
  const size = bytes.length / 2;
  const length = [...bytes.subarray(size)].reduce((sum, byte) => sum + ones(byte), 0);
  const half = bytes.subarray(0, size);
  const address =
    size === 4
      ? half.join('.')
      : Array.from({ length: 8 }, (_, i) => half.readUInt16BE(i * 2).toString(16)).join(':');
  return `${address}/${length}`;
}

function ones(byte: number): number {
  return byte === 0 ? 0 : (byte & 1) + ones(byte >> 1);
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const [before = [], after = []] = address
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const words = [...before, ...zeros, ...after].map((word) => Number.parseInt(word, 16));
  return Buffer.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

interface Element {
  tag: number;
  content: Buffer;
}

function children(content: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < content.length; ) {
    const tag = content.readUInt8(at);
    let length = content.readUInt8(at + 1);
    let start = at + 2;
    if (length >= 0x80) {
      const bytes = length & 0x7f;
      length = content.readUIntBE(start, bytes);
      start += bytes;
    }
    at = start + length;
    found.push({ tag, content: content.subarray(start, at) });
  }
  return found;
}

function only(content: Buffer, tag: number): Buffer {
  const [element] = children(content);
  if (element?.tag !== tag) throw new RangeError('no name constraints');
  return element.content;
}
