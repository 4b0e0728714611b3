/** Settings of priority and of calling: who is called when, what officers confirm, what calls mean. */
import { POLICIES, type RulesConfig } from '../../server/protocol/config.js';
import { PRIORITY_CLASSES } from '../../server/protocol/ticket.js';
import { type Child, h } from '../shared/dom.js';
import { about, form, heading, itemList, note } from './parts.js';
import { OUTCOMES, outcomePresses, outcomesView } from './outcomes-view.js';
import type { AdminScene, AdminTools, Section } from './section.js';

const PRIORITY = 'priority';
const CALLING = 'calling';

/** Fields with a number, in the order of the page: name in the rules, least, most, unit. */
type Figure = readonly [
  keyof { [K in keyof RulesConfig as RulesConfig[K] extends number ? K : never]: true },
  number,
  number,
  'minutes' | 'seconds' | 'numbers' | 'calls',
];
const FIGURES: readonly Figure[] = [
  ['recallGapSeconds', 0, 600, 'seconds'],
  ['callsBeforeMissed', 1, 9, 'calls'],
  ['penaltyMinutes', 0, 480, 'minutes'],
  ['walkingSeconds', 0, 600, 'seconds'],
  ['stopCredit', 0, 480, 'minutes'],
  ['devicePerMinute', 0, 600, 'numbers'],
];

export function callsSection(tools: AdminTools): Section {
  const change = (how: (rules: RulesConfig) => void): void => tools.edit(({ rules }) => how(rules));
  const openItem = ({ chosen }: AdminScene): string => (chosen === '' ? PRIORITY : chosen);

  function figure(scene: AdminScene, [name, least, most, unit]: Figure): Element {
    return tools.fields.number({
      ...about(scene, `rules.${name}`),
      half: true,
      least,
      most,
      unit: scene.words.say(`admin.units.${unit}`),
      value: scene.draft.rules[name],
      set: (value) => change((rules) => (rules[name] = value)),
    });
  }
  function toggle(scene: AdminScene, name: 'needsStart' | 'needsOutcome' | 'showBadge'): Element {
    return tools.fields.toggle({
      ...about(scene, `rules.${name}`),
      value: scene.draft.rules[name],
      set: (value) => change((rules) => (rules[name] = value)),
    });
  }

  /** The rule said as it works out, with the numbers of the draft. */
  function workedSentence({ draft, words }: AdminScene): Element {
    const { policy, normalAfterPriority, creditMinutes, capMinutes } = draft.rules;
    return note(
      'worked',
      h('b', {}, words.say('settings.rules.worked')),
      ' ',
      words.say(`settings.rules.policy.worked.${policy}`, {
        n: normalAfterPriority,
        credit: creditMinutes,
        cap: capMinutes,
      }),
    );
  }

  function priorityView(scene: AdminScene): Child {
    const { draft, words } = scene;
    const { say } = words;
    const { policy } = draft.rules;
    return [
      heading(say('settings.priority.title')),
      form(
        tools.fields.choices({
          ...about(scene, 'priorities'),
          values: draft.priorities,
          options: PRIORITY_CLASSES.map((id) => ({ id, label: say(`staff.priority.${id}`) })),
          set: (ids) =>
            tools.edit((next) => {
              next.priorities = PRIORITY_CLASSES.filter((each) => ids.includes(each));
            }),
        }),
        draft.priorities.length > 0 &&
          h('p', { class: 'subtitle__help' }, say('settings.priorityBasis.help')),
        draft.priorities.map((id) =>
          tools.fields.text({
            path: `priorityBasis.${id}`,
            label: say('settings.priorityBasis.label', { priority: say(`staff.priority.${id}`) }),
            most: 300,
            value: draft.priorityBasis[id] ?? '',
            set: (text) =>
              tools.edit(({ priorityBasis }) => {
                if (text.trim() === '') delete priorityBasis[id];
                else priorityBasis[id] = text;
              }),
          }),
        ),
        tools.fields.choice({
          ...about(scene, 'rules.policy'),
          value: policy,
          options: POLICIES.map((id) => ({
            id,
            label: say(`settings.rules.policy.options.${id}`),
          })),
          set: (value) =>
            change((rules) => {
              rules.policy = POLICIES.find((each) => each === value) ?? rules.policy;
            }),
        }),
        workedSentence(scene),
        figure(scene, ['normalAfterPriority', 0, 20, 'numbers']),
        policy === 'credit' && figure(scene, ['creditMinutes', 0, 480, 'minutes']),
        policy !== 'interleave' && figure(scene, ['capMinutes', 1, 1440, 'minutes']),
        toggle(scene, 'showBadge'),
      ),
    ];
  }

  function callingView(scene: AdminScene): Child {
    return [
      heading(scene.words.say('settings.calling.title')),
      form(
        toggle(scene, 'needsStart'),
        scene.draft.rules.needsStart && figure(scene, ['callTimeoutSeconds', 0, 3600, 'seconds']),
        FIGURES.map((each) => figure(scene, each)),
      ),
    ];
  }

  return {
    id: 'calls',
    list(scene) {
      const { say } = scene.words;
      return itemList({ ...scene, chosen: openItem(scene) }, 'calls', [
        { id: PRIORITY, label: say('settings.priority.title') },
        { id: CALLING, label: say('settings.calling.title') },
        { id: OUTCOMES, label: say('settings.outcomes.title') },
      ]);
    },
    view(scene) {
      switch (openItem(scene)) {
        case CALLING:
          return callingView(scene);
        case OUTCOMES:
          return outcomesView(tools, scene, toggle(scene, 'needsOutcome'));
        default:
          return priorityView(scene);
      }
    },
    presses: outcomePresses(tools),
  };
}
