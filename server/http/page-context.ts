/** What the pages are made from: the site as it is, one language, one moment. */
import type { Request } from 'express';
import { zoneOffset } from '../domain/local-time.js';
import type { Clock } from '../clock.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { PageData } from '../protocol/page.js';
import type { Language } from '../words.js';
import type { Views } from './views.js';

export interface PagesDeps {
  views: Views;
  sites: SiteViews;
  clock: Clock;
  /** Trial mode: nothing here is real; `simulated` when `CLOCK` runs another day. */
  trial: { simulated: boolean } | null;
  /** Addresses at which other machines of the room reach this server, such as `http://10.0.0.2:3000`. */
  addresses(): readonly string[];
  /** Where the virtual printer shows its paper; `null` when there is none. */
  paper(): string | null;
}

/** What a page is made for: one site, one language, one moment. */
export interface PageContext {
  deps: PagesDeps;
  view: SiteView;
  language: Language;
  /** `''`, or `/s/{site}` where there are several sites. */
  root: string;
  /** Data common to all screens; `words` hold `shared` and the top-level keys asked for. */
  data(screen: string, topKeys: readonly string[]): PageData;
}
/** A page ready to be rendered. */
export interface Made {
  title: string;
  data: PageData;
  model: object;
}

/** Makes one screen's page; `null` when the address names nothing of this site. */
export type PageMaker = (context: PageContext, request: Request) => Made | null;

/** @param several whether the installation has several sites */
export function contextOf(
  deps: PagesDeps,
  view: SiteView,
  language: Language,
  several: boolean,
): PageContext {
  const { clock, trial } = deps;
  const { wording, build } = deps.views;
  const at = clock.now();
  return {
    deps,
    view,
    language,
    root: several ? `/s/${view.id}` : '',
    data: (screen, topKeys) => ({
      screen,
      language,
      build,
      site: view.id,
      at,
      speed: clock.speed,
      offset: zoneOffset(at, view.config.site.timeZone),
      configVersion: view.config.version,
      words: wording.sentences(language, ['shared', ...topKeys]),
      trial: trial && trialSentence(deps, language, trial.simulated),
    }),
  };
}

function trialSentence({ views, clock }: PagesDeps, language: Language, simulated: boolean) {
  const shared = views.wording.sentences(language, ['shared']);
  const key = !simulated ? 'trialSample' : clock.speed === 1 ? 'trialClockReal' : 'trialClock';
  return shared[`shared.${key}`] ?? key;
}
