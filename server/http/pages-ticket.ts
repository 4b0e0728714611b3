/** `/t/{token}`: what the citizen's own phone shows of a ticket. Whole without a script. */
import type { Request } from 'express';
import { platesOf } from '../domain/plate.js';
import { speaker, type Speaker } from '../domain/wording.js';
import type { ExpectedCall, TicketAnswer } from '../protocol/answers.js';
import type { TicketPageData } from '../protocol/page.js';
import type { Ticket } from '../protocol/ticket.js';
import { contextOf, type Made, type PageContext } from './page-context.js';
import { ratingModel } from './pages-rating.js';
import { ticketAnswer } from './ticket-answer.js';

/** Expected times are said to five minutes, outward (design §5). */
const STEP_MS = 5 * 60_000;

/** What stands under the number: one fact large, and what to do. */
interface Standing {
  label: string;
  fact: string;
  detail: string;
  when: { label: string; range: string } | null;
}

/** `null`: no ticket of today has this token. */
export function ticketModel(asked: PageContext, request: Request): Made | null {
  const { deps, language, me, device } = asked;
  const token = request.params['token'];
  const found = typeof token === 'string' ? deps.links.find(deps.sites, token) : null;
  if (found === null) return null;
  const { view, ticket } = found;
  const context = contextOf(deps, view, language, { me, device });
  const data: TicketPageData = { ...context.data('ticket', ['ticket']), screen: 'ticket' };
  const voice = speaker(data.words, data.offset);
  const { config } = view;
  const group = config.groups.find(({ id }) => id === ticket.group);
  const called = ticket.state === 'called' ? callOf(context, ticket, voice) : null;
  const answer = ticketAnswer(view, ticket, deps);
  const model = {
    site: config.site.name[language],
    updated: voice.say('ticket.updated', { time: voice.time(data.at) }),
    number: ticket.number,
    letter: group?.letter ?? ticket.number.slice(0, 1),
    plate: platesOf(config.groups)[ticket.group] ?? 'plain',
    group: group?.name[language] ?? '',
    called,
    standing: called === null ? standingOf(context, answer, voice) : null,
    rating: ratingModel(found, { now: data.at, request, say: voice.say }),
    papers: called === null && ticket.state === 'waiting' ? papersOf(context, ticket) : null,
  };
  return { title: voice.say('ticket.title', { number: ticket.number }), data, model };
}

/** Where the citizen is called to. */
function callOf({ view, language }: PageContext, ticket: Ticket, { say }: Speaker): object {
  const { counters, zones } = view.config;
  const counter = counters.find(({ id }) => id === ticket.counter);
  const zone = zones.find(({ id }) => id === counter?.zone)?.name[language] ?? '';
  const number = counter?.number ?? 0;
  const go =
    zones.length > 1
      ? say('ticket.goZone', {
          counter: number,
          zone: zone.charAt(0).toLowerCase() + zone.slice(1),
        })
      : say('ticket.go', { counter: number });
  return { go, number, two: number > 9 };
}

function standingOf(
  { view }: PageContext,
  { state, counter, ahead, estimate, opens }: TicketAnswer,
  voice: Speaker,
): Standing {
  const { say, spokenTime } = voice;
  if (state !== 'waiting') {
    const number = view.config.counters.find(({ id }) => id === counter)?.number ?? '';
    const detail = say(`ticket.state.${state}Detail`, { counter: number });
    return { label: '', fact: say(`ticket.state.${state}`), detail, when: null };
  }
  const near = ahead === 0 && estimate !== null;
  const notOpen =
    opens === null ? say('ticket.noEstimate') : say('ticket.opens', { time: spokenTime(opens) });
  return {
    label: near ? '' : say('ticket.aheadLabel'),
    fact: near ? say('ticket.next') : say('ticket.ahead', { count: ahead ?? 0 }),
    detail: near ? say('ticket.nextDetail') : estimate === null ? notOpen : '',
    when: near || estimate === null ? null : whenOf(estimate, voice),
  };
}

function whenOf({ low, high }: ExpectedCall, { say, spokenTime }: Speaker): Standing['when'] {
  const from = spokenTime(Math.floor(low / STEP_MS) * STEP_MS);
  const to = spokenTime(Math.ceil(high / STEP_MS) * STEP_MS);
  return {
    label: say('ticket.expected'),
    range: from === to ? from : say('ticket.range', { from, to }),
  };
}

/** Of the first case, which is the usual one; others are asked at the door. */
function papersOf({ view, language }: PageContext, { procedure }: Ticket): string[] | null {
  const found = view.config.procedures.find(({ id }) => id === procedure);
  const documents = found?.cases[0]?.documents ?? [];
  return documents.length === 0 ? null : documents.map(({ name }) => name[language]);
}
