/** A site's configuration: versioned as a whole, read and replaced (design §12). */
import { compileRules } from '../domain/rules.js';
import { AppError } from '../errors.js';
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
        'Replaces the configuration if it still has the version of If-Match; "0" makes a site',
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
      const findings = findingsOf(parts.words, call.body);
      if (findings.length > 0) {
        throw new BadRequest(findings.map(({ code, path }) => ({ path, message: code })));
      }
      const ifVersion = versionWanted(call);
      const config = { ...call.body, version: ifVersion + 1 };
      const { timeZone } = config.site;
      const where = { site, timeZone, view: parts.sites.get(site) };
      // Refused before anything is written under the name of a site that nobody made.
      if (where.view === undefined && ifVersion > 0) await mustExist(parts, site);
      const { version = config.version } = await run(parts, call, where, 'configure', {
        ifVersion,
        config: JSON.stringify(config),
        rules: compileRules(config),
      });
      // Without this, the next request to a new site would not find it for some seconds.
      if (where.view === undefined) await parts.refreshSites();
      call.response.setHeader('ETag', etag(version));
      return { version };
    },
  );
}

/** @throws AppError `version-changed` where there is no such site; StoreDown */
async function mustExist({ refreshSites, sites }: ConfigParts, site: string): Promise<void> {
  await refreshSites();
  if (sites.get(site) === undefined) throw new AppError('version-changed');
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
