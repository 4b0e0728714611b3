/** How somebody was served today, at the kiosk: four faces, no number and nothing typed. */
import { SCORES } from '../../server/protocol/rating.js';
import { type Child, h } from '../shared/dom.js';
import type { Page, View } from './kiosk-state.js';
import { button, doorstep, foot } from './parts.js';

export function drawRating(view: View): Child[] {
  const { voice } = view;
  return [
    doorstep(
      true,
      h('h1', { class: 'question question--long question--beside' }, voice.say('kiosk.rating.ask')),
      h('p', { class: 'hint' }, voice.say('kiosk.rating.hint')),
    ),
    h(
      'section',
      { class: 'lower tiles tiles--faces' },
      [...SCORES].reverse().map((score) =>
        h(
          'button',
          {
            ...{ class: 'tile', type: 'button', id: `score-${score}`, 'data-do': 'score' },
            'data-value': score,
          },
          h(
            'svg',
            { class: 'tile__face', viewBox: '0 0 48 48', 'aria-hidden': 'true' },
            h('use', { href: `#face-${score}` }),
          ),
          h('span', { class: 'tile__text' }, h('b', {}, voice.say(`kiosk.rating.score${score}`))),
        ),
      ),
    ),
    foot(view, { back: 'kiosk.back' }),
  ];
}

export function drawRated(view: View, { told }: Extract<Page, { kind: 'rated' }>): Child[] {
  const { voice } = view;
  const words = told === 'sending' ? 'kiosk.sending' : `kiosk.rating.${told}`;
  return [
    doorstep(
      true,
      h(
        'div',
        { role: 'status' },
        h('h1', { class: 'question question--long question--beside' }, voice.say(words)),
      ),
    ),
    h(
      'section',
      { class: 'lower answers answers--two answers--single' },
      button(voice.say('kiosk.home'), { what: 'finish' }),
    ),
    foot(view, { help: false }),
  ];
}
