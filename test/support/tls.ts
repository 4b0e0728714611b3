/** A folder with an authority of the hall's own, and clients that trust it or do not. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { issueOwn } from '../../server/network/own-certificate.js';
import { TlsFolder } from '../../server/network/tls-folder.js';

export interface TestAuthority extends AsyncDisposable {
  dataDir: string;
  folder: TlsFolder;
  /** PEM of the authority. */
  ca: string;
}

/** @param hosts for which the server's certificate stands */
export async function authorityFor(
  hosts: readonly string[],
  now = Date.now(),
): Promise<TestAuthority> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-tls-'));
  const folder = new TlsFolder(dataDir);
  await issueOwn(folder, { hall: 'Một Cửa của bài thử', hosts, now });
  return {
    dataDir,
    folder,
    ca: await readFile(folder.authorityFile, 'utf8'),
    [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
  };
}

export interface Asked {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Asking {
  ca?: string;
  host?: string;
  body?: object;
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Readonly<Record<string, string>>;
}

/**
 * Asks once over a connection of its own; with a body it is a change that a page of the own origin asks for.
 * @param host in the header `Host`, as if the server had been called by that name
 * @throws when the certificate is not one of this authority for the host in the address
 */
export async function ask(
  url: string,
  { ca, host, body, method = body === undefined ? 'GET' : 'POST', ...more }: Asking = {},
): Promise<Asked> {
  const { origin } = new URL(url);
  const headers = {
    ...(host !== undefined && { host }),
    ...(body !== undefined && { origin, 'content-type': 'application/json' }),
    ...more.headers,
  };
  const sent = url.startsWith('https:')
    ? secureRequest(url, { ca, method, headers, agent: false, servername: '' })
    : request(url, { method, headers, agent: false });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
  });
  sent.end(body && JSON.stringify(body));
  const response = await answered;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await text(response),
  };
}
