/**
 * The hall's own authority and the certificates that it gives. Loaded only where one is
 * made: nothing of it is needed to serve.
 */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { isIP } from 'node:net';
import type { Pem } from './certificate-pair.js';
import {
  decodeConstraints,
  encodeConstraints,
  NAME_CONSTRAINTS,
  permits,
  type NameConstraints,
} from './name-constraints.js';

/** P-256 with SHA-256: every browser since 2014 knows it (Baseline Requirements 6.1.1.2). */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
const AUTHORITY_LIFE = 3_652 * DAY;
/** The longest that browsers take (Baseline Requirements 6.3.2 until March 2026: 398 days). */
const SERVER_LIFE = 397 * DAY;
/** Clocks of a hall differ: a certificate that is valid from now on is refused by a PC that is late. */
const EARLIER = 2 * DAY;

/** Makes an authority that may vouch for these only. @param hall stands in its name, as people see it */
export async function makeAuthority(
  hall: string,
  constraints: NameConstraints,
  now: number,
): Promise<Pem> {
  const keys = await freshKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [hall] }, { O: ['Một Cửa'] }],
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(now - EARLIER),
    notAfter: new Date(now + AUTHORITY_LIFE),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new Extension(NAME_CONSTRAINTS, true, new Uint8Array(encodeConstraints(constraints))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await pemKey(keys.privateKey) };
}

/** Those of these names and addresses for which an authority may vouch. */
export function allowedBy(authority: Pick<Pem, 'cert'>, hosts: readonly string[]): string[] {
  const extension = new X509Certificate(authority.cert).getExtension(NAME_CONSTRAINTS);
  if (extension === null) return [...hosts];
  const constraints = decodeConstraints(Buffer.from(extension.value));
  return hosts.filter((host) => permits(constraints, host));
}

/** A server's certificate for these names and addresses, with a key of its own. */
export async function issueCertificate(
  authority: Pem,
  hosts: readonly string[],
  now: number,
): Promise<Pem> {
  const issuer = new X509Certificate(authority.cert);
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    PemConverter.decodeFirst(authority.key),
    ALGORITHM,
    false,
    ['sign'],
  );
  const keys = await freshKeys();
  const from = now - EARLIER;
  const until = Math.min(from + SERVER_LIFE, issuer.notAfter.getTime());
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [hosts[0] ?? 'motcua'] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(from),
    notAfter: new Date(until),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        hosts.map((value) => ({
          type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
          value,
        })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await pemKey(keys.privateKey) };
}

function freshKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function pemKey(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  return `${PemConverter.encode(bytes, 'PRIVATE KEY')}\n`;
}
