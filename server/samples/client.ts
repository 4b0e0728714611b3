/** A program's way into the public API: a bearer token, keys, and retries that cannot double. */
import { randomBytes } from 'node:crypto';

export interface Answer<T> {
  status: number;
  /** `null` when the answer is a problem. */
  body: T | null;
  code: string | null;
}

const RETRY_MS = 300;
const TIMEOUT_MS = 3_000;
const TRIES = 20;

export class ApiClient {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  /**
   * Sends a command. No answer, or 503, is retried with the same key, so that it counts once.
   * @throws Error when the server stays away for all tries.
   */
  async send<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    headers = {},
  ): Promise<Answer<T>> {
    const key = randomBytes(16).toString('hex');
    return this.#try<T>(
      method,
      path,
      {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...headers,
      },
      JSON.stringify(body),
    );
  }

  async get<T>(path: string): Promise<Answer<T>> {
    return this.#try<T>('GET', path, {}, undefined);
  }

  async #try<T>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Answer<T>> {
    let cause: unknown;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      try {
        const response = await fetch(this.base + path, {
          method,
          headers: { authorization: `Bearer ${this.token}`, ...headers },
          signal: AbortSignal.timeout(TIMEOUT_MS),
          ...(body === undefined ? {} : { body }),
        });
        if (response.status !== 503) return await read<T>(response);
        cause = new Error(`503 from ${path}`);
      } catch (error) {
        cause = error;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    throw new Error(`${method} ${path}: no answer`, { cause });
  }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const json = (text === '' ? null : JSON.parse(text)) as unknown;
  if (response.ok) return { status: response.status, body: json as T, code: null };
  const code = json !== null && typeof json === 'object' && 'code' in json ? String(json.code) : '';
  return { status: response.status, body: null, code };
}
