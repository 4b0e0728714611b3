/** Pages that say what came of a press: on its way, refused, somebody was called. */
import { type Child, h } from '../shared/dom.js';
import type { Page, View } from './kiosk-state.js';
import { button, doorstep, foot } from './parts.js';

export function drawSending(view: View, late: boolean): Child[] {
  const { voice, lostSince } = view;
  const detail =
    lostSince === null
      ? voice.say('kiosk.late.detail')
      : voice.say('kiosk.late.lost', { time: voice.spokenTime(lostSince) });
  const words = late
    ? [
        h('h1', { class: 'question question--long' }, voice.say('kiosk.late.title')),
        h('p', {}, detail),
      ]
    : [h('h1', { class: 'question question--long' }, voice.say('kiosk.sending'))];
  return [
    h('section', { class: 'upper' }, h('div', { class: 'middle', role: 'status' }, words)),
    foot({ ...view, languages: [] }, {}),
  ];
}

/** Nothing was refused: the answer never came (`kiosk.ts`). */
const UNANSWERED = 'unanswered';

export function drawRefused(view: View, code: string): Child[] {
  const { voice, language } = view;
  const known = `kiosk.refused.${code}`;
  const detail = language.words[known] === undefined ? 'kiosk.refused.other' : known;
  return [
    doorstep(
      true,
      h(
        'div',
        { class: 'note', role: 'status' },
        h('h1', {}, voice.say(`kiosk.refused.${code === UNANSWERED ? 'unsure' : 'title'}`)),
        h('p', {}, voice.say(detail)),
      ),
    ),
    h(
      'section',
      { class: 'lower answers answers--two answers--single' },
      button(voice.say('kiosk.call'), {
        ...{ what: 'help', value: 'help', look: 'main', icon: 'kiosk-hand' },
      }),
      button(voice.say('kiosk.home'), { what: 'finish' }),
    ),
    foot(view, { help: false }),
  ];
}

export function drawHelp(view: View, page: Extract<Page, { kind: 'help' }>): Child[] {
  const { voice, state, lostSince } = view;
  const called = page.call === 'sent';
  const title = called
    ? state?.help?.coming === true
      ? 'kiosk.helped.coming'
      : 'kiosk.helped.asked'
    : HELP_TITLES[page.call];
  return [
    doorstep(
      true,
      h(
        'div',
        { role: 'status' },
        h('h1', { class: 'question question--long question--beside' }, voice.say(title)),
        h(
          'p',
          { class: 'hint' },
          lostSince === null
            ? helpDetail(voice, page.call)
            : voice.say(`kiosk.helped.${called ? 'lostSent' : 'lost'}`, {
                time: voice.spokenTime(lostSince),
              }),
        ),
      ),
    ),
    h(
      'section',
      { class: 'lower answers answers--two answers--single' },
      page.call === 'failed' &&
        button(voice.say('kiosk.helped.again'), {
          ...{ what: 'help', value: page.cause, look: 'main', icon: 'kiosk-hand' },
        }),
      button(voice.say('kiosk.home'), { what: 'finish' }),
    ),
    foot(view, { help: false }),
  ];
}

const HELP_TITLES = {
  sending: 'kiosk.sending',
  sent: 'kiosk.helped.asked',
  late: 'kiosk.helped.late',
  failed: 'kiosk.helped.failed',
} as const;

function helpDetail(voice: View['voice'], call: keyof typeof HELP_TITLES): string {
  return call === 'sending' ? '' : voice.say(`kiosk.helped.${call}Detail`);
}
