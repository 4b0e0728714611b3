/** A check as it is drawn: one row a thing, and one large answer. */
import type { PrinterAnswers } from '../../server/protocol/printing.js';
import { type Child, h } from '../shared/dom.js';
import { printerTells } from '../shared/printer-tells.js';
import type { CheckKind, Finding } from './checks-findings.js';
import type { ChecksState } from './checks-state.js';
import { grouped } from './journal-view.js';
import { button, heading, link, note } from './parts.js';
import type { AdminScene } from './section.js';

export function drawChecks(
  scene: AdminScene,
  state: ChecksState,
  kind: CheckKind,
  findings: readonly Finding[],
): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`checks.${key}`, values);
  return [
    heading(say(`${kind}.title`)),
    h(
      'nav',
      { class: 'check-kinds', 'aria-label': say('kinds') },
      (['morning', 'evening'] as const).map((each) =>
        link(
          scene,
          { section: 'checks', chosen: each === 'morning' ? '' : each },
          { class: 'chip', 'aria-current': each === kind ? 'page' : undefined },
          say(`${each}.short`),
        ),
      ),
    ),
    state.state === null
      ? h('p', { class: 'empty', role: 'status' }, say('running'))
      : h(
          'ul',
          { class: 'records checks' },
          findings.map((finding) => drawFinding(scene, state, finding)),
        ),
    kind === 'evening' && state.state?.head && drawSummary(scene, state, state.state.head.seq),
  ];
}

/** The day in figures: to look at, and to keep on paper. @param seq of the entry that it ends with */
function drawSummary(
  { words, site, used }: AdminScene,
  { summary }: ChecksState,
  seq: number,
): Element {
  const say = (key: string): string => words.say(`checks.summary.${key}`);
  const outcome = summary?.result?.outcome ?? null;
  const good = outcome === 'printed' || outcome === 'sent';
  const path = `/api/v1/sites/${encodeURIComponent(site)}/day/summary.png`;
  return h(
    'section',
    { class: 'day-summary', id: 'day-summary', 'aria-labelledby': 'day-summary-title' },
    h('h2', { id: 'day-summary-title' }, say('title')),
    h('img', { class: 'day-summary__paper', src: `${path}?${seq}`, alt: say('picture') }),
    outcome !== null && note(good ? 'worked' : 'warn', say(good ? 'done' : 'stuck')),
    used.printers.length > 0 &&
      button({
        do: 'checks.summary',
        label: say(summary?.printing ? 'printing' : summary === null ? 'print' : 'again'),
        off: summary?.printing === true,
      }),
  );
}

function drawFinding(scene: AdminScene, state: ChecksState, finding: Finding): Element {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`checks.${key}`, values);
  const { id, key, values } = finding;
  const madeAt = Number(values['madeAt'] ?? 0);
  const when = madeAt === 0 ? '' : `${words.time(madeAt)}, ${words.date(madeAt)}`;
  const now = `${words.time(scene.now)}, ${words.weekday(scene.now)} ${words.date(scene.now)}`;
  const [subject = ''] = id.split(':');
  return h(
    'li',
    { class: `record check check--${finding.state}`, id: `check-${id.replace(':', '-')}` },
    h(
      'span',
      { class: 'record__what' },
      h('b', {}, say(`name.${subject}`, values)),
      h('span', {}, say(`row.${key}`, { ...values, when, now })),
    ),
    h(
      'span',
      { class: `record__state record__state--${finding.state}` },
      finding.state === 'look' && '▲ ',
      say(`state.${finding.state}`),
    ),
    acts(scene, state, finding),
  );
}

/** What can be done about a row, or asked about it. */
function acts(scene: AdminScene, state: ChecksState, { id, state: found }: Finding): Child {
  const say = (key: string, values = {}): string => scene.words.say(`checks.${key}`, values);
  const [subject = '', item = ''] = id.split(':');
  if (subject === 'printer' && found !== 'look') {
    const test = state.tests[item];
    const began = test !== undefined;
    return h(
      'div',
      { class: 'check__acts' },
      began && !test.printing && test.result !== null && result(scene, test.result.outcome),
      test?.result?.found !== undefined && tells(scene, state, item, test.result.found),
      button({
        do: 'checks.print',
        label: say(began ? 'printAgain' : 'print'),
        off: test?.printing === true,
        data: { value: item },
      }),
      began && answers(scene, id, 'slipSeen', 'slipMissing'),
    );
  }
  if (subject === 'screens' && state.codes !== null) {
    return h(
      'div',
      { class: 'check__acts' },
      h(
        'ul',
        { class: 'codes', 'aria-label': say('codes') },
        state.codes.map(({ code, zone }) =>
          h('li', {}, h('b', {}, code), h('span', {}, zoneName(scene, zone))),
        ),
      ),
      button({ do: 'checks.identify', label: say('identifyAgain') }),
      answers(scene, id, 'screensSeen', 'screensMissing'),
    );
  }
  if (subject === 'screens' && found !== 'look') {
    return h(
      'div',
      { class: 'check__acts' },
      button({ do: 'checks.identify', label: say('identify') }),
    );
  }
  if (subject === 'sound') return soundActs(scene, state, id);
  if (subject === 'backup' && found === 'look' && scene.mayOperate) {
    return h(
      'div',
      { class: 'check__acts' },
      button({ do: 'checks.backup', label: say('backUp'), off: state.sending }),
    );
  }
  return null;
}

/** What the printer says by itself; whether it was seen to warn is known by its list. */
function tells(
  { words }: AdminScene,
  { state }: ChecksState,
  id: string,
  found: PrinterAnswers,
): Child {
  const printer = state?.printers.find((each) => each.id === id);
  // Nobody opens the cover of one that has none.
  const warned = printer?.address === 'virtual' || printer?.answers?.warned === true;
  const sentences = printerTells((key, values) => words.say(key, values), found, warned, true);
  return sentences.map((sentence) => h('p', { class: 'check__tells' }, sentence));
}

function soundActs(scene: AdminScene, { state, answers: given }: ChecksState, id: string): Child {
  const say = (key: string): string => scene.words.say(`checks.${key}`);
  const [, zone = ''] = id.split(':');
  const here = state?.screens.filter((screen) => (screen.zone ?? '') === zone) ?? [];
  const playing = here.some(({ sound }) => sound === 'asked');
  const played = !playing && here.some(({ sound }) => sound === 'played');
  const again = played || given[id] !== undefined || here.some(({ sound }) => sound !== null);
  return h(
    'div',
    { class: 'check__acts' },
    button({
      do: 'checks.sound',
      label: say(again ? 'playAgain' : 'play'),
      off: playing,
      data: { value: zone },
    }),
    played && answers(scene, id, 'soundHeard', 'soundMissing'),
  );
}

function result(scene: AdminScene, outcome: string): Element | false {
  const good = outcome === 'printed' || outcome === 'sent';
  return !good && note('warn', scene.words.say('checks.slipStuck'));
}

function answers(scene: AdminScene, id: string, yes: string, no: string): Child {
  const say = (key: string): string => scene.words.say(`checks.${key}`);
  return [
    button({ do: 'checks.yes', label: say(yes), data: { value: id } }),
    button({ do: 'checks.no', label: say(no), data: { value: id } }),
  ];
}

function zoneName({ used, language, words }: AdminScene, id: string | null): string {
  const zone = used.zones.find((each) => each.id === id);
  return zone?.name[language] ?? words.say('checks.allZones');
}

/** The one large answer, and writing it down. */
export function drawChecksSide(
  scene: AdminScene,
  state: ChecksState,
  kind: CheckKind,
  findings: readonly Finding[],
): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`checks.${key}`, values);
  if (state.state === null) return h('p', { class: 'record-note' }, say('running'));
  const bad = findings.filter((finding) => finding.state === 'look').length;
  const open = findings.filter((finding) => finding.state === 'ask').length;
  const tone = bad > 0 ? 'look' : open > 0 ? 'ask' : 'good';
  const head = state.state.head;
  /** Off, it says why. */
  function recordLabel(): string {
    if (open > 0) return say('recordLacks', { count: open });
    return say(bad > 0 ? 'recordBad' : 'record', { count: bad });
  }
  return [
    h(
      'div',
      { class: `verdict verdict--${tone}`, id: 'verdict', role: 'status' },
      h('h2', { class: 'verdict__title' }, say(`verdict.${kind}.${tone}`, { count: bad || open })),
      h('p', {}, say(`verdict.help.${tone}`)),
    ),
    kind === 'evening' &&
      head !== null &&
      h(
        'div',
        { class: 'journal__hash' },
        h('b', {}, words.say('journal.hash')),
        h('code', {}, grouped(head.h)),
        h('p', { class: 'f__help' }, words.say('journal.hashHelp')),
      ),
    h(
      'div',
      { class: 'side__foot' },
      state.recordedAt !== null &&
        h('p', { class: 'side__promise' }, say('recorded', { time: words.time(state.recordedAt) })),
      button({
        do: 'checks.record',
        label: recordLabel(),
        tone: 'main',
        off: open > 0 || state.sending || state.recordedAt !== null,
      }),
      button({ do: 'checks.again', label: say('again') }),
    ),
  ];
}
