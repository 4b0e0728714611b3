/**
 * Pairing of an agent that stands alone: it shows six digits, somebody types them into the settings,
 * and it gets a token of its own for one printer, which it keeps for its next starts.
 */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What the server offers a device that asks to be paired (`/api/v1/pairing`). */
export interface PairingOffer {
  /** Six digits, for ten minutes. */
  code: string;
  /** Secret of this device. */
  claim: string;
  /** Real time, ms. */
  expiresAt: number;
}

/** What an agent needs to serve its printer, as it lies in the token file. */
export interface PairedPrinter {
  /** Address of the server that it was paired with. */
  server: string;
  site: string;
  printer: string;
  token: string;
  /** Width of the printer's paper by the site's configuration; `null` where it was not told. */
  dots: number | null;
}

/** The server's answer, or the token file, is not what it should be. */
export class PairingError extends Error {
  override readonly name = 'PairingError';
  /**
   * @param word of what is the matter, under `agent.failed`
   * @param file where it is the token file
   */
  constructor(
    readonly word: 'noPrinter' | 'noCode' | 'tornToken',
    readonly file = '',
    options?: ErrorOptions,
  ) {
    super(word, options);
  }
}

/** ms between two questions whether the code was typed. */
const ASK_AGAIN = 2_000;
/** ms for one answer. */
const ANSWER_MS = 5_000;

export interface PairingOptions {
  server: string;
  signal: AbortSignal;
  /** Shows the code; called again with another one when it ran out. */
  show(offer: PairingOffer): void;
  /** The server did not answer; it is asked again. */
  unreached(cause: unknown): void;
  /** ms between two questions. */
  askAgain?: number;
}

/**
 * Waits until somebody typed the code.
 * @throws PairingError when the device was paired as something that is no printer
 * @throws AbortError when the signal was given
 */
export async function pair(options: PairingOptions): Promise<PairedPrinter> {
  const { server, signal, show, unreached, askAgain = ASK_AGAIN } = options;
  let offer: PairingOffer | null = null;
  for (;;) {
    try {
      if (offer === null) {
        offer = offerOf(await post(server, '/pairing', {}, signal));
        show(offer);
      }
      const body = { claim: offer.claim, program: true };
      const answer = await post(server, '/pairing/claim', body, signal);
      if (answer.status === OVER) offer = null;
      else {
        const paired = pairedOf(server, answer);
        if (paired !== null) return paired;
      }
    } catch (error) {
      if (signal.aborted || error instanceof PairingError) throw error;
      unreached(error);
    }
    await pause(askAgain, undefined, { signal });
  }
}

interface Answer {
  status: number;
  body: unknown;
}
/** The code ran out, or its claim was asked for once too often (`pairing-over`). */
const OVER = 410;

async function post(
  server: string,
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await fetch(`${server.replace(/\/$/, '')}/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  });
  const answer: Answer = { status: response.status, body: await response.json() };
  if (!response.ok && response.status !== OVER) {
    throw new Error(`the server answered ${response.status}`);
  }
  return answer;
}

function offerOf({ body }: Answer): PairingOffer {
  const code = field(body, 'code');
  const claim = field(body, 'claim');
  const expiresAt = field(body, 'expiresAt');
  if (typeof code !== 'string' || typeof claim !== 'string' || typeof expiresAt !== 'number') {
    throw new PairingError('noCode');
  }
  return { code, claim, expiresAt };
}

/** `null` while nobody typed the code. */
function pairedOf(server: string, { body }: Answer): PairedPrinter | null {
  if (field(body, 'paired') !== true) return null;
  const device = field(body, 'device');
  const site = field(device, 'site');
  const printer = field(device, 'printer');
  const token = field(body, 'token');
  if (typeof token !== 'string' || typeof site !== 'string' || typeof printer !== 'string') {
    throw new PairingError('noPrinter');
  }
  const dots = field(body, 'dots');
  return { server, site, printer, token, dots: typeof dots === 'number' ? dots : null };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** @returns what an earlier pairing left; `null` for nothing. @throws PairingError when it is torn */
export async function readPaired(file: string): Promise<PairedPrinter | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const kept: unknown = JSON.parse(text);
    const [server, site, printer, token] = ['server', 'site', 'printer', 'token'].map((name) =>
      field(kept, name),
    );
    if (
      typeof server === 'string' &&
      typeof site === 'string' &&
      typeof printer === 'string' &&
      typeof token === 'string'
    ) {
      const dots = field(kept, 'dots');
      return { server, site, printer, token, dots: typeof dots === 'number' ? dots : null };
    }
  } catch (error) {
    throw new PairingError('tornToken', file, { cause: error });
  }
  throw new PairingError('tornToken', file);
}

/**
 * Only the owner of the file may read it (mode 0600), also where it was there before. What was there stands until the
 * new one is whole on the disk: a torn file costs the printer its agent until somebody pairs anew.
 */
export async function keepPaired(file: string, paired: PairedPrinter): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(paired, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

export async function forgetPaired(file: string): Promise<void> {
  await rm(file, { force: true });
}
