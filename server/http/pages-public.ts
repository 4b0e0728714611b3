/** `/public`: how busy the hall is, for anybody and for a ward's own pages. Whole without a script. */
import { AppError } from '../errors.js';
import { localTime } from '../domain/local-time.js';
import { isWorthTelling } from '../domain/told-wait.js';
import { speaker, type Speaker } from '../domain/wording.js';
import type { PageData } from '../protocol/page.js';
import type { PublicAnswer, PublicGroup, Range } from '../protocol/public.js';
import type { Language } from '../words.js';
import type { Made, PageContext } from './page-context.js';
import { publicBoardOf } from './public.js';

const MINUTE = 60_000;
/** More than these is no figure that anybody could plan with. */
const MOST_HOURS = 3;
const DAY = 86_400_000;
/** Seconds after which a browser without script asks for it again. */
const AGAIN = 60;

/** `null` where the site does not show it. */
export function publicModel(context: PageContext): Made | null {
  const { view, language } = context;
  const data: PageData = { ...context.data('public', ['public', 'hall']), screen: 'public' };
  const board = shown(context, data.at);
  if (board === null) return null;
  const voice = speaker(data.words, data.offset);
  const { say } = voice;
  const { groups, others } = board;
  const model = {
    name: board.name[language],
    address: view.config.site.address,
    open: board.open,
    standing: say(board.open ? 'public.open' : 'public.closed'),
    opens: board.opens === null ? '' : opensText(board.opens, data.at, data.offset, voice),
    updated: say('public.updated', { time: voice.time(board.at) }),
    groups: groups.map((group) => ({
      ...row(group, language, voice),
      waiting: peopleText(group.waiting, voice),
    })),
    others: others && {
      title: say(groups.length === 0 ? 'public.all' : 'public.others'),
      waiting: peopleText(others.waiting, voice),
      each: others.waiting.from === 0 ? '' : say('public.each'),
      groups: others.groups.map((group) => row(group, language, voice)),
    },
    remote: view.config.online.remote.open ? `${context.root}/remote` : null,
    vietnamese: language === 'vi',
  };
  const head = { tag: language, referrer: 'same-origin', lookAgain: AGAIN, thrifty: true } as const;
  const { embed: embeds } = view.config.online.board;
  return { title: `${say('public.title')} · ${model.name}`, data, model, head, embeds };
}

function shown({ view }: PageContext, now: number): PublicAnswer | null {
  try {
    return publicBoardOf(view, now);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

/** About how long a newcomer would wait. */
export function waitText({ wait }: PublicGroup, { say }: Speaker): string {
  if (wait === null) return say('public.noCounter');
  const { from, to } = wait;
  const told = isWorthTelling({ low: from * MINUTE, high: to * MINUTE });
  const hours = Math.min(Math.floor(from / 60), MOST_HOURS);
  if (hours > 0 && !told) return say('public.long', { count: hours });
  return from === 0 ? say('public.under', { to }) : say('public.wait', { from, to });
}

function row(group: PublicGroup, language: Language, voice: Speaker): object {
  const { letter, name, numbers } = group;
  return {
    letter,
    name: name[language],
    wait: waitText(group, voice),
    numbers: numbers === 'open' ? '' : voice.say(`public.numbers.${numbers}`),
  };
}

function peopleText({ from, to }: Range, { say }: Speaker): string {
  return from === 0 ? say('public.few', { to: to + 1 }) : say('public.waiting', { from, to });
}

/** When it opens next, with the day where that is not today. @param now site time, ms */
export function opensText(at: number, now: number, offset: number, voice: Speaker): string {
  const day = (ms: number): number => Math.floor((ms + offset * 60_000) / DAY);
  const time = voice.spokenTime(at);
  if (day(at) === day(now)) return voice.say('public.opensToday', { time });
  const weekday = voice.say(`hall.weekday.${localTime(at, offset).weekday}`);
  return voice.say('public.opens', { time, weekday, date: voice.date(at) });
}
