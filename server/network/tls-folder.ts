/** `DATA_DIR/tls`: the hall's own authority and the certificate that it gave this server. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificatePair, Pem } from './certificate-pair.js';
import { readPair } from './certificate-pair.js';

export class TlsFolder {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'tls');
  }

  /** Paths of the server's pair: what `TLS_CERT` and `TLS_KEY` would name. */
  get certFile(): string {
    return join(this.#folder, 'server.pem');
  }
  get keyFile(): string {
    return join(this.#folder, 'server.key');
  }
  get authorityFile(): string {
    return join(this.#folder, 'authority.pem');
  }

  /** `null` when there is none. @throws when it cannot be read */
  async authority(): Promise<Pem | null> {
    const cert = await readIfThere(this.authorityFile);
    const key = await readIfThere(join(this.#folder, 'authority.key'));
    return cert === null || key === null ? null : { cert, key };
  }

  /** The server's pair; `null` when there is none. @throws CertificateError */
  async server(): Promise<CertificatePair | null> {
    if ((await readIfThere(this.certFile)) === null) return null;
    return readPair(this.certFile, this.keyFile);
  }

  async keepAuthority({ cert, key }: Pem): Promise<void> {
    await this.#write(join(this.#folder, 'authority.key'), key);
    await this.#write(this.authorityFile, cert);
  }

  /** The key goes first: whoever looks in between finds a pair that does not match, and looks again. */
  async keepServer({ cert, key }: Pem): Promise<void> {
    await this.#write(this.keyFile, key);
    await this.#write(this.certFile, cert);
  }

  /** Whole or not at all, for this user alone. */
  async #write(file: string, text: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const handle = await open(`${file}.new`, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
