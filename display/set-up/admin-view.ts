/** The last step: who the first admin is, and what stands against opening. */
import { type Child, h } from '../shared/dom.js';
import { strengthOf } from './password.js';
import { field, heading } from './parts.js';
import { flawsAt, type SetUpScene } from './scene.js';

export function adminStep(scene: SetUpScene): Child {
  const { say } = scene.words;
  const { password, again, passwordShown, refusal } = scene;
  const asked = scene.tried.has('admin');
  const type = passwordShown ? 'text' : 'password';
  const strength = strengthOf(password);
  const others = scene.flaws.filter(({ step }) => step !== 'admin');
  return [
    heading(say('setUp.admin.title'), say('setUp.admin.help')),
    field({
      id: 'admin',
      label: say('setUp.admin.name'),
      help: say('setUp.admin.login'),
      value: scene.draft.admin,
      flaws: flawsAt(scene, 'admin'),
      attributes: { maxlength: 80, autocomplete: 'name' },
    }),
    field({
      id: 'password',
      label: say('setUp.admin.password'),
      help: say('setUp.admin.passwordHelp'),
      value: password,
      flaws: [
        ...(asked && password === '' ? [say('setUp.admin.missing')] : []),
        ...(asked && password !== '' && strength.missing > 0
          ? [say('setUp.admin.strength.short', { count: strength.missing })]
          : []),
        ...(refusal?.weak === true ? [say('setUp.admin.weak')] : []),
      ],
      attributes: { type, maxlength: 128, autocomplete: 'new-password' },
      after: h(
        'button',
        {
          type: 'button',
          class: 'button',
          'data-do': 'show-password',
          'aria-pressed': passwordShown ? 'true' : 'false',
        },
        say(passwordShown ? 'setUp.admin.hide' : 'setUp.admin.show'),
      ),
    }),
    h(
      'p',
      { class: `strength strength--${strength.level}`, id: 'strength', role: 'status' },
      password !== '' &&
        !(asked && strength.missing > 0) &&
        say(`setUp.admin.strength.${strength.level}`, { count: strength.missing }),
    ),
    field({
      id: 'again',
      label: say('setUp.admin.again'),
      value: again,
      flaws: asked && again !== password ? [say('setUp.admin.differs')] : [],
      attributes: { type, maxlength: 128, autocomplete: 'new-password' },
    }),
    others.length > 0
      ? h(
          'div',
          { class: 'message message--stop' },
          h('strong', {}, say('setUp.admin.left', { count: others.length })),
          h(
            'ul',
            { class: 'left' },
            others.map(({ step, code, about }) =>
              h(
                'li',
                {},
                say(`setUp.flaw.${code}`, { about }),
                ' ',
                h(
                  'button',
                  { type: 'button', class: 'quiet', 'data-do': 'step', 'data-value': step },
                  say(`setUp.step.${step}`),
                ),
              ),
            ),
          ),
        )
      : h('p', { class: 'set-up__sum' }, say('setUp.admin.ready')),
    refusal !== null &&
      !refusal.weak &&
      h(
        'div',
        { class: 'message message--stop', role: 'alert' },
        h('div', { class: 'message__text' }, h('strong', {}, refusal.title), refusal.detail),
      ),
  ];
}
