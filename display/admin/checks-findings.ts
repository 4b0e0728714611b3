/** What a check finds: rows that are good, must be looked at, or can only be seen by a person. Pure. */
import type { OperationsAnswer } from '../../server/protocol/operations.js';
import { spokenZones } from '../../server/domain/spoken-zones.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Values } from '../../server/domain/wording.js';
import { printerWord } from './printer-word.js';

export type CheckKind = 'morning' | 'evening';

/** What a person answered to a question that the machine cannot answer itself. */
export type Answers = Readonly<Record<string, boolean | undefined>>;

export interface Finding {
  /** Stable word, such as `disk` or `printer:may-in-1`: the journal keeps it. */
  id: string;
  /** Key under `checks.row`, and its values. */
  key: string;
  values: Values;
  /** `ask`: somebody must look and say. */
  state: 'good' | 'look' | 'ask';
}

/** ms by which a screen's clock may be off the server's. */
const CLOCK_OFF = 120_000;
/** ms without a write that came back: the canary runs every 15 s. */
const WRITE_OLD = 35_000;
/** Bytes: below it a disk fills up within weeks. */
const DISK_LOW = 1_073_741_824;
/** ms: a backup is made each night, or when the machine starts. */
const BACKUP_OLD = 26 * 3_600_000;

export interface CheckInput {
  state: OperationsAnswer;
  config: SiteConfig;
  language: 'vi' | 'en';
  /** What the clock of this screen says, ms. */
  here: number;
  answers: Answers;
}

export function findingsOf(kind: CheckKind, input: CheckInput): Finding[] {
  return kind === 'morning' ? morning(input) : evening(input);
}

function morning(input: CheckInput): Finding[] {
  return [
    clock(input),
    store(input),
    disk(input),
    backup(input),
    groups(input),
    ...printers(input),
    ...screens(input),
    ...sounds(input),
  ];
}

function evening(input: CheckInput): Finding[] {
  const { waiting, parked, serving, open, paused } = input.state.hall;
  const left = waiting + parked;
  return [
    row('tickets', left === 0, { count: left }),
    row('serving', serving === 0, { count: serving }),
    row('counters', open + paused === 0, { count: open + paused }),
    store(input),
    disk(input),
    backup(input),
  ];
}

function row(id: string, good: boolean, values: Values = {}, key = id): Finding {
  return { id, key: `${key}.${good ? 'good' : 'look'}`, values, state: good ? 'good' : 'look' };
}

function clock({ state, here }: CheckInput): Finding {
  const { wrong, stepped } = state.clock;
  if (wrong || stepped) return row('clock', false);
  const off = Math.abs(here - state.at);
  if (off > CLOCK_OFF) {
    const values = { minutes: Math.round(off / 60_000) };
    return { id: 'clock', key: 'clock.here', values, state: 'look' };
  }
  return row('clock', true);
}

function store({ state: { redis } }: CheckInput): Finding {
  const { provedAgo } = redis;
  return row('store', redis.state === 'up' && provedAgo !== null && provedAgo < WRITE_OLD);
}

function disk({ state: { disk: found } }: CheckInput): Finding {
  const free = Math.floor(found.free / 1_073_741_824);
  return row('disk', !found.full && found.free >= DISK_LOW, { free });
}

function backup({ state }: CheckInput): Finding {
  const { kept, backups } = state.backups;
  if (kept === 'elsewhere') return row('backup', true, {}, 'backupElsewhere');
  const [newest] = backups;
  if (newest === undefined) return { ...row('backup', false), key: 'backup.none' };
  const good = state.at - newest.madeAt < BACKUP_OLD;
  return row('backup', good, { madeAt: newest.madeAt });
}

function groups({ state, config, language }: CheckInput): Finding {
  const names = state.unservedGroups
    .map((id) => config.groups.find((group) => group.id === id)?.name[language] ?? id)
    .join(', ');
  return row('groups', names === '', { names });
}

function printers({ state, answers }: CheckInput): Finding[] {
  return state.printers.map(({ id, name, status, left }): Finding => {
    const finding = `printer:${id}`;
    const values = { name };
    const word = printerWord({ status, left });
    if (word !== null) return { id: finding, key: `printer.${word}`, values, state: 'look' };
    const answer = answers[finding];
    if (answer === undefined) return { id: finding, key: 'printer.ask', values, state: 'ask' };
    return row(finding, answer, values, 'printer');
  });
}

function screens({ state, answers }: CheckInput): Finding[] {
  const count = state.screens.length;
  if (count === 0) return [{ ...row('screens', false), key: 'screens.none' }];
  const old = state.screens.filter(({ current }) => current === false).length;
  if (old > 0) return [{ ...row('screens', false, { count: old }), key: 'screens.old' }];
  const answer = answers['screens'];
  if (answer === undefined) {
    return [{ id: 'screens', key: 'screens.ask', values: { count }, state: 'ask' }];
  }
  return [row('screens', answer, { count })];
}

/** One row for each zone that has a screen, and one for the screens that show all zones. */
function sounds({ state, config, language, answers }: CheckInput): Finding[] {
  const spoken = spokenZones(config.zones);
  return [null, ...config.zones].flatMap((zone): Finding[] => {
    const here = state.screens.filter((screen) => screen.zone === (zone?.id ?? null));
    const id = zone === null ? 'sound' : `sound:${zone.id}`;
    const name = zone?.name[language] ?? '';
    const loud = state.sounds.find((sound) => sound.zone === zone?.id);
    const lack =
      loud?.trouble === 'no-player' || loud?.trouble === 'wordless' ? loud.trouble : null;
    if (lack !== null) return [{ id, key: `sound.${lack}`, values: { name }, state: 'look' }];
    if (here.length === 0) return [];
    const said = zone === null ? 'Hall' : 'Zone';
    const blocked = here.filter(({ sound }) => sound === 'blocked').length;
    const values = { name, number: spoken.get(zone?.id ?? '') ?? 0, count: blocked };
    const ask = (key: string): Finding[] => [{ id, key: `sound.${key}`, values, state: 'ask' }];
    if (here.every(({ sound }) => sound === null)) return ask(`ask${said}`);
    if (here.some(({ sound }) => sound === 'asked')) return ask('playing');
    if (!here.some(({ sound }) => sound === 'played')) {
      return [{ id, key: `sound.${blocked > 0 ? 'blocked' : 'silent'}`, values, state: 'look' }];
    }
    const answer = answers[id];
    if (answer === undefined) return ask(blocked > 0 ? 'someBlocked' : `heard${said}`);
    return [row(id, answer, values, 'sound')];
  });
}
