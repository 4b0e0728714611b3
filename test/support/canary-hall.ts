/** A hall into which strings are typed wherever it takes any, as real callers send them. */
import { randomBytes } from 'node:crypto';
import type { ConfigAnswer } from '../../server/protocol/answers.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Canaries } from './canaries.js';
import type { Watched } from './watched-product.js';

export interface Sent {
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** A page of the own origin asks, and no program with a token. */
  page?: true;
}

/** Sent as it is: what is no JSON, or is not to be. */
function raw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

export interface Heard<T> {
  status: number;
  body: T;
  headers: Headers;
}

export class CanaryHall {
  /** The site that is spoken of; the trial's until set-up made a real one. */
  site = 'sen-hong';
  /** As they were last put into use: the server's own view may be a moment behind. */
  readonly #configs = new Map<string, SiteConfig>();

  constructor(
    readonly hall: Watched,
    readonly canaries: Canaries,
  ) {}

  get api(): string {
    return `/api/v1/sites/${this.site}`;
  }

  /** Asks as a program with all rights, or as a page. Whatever comes of it is told. */
  async send<T>(
    method: string,
    path: string,
    { body, headers = {}, page }: Sent = {},
  ): Promise<Heard<T>> {
    const answer = await fetch(this.hall.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(page ? { Origin: this.hall.url } : { Authorization: `Bearer ${this.hall.token}` }),
        'Idempotency-Key': randomBytes(16).toString('hex'),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw(body) ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json') === true;
    // The body is what the test says it is.
    return {
      status: answer.status,
      headers: answer.headers,
      body: (json ? JSON.parse(text) : {}) as T,
    };
  }

  /** As `send`, with this status or an error. */
  async ask<T>(status: number, method: string, path: string, sent: Sent = {}): Promise<T> {
    const heard = await this.send<T>(method, path, sent);
    if (heard.status === status) return heard.body;
    throw new Error(
      `${method} ${path}: ${status} expected, ${heard.status} came: ${JSON.stringify(heard.body)}`,
    );
  }

  /** Puts a configuration into use, made of the one before. */
  async configure(change: (before: SiteConfig) => Partial<SiteConfig>): Promise<void> {
    const path = `${this.api}/config`;
    const before = this.#configs.get(this.site) ?? (await this.ask<SiteConfig>(200, 'GET', path));
    const config = { ...before, ...change(before) };
    const headers = { 'If-Match': `"${before.version}"` };
    const { version } = await this.ask<ConfigAnswer>(200, 'PUT', path, { body: config, headers });
    this.#configs.set(this.site, { ...config, version });
  }

  /** Gives a number with a note. @returns the ticket's id */
  async note(text: string, more: object = {}): Promise<string> {
    const { group } = this;
    const body = { group, note: text, ...more };
    return (await this.ask<{ id: string }>(201, 'POST', `${this.api}/tickets`, { body })).id;
  }

  /** A group that every ward has. */
  readonly group = 'chung-thuc';
}
