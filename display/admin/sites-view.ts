/** What the section of sites shows. */
import { realSiteOf, trainingIdOf } from '../../server/domain/training.js';
import type { SiteAnswer } from '../../server/protocol/answers.js';
import { type Child, h } from '../shared/dom.js';
import { button, form, heading } from './parts.js';
import { askedTwice, mainButton } from './records-parts.js';
import type { AdminScene, AdminTools } from './section.js';

export interface SitesState {
  /** `null` until the server answered. */
  sites: SiteAnswer[] | null;
  name: string;
  /** A new site takes this one's settings over; else it begins from the library. */
  copies: boolean;
  /** What was pressed once and asks for the second press, such as `close-an-phu`. */
  asked: string | null;
  working: string | null;
}

/** Only who is admin of every site may make or remove one. */
function mayMake({ me }: AdminScene): boolean {
  return me.person.role === 'admin' && me.sites === 'all';
}

export function drawSites(scene: AdminScene, state: SitesState): Child {
  const { words } = scene;
  const title = heading(words.say('sites.title'));
  const { sites } = state;
  if (sites === null) return [title, h('p', { class: 'empty' }, words.say('shared.connecting'))];
  const own = sites.filter(({ kind }) => kind !== 'training');
  return [
    title,
    h('p', { class: 'record-note' }, words.say('sites.lead')),
    h(
      'ul',
      { class: 'records' },
      own.map((site) => siteRow(scene, state, site, own.length === 1)),
    ),
    !mayMake(scene) && h('p', { class: 'record-note' }, words.say('sites.notYours')),
  ];
}

function siteRow(scene: AdminScene, state: SitesState, site: SiteAnswer, only: boolean): Child {
  const { words, language } = scene;
  const say = (key: string, values = {}): string => words.say(`sites.${key}`, values);
  const name = site.name[language];
  const training = state.sites?.find(({ id }) => id === trainingIdOf(site.id));
  const here = site.id === realSiteOf(scene.site);
  const root = only ? '' : `/s/${site.id}`;
  return h(
    'li',
    { class: 'record', id: `site-${site.id}` },
    h(
      'span',
      { class: 'record__what' },
      h('b', {}, name),
      h('span', {}, [say(`kind.${site.kind}`), here && say('here')].filter(Boolean).join(' · ')),
    ),
    !here && h('a', { class: 'button', href: `${root}/admin` }, say('open')),
    mayMake(scene) &&
      site.kind === 'trial' &&
      (state.sites?.length ?? 0) > 1 &&
      askedTwice('sites.remove', site.id, state.asked === `remove-${site.id}`, {
        first: say('remove'),
        name: say('removeNamed', { name }),
        question: say('removeAsk', { name }),
        second: say('removeYes'),
        keep: say('keep'),
      }),
    h(
      'div',
      { class: 'site-training' },
      training === undefined ? noTraining(scene, state, site) : openTraining(scene, state, site),
    ),
  );
}

function noTraining(scene: AdminScene, state: SitesState, { id, name }: SiteAnswer): Child {
  if (!mayMake(scene)) return null;
  const { say } = scene.words;
  const working = state.working === `train-${id}`;
  return [
    h('p', { class: 'record-note' }, say('sites.trainingHelp')),
    button({
      do: 'sites.train',
      label: say(working ? 'sites.working' : 'sites.train'),
      name: say('sites.trainNamed', { name: name[scene.language] }),
      data: { value: id },
      off: state.working !== null,
    }),
  ];
}

function openTraining(scene: AdminScene, state: SitesState, { id, name }: SiteAnswer): Child {
  const { words, language } = scene;
  const say = (key: string): string => words.say(`sites.${key}`, { name: name[language] });
  return [
    h('span', { class: 'training-tag' }, words.say('shared.training')),
    h('span', {}, ' ', say('trainingIsOpen')),
    h('div', { class: 'record__acts' }, [
      h('a', { class: 'button', href: `/s/${trainingIdOf(id)}` }, say('enter')),
      mayMake(scene) && [
        askedTwice('sites.again', id, state.asked === `again-${id}`, {
          first: say('again'),
          name: say('againNamed'),
          question: say('againAsk'),
          second: say('againYes'),
          keep: say('keep'),
        }),
        askedTwice('sites.close', id, state.asked === `close-${id}`, {
          first: say('close'),
          name: say('closeNamed'),
          question: say('closeAsk'),
          second: say('closeYes'),
          keep: say('keep'),
        }),
      ],
    ]),
  ];
}

export function drawMaking(scene: AdminScene, state: SitesState, { fields }: AdminTools): Child {
  const { words, language, used } = scene;
  const say = (key: string, values = {}): string => words.say(`sites.${key}`, values);
  if (!mayMake(scene)) return null;
  const lacking = state.name.trim() === '';
  const here = used.site.name[language];
  return [
    h('h2', { class: 'record-title' }, say('makeTitle')),
    form(
      fields.text({
        ...{ path: 'sites.name', label: say('name'), help: say('nameHelp'), free: true },
        value: state.name,
        most: 120,
        set: (name) => {
          state.name = name;
        },
      }),
      fields.choice({
        ...{ path: 'sites.from', label: say('from'), help: say('fromHelp'), free: true },
        value: state.copies ? 'copy' : 'library',
        options: [
          { id: 'copy', label: say('fromHere', { name: here }) },
          { id: 'library', label: say('fromLibrary') },
        ],
        set: (from) => {
          state.copies = from === 'copy';
        },
      }),
    ),
    mainButton(
      'sites.make',
      say(state.working === 'make' ? 'working' : lacking ? 'nameNeeded' : 'make'),
      lacking || state.working !== null,
    ),
  ];
}
