/** What the check before opening makes of what the machine knows. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { findingsOf, type Finding } from '../../display/admin/checks-findings.js';
import type { PaperLeft, PrinterStatus } from '../../server/protocol/printing.js';
import type { OperationsAnswer } from '../../server/protocol/operations.js';
import { loadWording } from '../../server/words.js';
import type { ZoneSound } from '../../server/protocol/operations.js';
import { siteConfig } from '../support/factories.js';

const NOW = 1_780_000_000_000;

/** A machine that lacks nothing, with one printer in this state. */
function machine(status: PrinterStatus | null, left: PaperLeft | null = null): OperationsAnswer {
  return {
    ...{ at: NOW, siteAt: NOW, build: 'b', node: '', system: '', uptime: 1, machineUptime: 1 },
    memory: 1,
    redis: { state: 'up', version: '8', memory: 1, appendOnly: 1, provedAgo: 0 },
    disk: { free: 9e9, total: 9e9, full: false },
    clock: { offset: 0, stepped: false, wrong: false, timeZone: 'Asia/Ho_Chi_Minh' },
    backups: {
      kept: 'elsewhere',
      folder: '',
      free: null,
      running: false,
      failed: null,
      backups: [],
    },
    printers: [
      {
        id: 'door',
        name: 'Máy in ở cửa',
        address: 'virtual',
        dots: 576,
        status,
        answers: null,
        left,
      },
    ],
    screens: [],
    screensShow: 'calls',
    sounds: [],
    addresses: [],
    certificate: { kind: 'none', validTo: null, problem: null },
    retention: { ticketDays: 30, journalDays: 365 },
    unservedGroups: [],
    head: null,
    hall: { waiting: 0, parked: 0, serving: 0, open: 0, paused: 0 },
  };
}
function printer(
  status: PrinterStatus | null,
  answers = {},
  left: PaperLeft | null = null,
): Finding | undefined {
  const input = { state: machine(status, left), config: siteConfig(), here: NOW, answers } as const;
  return findingsOf('morning', { ...input, language: 'vi' }).find(
    ({ id }) => id === 'printer:door',
  );
}
const READY: PrinterStatus = {
  ...{ printer: 'door', at: NOW },
  ...{ online: true, paper: 'ok', cover: 'closed' },
};

test('a server that cannot play, or a voice without words, is something to look at', () => {
  const check = (trouble: ZoneSound['trouble']): Finding[] => {
    const sounds = [{ zone: 'ground', by: null, trouble, unsaid: 0 }];
    const state = { ...machine(null), sounds };
    const input = { state, config: siteConfig(), language: 'vi', here: NOW, answers: {} } as const;
    return findingsOf('morning', input).filter(({ id }) => id === 'sound:ground');
  };
  expect(check('no-player')).toMatchObject([{ key: 'sound.no-player', state: 'look' }]);
  expect(check('wordless')).toMatchObject([{ key: 'sound.wordless', state: 'look' }]);
  expect(check(null)).toEqual([]);
});

test('a roll that is nearly out must be looked at before the hall opens, whatever somebody answered', () => {
  const low: PrinterStatus = { ...READY, paper: 'low' };
  expect(printer(low)).toMatchObject({ key: 'printer.paperLow', state: 'look' });
  expect(printer(low, { 'printer:door': true })).toMatchObject({ state: 'look' });
  expect(printer({ ...low, cover: 'open' })).toMatchObject({ key: 'printer.coverOpen' });
  const counted = { roll: 1, slips: 12, low: true, since: null, asked: false };
  expect(printer(READY, {}, counted)).toMatchObject({ key: 'printer.paperLow', state: 'look' });
  expect(printer(READY)).toMatchObject({ key: 'printer.ask', state: 'ask' });
  expect(printer(READY, { 'printer:door': true })).toMatchObject({ state: 'good' });
});

test('every trouble of a printer, and a backup that others make, has a sentence in both languages', async () => {
  const wording = await loadWording('display/locales');
  const found = [null, { ...READY, online: false }, READY].map((status) => printer(status));
  found.push(
    ...(['out', 'low'] as const).map((paper) => printer({ ...READY, paper })),
    ...(['cutter', 'error'] as const).map((fault) => printer({ ...READY, fault })),
    findingsOf('evening', {
      ...{ state: machine(READY), config: siteConfig(), here: NOW, answers: {}, language: 'vi' },
    }).find(({ id }) => id === 'backup'),
  );
  for (const language of ['vi', 'en'] as const) {
    for (const finding of found) {
      const key = `checks.row.${finding?.key ?? 'nothing'}`;
      expect(wording.text(language, key), `${language} ${key}`).not.toBe(key);
    }
  }
});

test('no sentence that people read is empty', async () => {
  const wording = await loadWording('display/locales');
  const files = (await readdir('display/locales/vi')).map((file) => file.replace('.json', ''));
  for (const language of ['vi', 'en'] as const) {
    const sentences = Object.entries(wording.sentences(language, files));
    expect(sentences.length).toBeGreaterThan(500);
    expect(sentences.filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  }
});
