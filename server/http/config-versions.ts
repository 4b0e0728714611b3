/** What the configuration was before, and what a new one would change: nothing here changes anything. */
import { z } from 'zod';
import { CITIZEN_PARTS, citizenSentences } from '../domain/citizen-words.js';
import { checkConfig } from '../domain/config-checks.js';
import { checkKind } from '../domain/config-checks-kind.js';
import type { ConfigFinding } from '../domain/config-findings.js';
import { configDifference } from '../domain/config-difference.js';
import type { ConfigPreview } from '../domain/config-preview.js';
import { readConfig } from '../domain/stored-config.js';
import { AppError } from '../errors.js';
import type { ConfigVersion, SiteConfig } from '../protocol/config.js';
import { configPreviewAnswer, configVersionsAnswer } from '../protocol/schema/answers.js';
import { siteConfig } from '../protocol/schema/config.js';
import type { Store } from '../store/port.js';
import type { Wording } from '../words.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface ConfigVersionsParts extends RouteParts {
  store: Store;
  words: Pick<Wording, 'sentences'>;
}

const PATH = '/api/v1/sites/{site}/config';
/** Bytes; a ward's whole catalogue is about 100 kB. */
export const IMPORT_LIMIT = 1024 * 1024;
const VERSION = z.coerce.number().int().min(1);

export function configVersionsRoutes(parts: ConfigVersionsParts): Route[] {
  return [versions(parts), version(parts), preview(parts)];
}

/**
 * What must be put right before a configuration may be used, the strings of languages included.
 * @param used the one in use; `null` for a site that does not exist yet
 */
export function findingsOf(
  words: ConfigVersionsParts['words'],
  config: SiteConfig,
  used: SiteConfig | null,
): ConfigFinding[] {
  const citizen = citizenSentences(words.sentences('vi', CITIZEN_PARTS));
  return [...checkKind(config, used), ...checkConfig(config, citizen)];
}

function versions(parts: ConfigVersionsParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${PATH}/versions`,
      action: 'config.versions',
      summary: 'The last 50 versions that were in use, newest first',
      tag: 'Configuration',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: {
        status: 200,
        description: 'When each came into use and who put it there',
        schema: configVersionsAnswer,
      },
      errors: [],
    },
    (call): Promise<ConfigVersion[]> => parts.store.configVersions(call.site().id),
  );
}

function version(parts: ConfigVersionsParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${PATH}/versions/{version}`,
      action: 'config.versions',
      summary: 'The configuration as it was in one of the last 50 versions',
      tag: 'Configuration',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The configuration', schema: siteConfig },
      errors: ['not-found'],
    },
    async (call): Promise<SiteConfig> => {
      const site = call.site().id;
      const wanted = VERSION.safeParse(call.parameter('version'));
      const text = wanted.success ? await parts.store.configAt(site, wanted.data) : null;
      if (text === null) throw new AppError('not-found');
      return readConfig(text);
    },
  );
}

function preview(parts: ConfigVersionsParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${PATH}/check`,
      action: 'config.versions',
      summary: 'What a configuration would change and what stands against it; changes nothing',
      tag: 'Configuration',
      body: siteConfig,
      query: NOTHING,
      bodyLimit: IMPORT_LIMIT,
      oneAtATime: true,
      command: false,
      success: {
        status: 200,
        description: 'What must be put right, and how it differs from the one in use',
        schema: configPreviewAnswer,
      },
      errors: [],
    },
    (call): ConfigPreview => ({
      config: call.body,
      findings: findingsOf(parts.words, call.body, call.site().config),
      difference: configDifference(call.site().config, call.body),
    }),
  );
}
