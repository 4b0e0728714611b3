/** A site's configuration: versioned as a whole, read and replaced. */
import { refusal } from '../access/rights.js';
import { compileRules } from '../domain/rules.js';
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { ConfigAnswer } from '../protocol/answers.js';
import { configVersionAnswer } from '../protocol/schema/answers.js';
import { siteConfig } from '../protocol/schema/config.js';
import { SLUG } from '../protocol/schema/ids.js';
import { run, type CommandParts } from './command.js';
import {
  configVersionsRoutes,
  findingsOf,
  IMPORT_LIMIT,
  type ConfigVersionsParts,
} from './config-versions.js';
import { NOTHING } from './operation.js';
import { BadRequest } from './problem.js';
import { route, type Call, type Route, type RouteParts } from './route.js';

export interface ConfigParts extends RouteParts, CommandParts, ConfigVersionsParts {
  /** Takes up a site that was just made. @throws StoreDown */
  refreshSites: () => Promise<void>;
}

const PATH = '/api/v1/sites/{site}/config';

export function configRoutes(parts: ConfigParts): Route[] {
  return [read(parts), replace(parts), ...configVersionsRoutes(parts)];
}

function read(parts: ConfigParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: PATH,
      action: 'config.read',
      summary: 'The whole configuration; its version is the ETag',
      tag: 'Configuration',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The configuration', schema: siteConfig },
      errors: [],
    },
    (call) => {
      const { config } = call.site();
      call.response.setHeader('ETag', etag(config.version));
      return config;
    },
  );
}

function replace(parts: ConfigParts): Route {
  return route(
    parts,
    {
      method: 'put',
      path: PATH,
      action: 'config.write',
      summary:
        'Replaces the configuration if it still has the version of If-Match; "0" makes a site, for which a right at all sites is needed',
      tag: 'Configuration',
      body: siteConfig,
      query: NOTHING,
      bodyLimit: IMPORT_LIMIT,
      command: true,
      versioned: true,
      success: { status: 200, description: 'The new version', schema: configVersionAnswer },
      errors: ['version-missing', 'version-changed', 'counter-busy', 'group-busy'],
    },
    async (call): Promise<ConfigAnswer> => {
      const site = call.siteId;
      if (!SLUG.test(site)) throw new AppError('site-unknown');
      if (call.body.site.id !== site) throw flaw('site.id', 'not the site in the address');
      const ifVersion = versionWanted(call);
      // Refused before anything is written under the name of a site that nobody made.
      const view = parts.sites.get(site) ?? (await newlyMade(parts, call, ifVersion));
      const findings = findingsOf(parts.words, call.body, view?.config ?? null);
      if (findings.length > 0) {
        throw new BadRequest(findings.map(({ code, path }) => ({ path, message: code })));
      }
      const config = { ...call.body, version: ifVersion + 1 };
      const { timeZone } = config.site;
      const where = { site, timeZone, view };
      const { version = config.version } = await run(parts, call, where, 'configure', {
        ifVersion,
        config: JSON.stringify(config),
        rules: compileRules(config),
      });
      // Without this, the next request to a new site would not find it for some seconds.
      if (view === undefined) await parts.refreshSites();
      call.response.setHeader('ETag', etag(version));
      return { version };
    },
  );
}

/**
 * A site that this process has not heard of yet; `undefined` when there is none and the call may make it.
 * @throws AppError `version-changed` where there is no such site, `not-allowed` to who may make none;
 * StoreDown
 */
async function newlyMade(
  { access, refreshSites, sites }: ConfigParts,
  { siteId, subject }: Call,
  ifVersion: number,
): Promise<SiteView | undefined> {
  await refreshSites();
  const view = sites.get(siteId);
  if (view !== undefined) return view;
  if (ifVersion > 0) throw new AppError('version-changed');
  if (!access.allows(subject, 'sites.write')) throw refusal(subject);
  return undefined;
}

function etag(version: number): string {
  return `"${version}"`;
}

/** @throws AppError `version-missing`; BadRequest when it is no version of ours */
function versionWanted(call: Call): number {
  const given = call.request.headers['if-match'];
  if (given === undefined) throw new AppError('version-missing');
  const version = /^"(\d{1,9})"$/.exec(given)?.[1];
  if (version === undefined) throw flaw('If-Match', 'not a version');
  return Number(version);
}

function flaw(path: string, message: string): BadRequest {
  return new BadRequest([{ path, message }]);
}
