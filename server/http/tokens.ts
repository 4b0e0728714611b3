/** Bearer tokens of programs. */
import { AppError } from '../errors.js';
import type { MadeTokenAnswer, TokensAnswer } from '../protocol/people.js';
import { done, madeTokenAnswer, makeTokenBody, tokensAnswer } from '../protocol/schema/people.js';
import { coversSites } from '../access/rights.js';
import { NOTHING } from './operation.js';
import { record, type RecordParts } from './record.js';
import { route, type Route, type RouteParts } from './route.js';

export interface TokenRouteParts extends RouteParts, RecordParts {}

const PATH = '/api/v1/sites/{site}/tokens';
const COMMON = { tag: 'Devices', query: NOTHING, command: false } as const;
const DAY = 86_400_000;

export function tokenRoutes(parts: TokenRouteParts): Route[] {
  return [list(parts), make(parts), revoke(parts)];
}

function list(parts: TokenRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'get',
      path: PATH,
      action: 'tokens.read',
      summary: 'Tokens that are good at the site, without the secrets',
      body: NOTHING,
      success: { status: 200, description: 'Oldest first', schema: tokensAnswer },
      errors: [],
    },
    async (call): Promise<TokensAnswer> => ({
      tokens: await parts.access.tokens.list(call.site().id),
    }),
  );
}

function make(parts: TokenRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'post',
      path: PATH,
      action: 'tokens.write',
      summary: 'Makes a token; the secret is said once',
      body: makeTokenBody,
      success: { status: 201, description: 'Token and secret', schema: madeTokenAnswer },
      errors: ['site-full'],
    },
    async (call): Promise<MadeTokenAnswer> => {
      const view = call.site();
      const { name, scope, days, allSites = false } = call.body;
      const { actor, sites: own } = call.subject;
      if (allSites && own !== 'all') throw new AppError('not-allowed');
      const sites = allSites ? ('all' as const) : [view.id];
      // A token outlives no clock of a trial: its end is real time.
      const expiresAt = Date.now() + days * DAY;
      const made = await parts.access.tokens.make({ name, scope, sites, expiresAt });
      await record(parts, view, actor, 'token.made', { token: made.token.id, scope });
      return made;
    },
  );
}

function revoke(parts: TokenRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'delete',
      path: `${PATH}/{token}`,
      action: 'tokens.write',
      summary: 'Makes a token worthless at once',
      body: NOTHING,
      success: { status: 200, description: 'Revoked', schema: done },
      errors: ['token-unknown'],
    },
    async (call) => {
      const view = call.site();
      const id = call.parameter('token');
      const token = (await parts.access.tokens.list(view.id)).find((each) => each.id === id);
      if (token === undefined) throw new AppError('token-unknown');
      if (!coversSites(call.subject.sites, token.sites)) throw new AppError('not-allowed');
      await parts.access.tokens.revoke(id);
      await record(parts, view, call.subject.actor, 'token.revoked', { token: id });
      return {};
    },
  );
}
