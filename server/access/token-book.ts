/** Bearer tokens of programs, with a scope and an end. */
import { z } from 'zod';
import { AppError } from '../errors.js';
import { TOKEN_SCOPES, type ApiToken, type Sites, type TokenScope } from '../protocol/people.js';
import type { Book } from './book.js';
import type { Endings } from './endings.js';
import type { LastTimes } from './last-times.js';
import type { Tokens } from './ports.js';
import { coversSite, type Holder, type Subject } from './rights.js';
import { digestOf, newId, newSecret, sameText } from './secrets.js';

const TOKEN = /^mct_(t-[a-z0-9]{12})_([\w-]{43})$/;
/** ms between two notes of a token's last use. */
const NOTE_GAP = 60_000;
/** Tokens of one site, those past their end included. */
const MOST_TOKENS = 100;

const HOLDER: Readonly<Record<TokenScope, Holder>> = {
  read: 'reader',
  issue: 'issuer',
  admin: 'admin',
};

const tokenRecord = z.object({
  token: z.object({
    id: z.string(),
    name: z.string(),
    scope: z.enum(TOKEN_SCOPES),
    sites: z.union([z.literal('all'), z.array(z.string())]),
    madeAt: z.number(),
    expiresAt: z.number(),
  }),
  digest: z.string(),
});
export type TokenRecord = z.infer<typeof tokenRecord>;

/** @throws when it is no record of a token */
export function readToken(stored: unknown): TokenRecord {
  return tokenRecord.parse(stored);
}

export interface TokenParts {
  book: Book<TokenRecord>;
  last: LastTimes;
  endings: Endings;
  /** Real time, ms. */
  now: () => number;
}

export class TokenBook implements Tokens {
  readonly #parts: TokenParts;
  readonly #noted = new Map<string, number>();

  constructor(parts: TokenParts) {
    this.#parts = parts;
  }

  async list(site: string | null): Promise<ApiToken[]> {
    const { book, last } = this.#parts;
    const [records, times] = await Promise.all([book.all(), last.all()]);
    return [...records.values()]
      .filter(({ token }) => site === null || coversSite(token.sites, site))
      .map(({ token }) => ({ ...token, lastUsedAt: times.get(token.id)?.at ?? null }))
      .sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  }

  async make(given: Parameters<Tokens['make']>[0]): Promise<{ token: ApiToken; secret: string }> {
    const { name, scope, sites, expiresAt } = given;
    const [id, secret] = [newId('t'), newSecret()];
    const token = {
      ...{ id, name, scope, expiresAt },
      sites: sites === 'all' ? ('all' as const) : [...sites],
      madeAt: this.#parts.now(),
    };
    const record: TokenRecord = { token, digest: digestOf(secret) };
    await this.#parts.book.change((records) => {
      const others = [...records.values()].map((each) => each.token.sites);
      const full = (is: (others: Sites) => boolean): boolean =>
        others.filter(is).length >= MOST_TOKENS;
      const crowded =
        sites === 'all'
          ? full((each) => each === 'all')
          : sites.some((site) => full((each) => each.includes(site)));
      if (crowded) throw new AppError('site-full');
      records.set(id, record);
    });
    await this.#parts.endings.tell({ book: 'tokens', ended: [] });
    return { token: { ...token, lastUsedAt: null }, secret: `mct_${id}_${secret}` };
  }

  async revoke(id: string): Promise<void> {
    await this.#parts.book.change((records) => {
      if (!records.delete(id)) throw new AppError('token-unknown');
    });
    await this.#parts.endings.tell({ book: 'tokens', ended: [{ kind: 'token', id }] });
    await this.#parts.last.forget([id]).catch(() => undefined);
  }

  /** Whose token this is; `null` when it is nobody's or over. @throws AppError `store-down` */
  async subject(text: string): Promise<Subject | null> {
    const [, id = '', secret = ''] = TOKEN.exec(text) ?? [];
    const record = id === '' ? undefined : (await this.#parts.book.all()).get(id);
    if (record === undefined || !sameText(digestOf(secret), record.digest)) return null;
    if (!(await this.holds(id))) return null;
    this.#note(id);
    const { scope, sites } = record.token;
    return {
      actor: id,
      roles: [HOLDER[scope]],
      via: 'token',
      sites,
      locked: false,
      rests: [{ kind: 'token', id }],
    };
  }

  /** Whether a token is still good. */
  async holds(id: string): Promise<boolean> {
    const record = (await this.#parts.book.all()).get(id);
    return record !== undefined && record.token.expiresAt > this.#parts.now();
  }

  #note(id: string): void {
    const now = this.#parts.now();
    if (now - (this.#noted.get(id) ?? -Infinity) < NOTE_GAP) return;
    this.#noted.set(id, now);
    this.#parts.last.note(id, { at: now, build: null, address: null });
  }
}
