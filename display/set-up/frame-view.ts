/** What stands round each step: the line of steps, the buttons below, and the end of a dead link. */
import { SET_UP_STEPS } from '../../server/protocol/set-up.js';
import { type Child, h } from '../shared/dom.js';
import type { SetUpScene } from './scene.js';

export function stepList({ words, draft, tried, flaws }: SetUpScene): Child {
  const { say } = words;
  return h(
    'ol',
    {},
    SET_UP_STEPS.map((each, index) => {
      // The last step is ready only by being taken.
      const ready =
        each !== 'admin' && tried.has(each) && !flaws.some((flaw) => flaw.step === each);
      return h(
        'li',
        {},
        h(
          'button',
          {
            type: 'button',
            class: ready ? 'step is-ready' : 'step',
            id: `step-${each}`,
            'data-do': 'step',
            'data-value': each,
            'aria-current': each === draft.step ? 'step' : null,
          },
          h('span', { class: 'step__number', 'aria-hidden': 'true' }, ready ? '✓' : index + 1),
          h('span', { class: 'step__name' }, say(`setUp.step.${each}`)),
          ready && h('span', { class: 'unseen' }, say('setUp.stepReady')),
        ),
      );
    }),
  );
}

export function footButtons({ words, draft, opening }: SetUpScene): Child {
  const { say } = words;
  const { step } = draft;
  const last = step === 'admin';
  return h(
    'div',
    { class: 'set-up__buttons' },
    h(
      'button',
      {
        type: 'button',
        class: 'button button--large',
        id: 'back',
        'data-do': 'back',
        'aria-disabled': step === 'name' ? 'true' : 'false',
      },
      say('setUp.back'),
    ),
    h(
      'p',
      { class: 'set-up__where' },
      say('setUp.stepOf', { number: SET_UP_STEPS.indexOf(step) + 1 }),
    ),
    h(
      'button',
      {
        type: 'button',
        class: opening ? 'button button--main is-pressed' : 'button button--main',
        id: 'next',
        'data-do': last ? 'finish' : 'next',
        'aria-disabled': opening ? 'true' : 'false',
      },
      say(!last ? 'setUp.next' : opening ? 'setUp.finishing' : 'setUp.finish'),
    ),
  );
}

export function goneView({ words: { say } }: SetUpScene): Child {
  return [
    h('h1', { class: 'set-up__title' }, say('setUp.linkGone')),
    h('p', {}, say('setUp.linkGoneText')),
    h('p', {}, h('a', { class: 'button', href: '/' }, say('setUp.done.start'))),
  ];
}
