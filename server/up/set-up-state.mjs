/** The file of set-up as the commands read it: before anything is built, or beside what runs. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from './machine.mjs';

/** Absolute folder of everything that the product keeps. */
export function dataDir() {
  return resolve(ROOT, process.env.DATA_DIR || 'data');
}

/**
 * What `DATA_DIR/set-up.json` says; `null` when there is none or this user may not read it.
 * @returns {{ link?: string, draft?: unknown, site?: string | null, over?: true } | null}
 */
export function readSetUp() {
  try {
    return JSON.parse(readFileSync(join(dataDir(), 'set-up.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** Where people open the product on this machine: HTTPS where there is a certificate. */
export function ownAddress() {
  return `${isSecure() ? 'https' : 'http'}://127.0.0.1:${process.env.PORT || '3000'}`;
}

/** Where a program that knows no authority asks it. */
export function plainAddress() {
  const port = isSecure() ? process.env.HTTP_PORT || '3080' : process.env.PORT || '3000';
  return `http://127.0.0.1:${port}`;
}

function isSecure() {
  return Boolean(process.env.TLS_CERT) || existsSync(join(dataDir(), 'tls', 'server.pem'));
}
