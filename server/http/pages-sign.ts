/** The sign above a counter: a full picture of now, which its script then keeps true. */
import type { Request } from 'express';
import { hallBoard } from '../domain/audience.js';
import { signScene } from '../domain/sign-scene.js';
import { speaker } from '../domain/wording.js';
import type { CounterConfig, SiteConfig } from '../protocol/config.js';
import type { SignConfig, SignPageData } from '../protocol/page.js';
import { isLanguage } from '../words.js';
import type { Made, PageContext } from './page-context.js';
import { languageName, OWN_NAMES } from './language-names.js';
import { LOOK_AGAIN } from './pages-hall.js';

/** The counter in an address: its id or its number. */
export function counterAsked(config: SiteConfig, request: Request): CounterConfig | undefined {
  const asked = request.params['counter'];
  return (
    config.counters.find(({ id }) => id === asked) ??
    config.counters.find(({ number }) => String(number) === asked)
  );
}

/** `null` when there is no such counter. */
export function signModel(context: PageContext, request: Request): Made | null {
  const { view, deps } = context;
  const counter = counterAsked(view.config, request);
  if (!counter) return null;
  const config = signConfig(context, counter);
  const data: SignPageData = {
    ...context.data('sign', ['sign', 'hall']),
    screen: 'sign',
    config,
    addresses: deps.network.origins(),
    installation: deps.network.installation,
  };
  const board = hallBoard(view.board, false);
  const voice = speaker(data.words, data.offset);
  const { at: now, speed, offset } = data;
  const input = { config, board, load: view.load(), now, speed, offset, staleSince: null, voice };
  const number = String(counter.number);
  const model = { ...signScene(input), counter: number, two: number.length > 1 };
  const title = `${voice.say('shared.counter')} ${number} · ${config.name}`;
  return { title, data, model, head: { lookAgain: LOOK_AGAIN } };
}

function signConfig(context: PageContext, counter: CounterConfig): SignConfig {
  const { view, language, unreal } = context;
  const { version, site, rules } = view.config;
  const spoken = ['vi', ...counter.languages.filter((tag) => tag !== 'vi')];
  return {
    version,
    name: site.name[language],
    counter: { id: counter.id, number: counter.number },
    languages: spoken.map((tag) =>
      isLanguage(tag) ? OWN_NAMES[tag] : languageName(context, tag, true),
    ),
    needsStart: rules.needsStart,
    hours: unreal === null ? site.hours : {},
    specialDays: (unreal === null ? site.specialDays : []).map(({ date, name, sessions }) => ({
      date,
      name: name[language],
      sessions,
    })),
  };
}
