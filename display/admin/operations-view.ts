/** The operations page: how the machine is, as facts; beside it backups and the file for a helper. */
import type { OperationsAnswer } from '../../server/protocol/operations.js';
import { type Child, h } from '../shared/dom.js';
import { printerWord } from './printer-word.js';
import type { OperationsState } from './operations-state.js';
import { button, heading, note, subheading } from './parts.js';
import { mainButton } from './records-parts.js';
import type { AdminScene } from './section.js';

const MEBIBYTE = 1_048_576;
const GIBIBYTE = 1_073_741_824;
/** Backups that are listed; all are kept. */
const LISTED = 14;

export function drawOperations(scene: AdminScene, { state }: OperationsState): Child {
  const say = (key: string, values = {}): string => scene.words.say(`operations.${key}`, values);
  const title = heading(say('title'));
  if (state === null)
    return [title, h('p', { class: 'empty' }, scene.words.say('shared.connecting'))];
  return [
    title,
    facts(say('machine'), machineFacts(scene, state)),
    facts(say('printers'), printerFacts(scene, state)),
    facts(say('screens'), screenFacts(scene, state)),
    facts(say('sounds'), soundFacts(scene, state)),
    facts(say('network'), networkFacts(scene, state)),
    h(
      'section',
      {},
      subheading(say('update.title')),
      h(
        'ol',
        { class: 'record-steps' },
        [1, 2, 3, 4].map((step) => h('li', {}, say(`update.step${step}`))),
      ),
    ),
  ];
}

/** A fact: what, how, and whether somebody must look. */
interface Fact {
  what: string;
  how: string;
  look?: boolean;
}

function facts(title: string, all: readonly Fact[]): Element {
  return h(
    'section',
    {},
    subheading(title),
    h(
      'dl',
      { class: 'facts' },
      all.map(({ what, how, look = false }) =>
        h(
          'div',
          { class: 'fact' },
          h('dt', {}, what),
          h('dd', { class: look ? 'fact__look' : undefined }, look && '▲ ', how),
        ),
      ),
    ),
  );
}

function machineFacts({ words }: AdminScene, state: OperationsAnswer): Fact[] {
  const say = (key: string, values = {}): string => words.say(`operations.${key}`, values);
  const { redis, disk, clock, retention } = state;
  const days = Math.floor(state.uptime / 86_400);
  return [
    {
      what: say('store'),
      how: say(redis.state === 'up' ? 'storeUp' : 'storeDown', {
        version: redis.version ?? '?',
        size: redis.appendOnly === null ? '?' : megabytes(redis.appendOnly),
      }),
      look: redis.state !== 'up',
    },
    {
      what: say('disk'),
      how: say('diskFree', { free: gigabytes(disk.free), total: gigabytes(disk.total) }),
      look: disk.full || disk.free < GIBIBYTE,
    },
    {
      what: say('clock'),
      how: say(clock.wrong || clock.stepped ? 'clockWrong' : 'clockGood', {
        time: words.time(state.siteAt),
        date: words.date(state.siteAt),
        zone: clock.timeZone,
      }),
      look: clock.wrong || clock.stepped,
    },
    {
      what: say('running'),
      how: say(days === 0 ? 'runningHours' : 'runningDays', {
        days,
        hours: Math.floor((state.uptime % 86_400) / 3_600),
        minutes: Math.floor((state.uptime % 3_600) / 60),
        memory: megabytes(state.memory),
      }),
    },
    {
      what: say('version'),
      how: say('versions', { build: state.build, node: state.node, system: state.system }),
    },
    { what: say('kept'), how: say('retention', { ...retention }) },
  ];
}

function printerFacts({ words }: AdminScene, { printers }: OperationsAnswer): Fact[] {
  const say = (key: string): string => words.say(`operations.${key}`);
  if (printers.length === 0) return [{ what: say('printers'), how: say('noPrinter') }];
  return printers.map(({ name, ...printer }) => {
    const key = printerWord(printer) ?? 'good';
    return { what: name, how: say(`printer.${key}`), look: key !== 'good' };
  });
}

function screenFacts({ words, used, language }: AdminScene, state: OperationsAnswer): Fact[] {
  const say = (key: string, values = {}): string => words.say(`operations.${key}`, values);
  if (state.screens.length === 0) return [{ what: say('screens'), how: say('noScreen') }];
  return state.screens.map(({ zone, counter, current, since, lag, silentSince }) => {
    const number = used.counters.find(({ id }) => id === counter)?.number;
    const key =
      silentSince !== null ? 'screenSilent' : current === false ? 'screenOld' : 'screenGood';
    const how = say(key, { time: words.time(silentSince ?? since), lag: lag ?? '–' });
    const place = used.zones.find(({ id }) => id === zone)?.name[language] ?? say('allZones');
    return {
      what: number === undefined ? place : say('sign', { number }),
      how: key === 'screenGood' ? say(`screensShow.${state.screensShow}`, { how }) : how,
      look: key !== 'screenGood' || state.screensShow === 'clock',
    };
  });
}

/** Whether calls are heard, zone by zone. */
function soundFacts({ words, used, language }: AdminScene, { sounds }: OperationsAnswer): Fact[] {
  const say = (key: string, values = {}): string => words.say(`operations.${key}`, values);
  return sounds.map(({ zone, trouble, unsaid }) => {
    const how = say(`sound.${trouble ?? 'good'}`);
    return {
      what: used.zones.find(({ id }) => id === zone)?.name[language] ?? zone,
      how: unsaid === 0 ? how : say('soundUnsaid', { how, count: unsaid }),
      look: trouble !== null || unsaid > 0,
    };
  });
}

function networkFacts({ words }: AdminScene, state: OperationsAnswer): Fact[] {
  const say = (key: string, values = {}): string => words.say(`operations.${key}`, values);
  const { kind, validTo, problem } = state.certificate;
  const date = validTo === null ? '' : words.date(validTo);
  return [
    {
      what: say('addresses'),
      how: state.addresses.length === 0 ? say('onlyHere') : state.addresses.join(', '),
    },
    {
      what: say('certificate'),
      how: problem === null ? say(`tls.${kind}`, { date }) : say(`tlsProblem.${problem}`, { date }),
      look: problem !== null,
    },
  ];
}

export function drawOperationsSide(scene: AdminScene, own: OperationsState): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`operations.${key}`, values);
  const backups = own.state?.backups;
  return [
    h('h2', { class: 'record-title' }, say('backups')),
    backups !== undefined && [
      backups.kept === 'elsewhere' && note('warn', say('elsewhere')),
      backups.failed !== null &&
        note(
          'stop',
          say('failed', { time: words.time(backups.failed.at) }),
          ' ',
          words.say(`operations.why.${backups.failed.code}`),
        ),
      backups.kept === 'here' && [
        h('p', { class: 'f__help' }, say('folder', { folder: backups.folder })),
        backups.backups.length === 0 && h('p', { class: 'record-note' }, say('noBackup')),
        h(
          'ul',
          { class: 'backups' },
          backups.backups
            .slice(0, LISTED)
            .map(({ id, madeAt, bytes }) =>
              h(
                'li',
                { id },
                h('b', {}, `${words.time(madeAt)}, ${words.date(madeAt)}`),
                h('span', {}, say('size', { size: megabytes(bytes) })),
              ),
            ),
        ),
        h('p', { class: 'record-note' }, say('nightly')),
      ],
    ],
    h(
      'div',
      { class: 'side__foot' },
      scene.mayOperate &&
        backups?.kept === 'here' &&
        mainButton(
          'operations.backup',
          say(backups.running || own.sending ? 'backingUp' : 'backUp'),
          backups.running || own.sending,
        ),
      scene.mayOperate && button({ do: 'operations.diagnostics', label: say('diagnostics') }),
      scene.mayOperate && h('p', { class: 'side__promise' }, say('diagnosticsHelp')),
    ),
  ];
}

function megabytes(bytes: number): string {
  return (bytes / MEBIBYTE).toFixed(1);
}
function gigabytes(bytes: number): string {
  return (bytes / GIBIBYTE).toFixed(1);
}
