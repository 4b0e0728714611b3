/** `/rate`: what a volunteer's tablet shows to a citizen to whom it is held out. */
import { SCORES } from '../protocol/rating.js';
import type { RatePageData } from '../protocol/page.js';
import type { Made, PageContext } from './page-context.js';

export function rateModel(context: PageContext): Made {
  const data: RatePageData = {
    ...context.data('rate', ['rate']),
    ...{ screen: 'rate', root: context.root },
  };
  const faces = [...SCORES].reverse().map((score) => {
    return { score, word: data.words[`rate.score${score}`] ?? '' };
  });
  const site = context.view.config.site.name[context.language];
  return { title: data.words['rate.ask'] ?? 'rate', data, model: { site, faces } };
}
