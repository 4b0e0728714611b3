/** A server's certificate and its key, as PEM files bring them. */
import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP, isIPv6 } from 'node:net';

/** PEM texts; `cert` may carry those of the authorities between after its own. */
export interface Pem {
  cert: string;
  key: string;
}

export interface CertificatePair extends Pem {
  /** DNS names, lower case, `*.example.vn` among them, and addresses for which it stands. */
  hosts: readonly string[];
  /** Real time, ms. */
  validFrom: number;
  validTo: number;
  issuer: string;
}

/** What stands against a pair; the sentences are in the locales, `enrol.fault.<code>`. */
export type CertificateFault =
  | 'unreadable'
  | 'no-certificate'
  | 'no-key'
  | 'not-matching'
  | 'expired';

/** The files cannot be served with. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
  constructor(
    readonly code: CertificateFault,
    /** Path of the file that is wrong. */
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${file}`, options);
  }
}

/** @throws CertificateError; `expired` is for the caller to judge */
export async function readPair(certFile: string, keyFile: string): Promise<CertificatePair> {
  const cert = await readText(certFile);
  const key = await readText(keyFile);
  return checkPair({ cert, key }, certFile, keyFile);
}

/** @throws CertificateError */
export function checkPair(pem: Pem, certFile: string, keyFile: string): CertificatePair {
  const certificate = parsed('no-certificate', certFile, () => new X509Certificate(pem.cert));
  const key = parsed('no-key', keyFile, () => createPrivateKey(pem.key));
  if (!belongTogether(certificate, key)) throw new CertificateError('not-matching', keyFile);
  return {
    ...pem,
    hosts: hostsOf(certificate),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    issuer: certificate.issuer,
  };
}

/** Whether a browser that calls this host finds it in the certificate. */
export function standsFor({ hosts }: Pick<CertificatePair, 'hosts'>, host: string): boolean {
  const name = plainHost(host);
  if (hosts.includes(name)) return true;
  // A wildcard stands for one label only (RFC 6125 §6.4.3).
  return isIP(name) === 0 && hosts.includes(name.replace(/^[^.]+/, '*'));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CertificateError('unreadable', file, { cause });
  }
}

function parsed<T>(code: CertificateFault, file: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new CertificateError(code, file, { cause });
  }
}

function belongTogether(certificate: X509Certificate, key: KeyObject): boolean {
  const own = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return own.equals(certificate.publicKey.export({ type: 'spki', format: 'der' }));
}

/** Node writes `DNS:motcua.local, IP Address:10.0.0.2`, and quotes what could be mistaken. */
function hostsOf({ subjectAltName }: X509Certificate): string[] {
  return (subjectAltName ?? '')
    .split(', ')
    .map((each) => /^(?:DNS|IP Address):(.+)$/.exec(each)?.[1])
    .filter((host) => host !== undefined)
    .map(plainHost);
}

/** Lower case and without brackets; an IPv6 address in its shortest form. */
function plainHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return isIPv6(bare) ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare;
}
