/** Several sites on one server: making them, practising at them, removing what was never real. */
import { firstDraft, firstSite, type FirstNames, type LibraryGroup } from '../domain/first-site.js';
import { siteIdFrom } from '../domain/site-id.js';
import { trainingIdOf } from '../domain/training.js';
import { AppError } from '../errors.js';
import type { SiteConfig } from '../protocol/config.js';
import { madeSite, newSite } from '../protocol/schema/sites.js';
import type { MadeSiteAnswer } from '../protocol/sites.js';
import type { SiteMaker } from '../set-up/site-maker.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface SiteMakingParts extends RouteParts {
  maker: SiteMaker;
  /** What a site from the library is made of. */
  ward: SiteConfig;
  library: readonly LibraryGroup[];
  names: FirstNames;
}

const PATH = '/api/v1/sites';
/** ms: all that is kept of a site is looked for and removed. */
const FORGET_WITHIN = 10_000;

export function siteMakingRoutes(parts: SiteMakingParts): Route[] {
  return [make(parts), remove(parts), train(parts), endTraining(parts)];
}

function make(parts: SiteMakingParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: PATH,
      action: 'sites.write',
      summary: 'Makes a site of this name, with the settings of another one or from the library',
      tag: 'Sites',
      body: newSite,
      query: NOTHING,
      command: false,
      longest: FORGET_WITHIN,
      success: { status: 201, description: 'Its id', schema: madeSite },
      errors: ['site-unknown', 'site-exists'],
    },
    async ({ body, subject }): Promise<MadeSiteAnswer> => {
      const taken = new Set(parts.sites.all().map(({ id }) => id));
      const site = siteIdFrom(body.name, taken);
      const draft = { ...firstDraft(parts.ward, parts.library), name: body.name };
      const fresh = firstSite(draft, parts.ward, parts.library, taken, parts.names);
      const model = body.from === null ? undefined : parts.sites.get(body.from)?.config;
      if (body.from !== null && model === undefined) throw new AppError('site-unknown');
      const config = model === undefined ? fresh : copyOf(model, fresh);
      await parts.maker.make({ ...config, site: { ...config.site, id: site } }, subject.actor);
      return { site };
    },
  );
}

/** Everything but what is the other site's own: its name, its days, its notices, its printers. */
function copyOf(model: SiteConfig, { site, printers }: SiteConfig): SiteConfig {
  const { id, name, address } = site;
  return {
    ...model,
    site: { ...model.site, id, name, address, phone: '', trial: false, training: false },
    printers,
    notices: [],
  };
}

function remove(parts: SiteMakingParts): Route {
  return route(
    parts,
    {
      method: 'delete',
      path: `${PATH}/{site}`,
      action: 'sites.write',
      summary: 'Forgets a trial or training site and all that is kept of it',
      tag: 'Sites',
      body: NOTHING,
      query: NOTHING,
      command: false,
      longest: FORGET_WITHIN,
      success: { status: 200, description: 'Its id', schema: madeSite },
      errors: ['site-unknown', 'site-real', 'site-last'],
    },
    async (call): Promise<MadeSiteAnswer> => {
      const { id } = call.site();
      await parts.maker.forget(id, call.subject.actor);
      return { site: id };
    },
  );
}

function train(parts: SiteMakingParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: `${PATH}/{site}/training`,
      action: 'sites.write',
      summary: 'Opens a site to practise at as this one is configured now, or begins it again',
      tag: 'Sites',
      body: NOTHING,
      query: NOTHING,
      command: false,
      longest: FORGET_WITHIN,
      success: { status: 201, description: 'Its id', schema: madeSite },
      errors: ['site-unknown'],
    },
    async (call): Promise<MadeSiteAnswer> => ({
      site: await parts.maker.train(call.site().id, call.subject.actor),
    }),
  );
}

function endTraining(parts: SiteMakingParts): Route {
  return route(
    parts,
    {
      method: 'delete',
      path: `${PATH}/{site}/training`,
      action: 'sites.write',
      summary: 'Closes the site to practise at and forgets what was done there',
      tag: 'Sites',
      body: NOTHING,
      query: NOTHING,
      command: false,
      longest: FORGET_WITHIN,
      success: { status: 200, description: 'Its id', schema: madeSite },
      errors: ['site-unknown'],
    },
    async (call): Promise<MadeSiteAnswer> => {
      const site = trainingIdOf(call.site().id);
      await parts.maker.forget(site, call.subject.actor);
      return { site };
    },
  );
}
