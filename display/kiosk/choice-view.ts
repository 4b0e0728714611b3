/** Pages on which something is chosen: errands, groups, languages, and the question of priority. */
import type { KioskGroup } from '../../server/protocol/kiosk.js';
import { type Child, h } from '../shared/dom.js';
import { plate } from '../shared/staff-parts.js';
import { A_PAGE, type Choice, prints, type View } from './kiosk-state.js';
import { button, doorstep, foot, read, tile } from './parts.js';

const DAY_MS = 86_400_000;

export function drawHome(view: View, part: number): Child[] {
  const { voice, config, language } = view;
  if (config.errands.length === 0) return drawGroups(view, part);
  const tiles = config.errands.map(({ procedure, group, name, icon }) =>
    tile({
      ...{ what: 'errand', value: procedure, name: name[language.names], icon },
      when: closedWords(view, group),
    }),
  );
  const byGroup = tile({
    ...{ what: 'groups', value: '', name: voice.say('kiosk.byGroup'), icon: 'kiosk-grid' },
  });
  return [
    asking(
      view,
      h('h1', { class: 'question' }, voice.say('kiosk.ask')),
      h('p', { class: 'hint' }, hint(view)),
    ),
    tilePage([...tiles, byGroup], part),
    foot(view, { rate: true, row: [printerLine(view), unsureRow(view, tiles.length + 1, part)] }),
  ];
}

export function drawGroups(view: View, part: number): Child[] {
  const { voice, config, language } = view;
  const tiles = config.groups.map((group) =>
    tile({
      ...{ what: 'group', value: group.id, name: group.name[language.names], icon: group.icon },
      when: closedWords(view, group.id),
    }),
  );
  const isHome = config.errands.length === 0;
  const title = voice.say(isHome ? 'kiosk.askShort' : 'kiosk.groups');
  const question = h('h1', { class: 'question question--beside' }, title);
  return [
    isHome ? asking(view, question) : doorstep(true, question),
    tilePage(tiles, part),
    foot(view, {
      ...(isHome ? { rate: true } : { back: 'kiosk.back' }),
      row: unsureRow(view, tiles.length, part),
    }),
  ];
}

/** Who gets no paper here is told so before, not after. */
function hint({ state, voice }: View): Child {
  const { printer = null } = state ?? {};
  if (printer === null || prints(state)) return voice.say('kiosk.hint');
  if (printer.instead !== null) {
    return [voice.say('kiosk.elsewhere.title'), ' ', h('span', {}, printer.instead.name)];
  }
  return voice.say(`kiosk.noPaper.${printer.state === 'out' ? 'hintOut' : 'hintOther'}`);
}

/** For whoever looks after the machine: what its printer lacks, and since when. */
function printerLine({ state, voice }: View): Child {
  const { printer = null } = state ?? {};
  if (printer === null || printer.state === 'ready') return null;
  const { state: how, since } = printer;
  const words = voice.say(`kiosk.printer.${how}`);
  const from = since === null ? '' : voice.say('kiosk.printer.since', { time: voice.time(since) });
  return h('p', { class: 'foot__printer' }, [words, from].filter((each) => each !== '').join(' '));
}

/** The question of the first page, which can be heard: the door leaves room for the button. */
function asking(view: View, question: Element, ...more: Child[]): Element {
  const { prompt } = view.language;
  const step = doorstep(true, read(view, question, prompt), ...more);
  step.classList.toggle('upper--read', prompt !== null);
  return step;
}

export function drawLanguages(view: View, part: number): Child[] {
  const tiles = view.languages.map(({ tag, name }) =>
    tile({ what: 'language', value: tag, name, icon: 'messages-square' }),
  );
  return [
    doorstep(true, h('h1', { class: 'question' }, 'Ngôn ngữ\nLanguage')),
    tilePage(tiles, part),
    foot(view, { back: 'kiosk.back', row: unsureRow(view, tiles.length, part) }),
  ];
}

export function drawPriority(view: View, choice: Choice): Child[] {
  const { voice, config } = view;
  return [
    h(
      'section',
      { class: 'upper upper--ask' },
      choiceLine(view, choice),
      h('h1', { class: 'question question--long' }, voice.say('kiosk.priority.ask')),
      h(
        'ul',
        { class: 'classes' },
        config.priorities.map((each) => h('li', {}, voice.say(`kiosk.class.${each}`))),
      ),
      h('p', { class: 'aside' }, voice.say('kiosk.priority.noProof')),
    ),
    h(
      'section',
      { class: 'lower answers' },
      button(voice.say('kiosk.priority.yes'), { what: 'priority', value: 'yes' }),
      button(voice.say('kiosk.priority.no'), { what: 'priority', value: 'no' }),
    ),
    foot(view, { back: 'kiosk.back' }),
  ];
}

/** The class is kept on the ticket, so it has to be the right one; what somebody says is believed. */
export function drawClasses(view: View, choice: Choice): Child[] {
  const { voice, config } = view;
  return [
    h(
      'section',
      { class: 'upper upper--ask' },
      choiceLine(view, choice),
      h('h1', { class: 'question question--long' }, voice.say('kiosk.priority.which')),
      h('p', { class: 'aside' }, voice.say('kiosk.priority.noProof')),
    ),
    h(
      'section',
      { class: 'lower tiles' },
      config.priorities.map((each) =>
        tile({
          ...{ what: 'class', value: each, name: voice.say(`kiosk.class.${each}`) },
          icon: CLASS_SIGNS[each],
        }),
      ),
    ),
    foot(view, { back: 'kiosk.back' }),
  ];
}

const CLASS_SIGNS = {
  elder: 'user-round',
  disabled: 'accessibility',
  pregnant: 'baby',
  merit: 'medal',
  urgent: 'shield',
} as const;

function choiceLine(view: View, { group: id, procedure }: Choice): Child {
  const { config, language, voice, state } = view;
  const group = config.groups.find((each) => each.id === id);
  if (group === undefined) return null;
  const errand = config.errands.find((each) => each.procedure === procedure);
  const name = (errand ?? group).name[language.names];
  const waiting = state?.groups[id]?.waiting ?? 0;
  const words = waiting > 0 ? `${name}: ${voice.say('kiosk.waiting', { count: waiting })}` : name;
  return h('p', { class: 'choice-line' }, plate(group), h('span', {}, words));
}

function tilePage(tiles: readonly Element[], part: number): Element {
  const shown = tiles.slice(part * A_PAGE, (part + 1) * A_PAGE);
  return h('section', { class: 'lower tiles' }, shown);
}

function unsureRow({ voice }: View, count: number, part: number): Element {
  const isLast = (part + 1) * A_PAGE >= count;
  return h(
    'div',
    { class: 'row' },
    button(voice.say('kiosk.unsure'), { what: 'help', value: 'unsure', look: 'quiet' }),
    !isLast &&
      button(voice.say('kiosk.more'), {
        ...{ what: 'part', value: String(part + 1), look: 'quiet', id: 'turn' },
        iconAfter: 'kiosk-next',
      }),
    isLast &&
      part > 0 &&
      button(voice.say('kiosk.before'), {
        ...{ what: 'part', value: String(part - 1), look: 'quiet', id: 'turn' },
        icon: 'kiosk-before',
      }),
  );
}

/** Why a group gives no number now; `null` while it does. */
function closedWords(view: View, id: string): string | null {
  const group: KioskGroup | undefined = view.state?.groups[id];
  if (group === undefined || group.state === 'open') return null;
  if (group.state === 'full') return view.voice.say('kiosk.full');
  const { opens } = group;
  const today = opens !== null && dayOf(view, opens) === dayOf(view, view.now);
  return today
    ? view.voice.say('kiosk.opensAt', { time: view.voice.time(opens) })
    : view.voice.say('kiosk.notToday');
}

function dayOf({ offset }: View, at: number): number {
  return Math.floor((at + offset * 60_000) / DAY_MS);
}
