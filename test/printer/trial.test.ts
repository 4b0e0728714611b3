/** Trying out a printer of which nothing is known, over the network and as a device on USB. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { trialTells } from '../../display/shared/printer-tells.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import type { Bitmap1 } from '../../printer/render/bitmap.js';
import type { SessionTimes } from '../../printer/session/times.js';
import { Trial, type TrialOptions } from '../../printer/trial.js';
import {
  type Persona,
  VirtualPrinter,
  type VirtualSlip,
} from '../../printer/virtual/virtual-printer.js';
import type { PrinterAnswers } from '../../server/protocol/printing.js';
import type { PrinterTrial } from '../../server/protocol/printers.js';
import { localeWords } from '../../printer/locale-words.js';
import { PrinterDevice } from '../support/printer-device.js';
import { PATIENT } from './bench-top.js';
import { slip } from './slips.js';

let picture: Bitmap1;
beforeAll(async () => {
  picture = await slip();
});

/** Of a printer whose echo never comes; its fence has come long before. */
const NO_ECHO = { proof: 2_000 };

const printers: VirtualPrinter[] = [];
afterEach(async () => {
  for (const printer of printers.splice(0)) await printer.stop();
});

async function unit(persona: Persona): Promise<{ printer: VirtualPrinter; slips: VirtualSlip[] }> {
  const printer = new VirtualPrinter({ persona, mmPerSecond: 3_000 });
  const slips: VirtualSlip[] = [];
  // Pieces shorter than any slip are what an unknown owner may have left hanging.
  printer.on('slip', (paper) => paper.picture.height > 300 && slips.push(paper));
  await printer.start();
  printers.push(printer);
  return { printer, slips };
}

function trialOf(printer: VirtualPrinter, more: Partial<TrialOptions> = {}): Trial {
  return new Trial({
    address: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
    profile: loadProfile('generic-80'),
    bitmap: picture,
    times: { ...PATIENT, poll: 50 },
    watch: 150,
    ...more,
  });
}

function stateOf({ stage, warned, result }: Trial): PrinterTrial {
  return {
    ...{ address: '', stage, warned },
    outcome: result?.outcome ?? null,
    cause: result?.cause ?? null,
    found: result?.found ?? null,
  };
}

/** What a person reads in the end. */
function told(trial: Trial): string {
  const say = localeWords('vi', 'finder.');
  const { sentences } = trialTells(
    (key, values) => say(key.replace('finder.', ''), values),
    stateOf(trial),
  );
  return sentences.join(' ');
}

describe('a printer that is tried', () => {
  test.each<[Persona, PrinterAnswers, Partial<SessionTimes>]>([
    ['epson', { status: true, pushes: true, proof: 'echo' }, {}],
    ['xprinter', { status: true, pushes: true, proof: 'echo' }, {}],
    ['fence-only', { status: true, pushes: false, proof: 'fence' }, NO_ECHO],
  ])('%s is believed once its cover was seen open', async (persona, found, patience) => {
    const { printer, slips } = await unit(persona);
    const times = { ...PATIENT, poll: 50, ...patience };
    const trial = trialOf(printer, { watch: 20_000, times });
    const heard: boolean[] = [];
    await trial.run((answers, warned) => {
      expect(answers).toEqual(found);
      heard.push(warned);
      printer.openCover();
    });
    expect(heard).toEqual([false, true]);
    expect(stateOf(trial)).toMatchObject({ stage: 'ended', warned: true, outcome: 'printed' });
    expect(slips).toHaveLength(1);
    expect(told(trial)).toContain('báo khi hết giấy, mở nắp, và xác nhận từng phiếu');
  });

  test('that says that all is well whatever is the matter is not believed, and that is said', async () => {
    const { printer } = await unit('always-ok');
    const trial = trialOf(printer, { watch: 400, times: { ...PATIENT, poll: 50, ...NO_ECHO } });
    await trial.run(() => printer.openCover());
    expect(stateOf(trial)).toMatchObject({ stage: 'ended', warned: false });
    expect(told(trial)).toContain('Chưa ai thấy máy này báo mở nắp hay hết giấy');
    expect(told(trial)).not.toContain('báo khi hết giấy');
  });

  test('that says nothing gets its slip all the same, and a person is asked to look', async () => {
    const { printer, slips } = await unit('mute');
    const trial = trialOf(printer, { times: { ...PATIENT, preflight: 500, proof: 500 } });
    const fallen = new Promise((resolve) => printer.once('slip', resolve));
    await trial.run(() => undefined);
    await fallen;
    expect(trial.result).toMatchObject({
      outcome: 'sent',
      found: { status: false, proof: 'none' },
    });
    expect(slips.length).toBeGreaterThan(0);
    expect(told(trial)).toContain('không báo hết giấy và không xác nhận phiếu');
  });

  test('without paper prints nothing and has already shown that it says so', async () => {
    const { printer, slips } = await unit('epson');
    printer.loadPaper(0);
    const trial = trialOf(printer);
    await trial.run(() => undefined);
    expect(stateOf(trial)).toMatchObject({ warned: true, outcome: 'blocked', cause: 'paper-out' });
    expect(told(trial)).toBe('Máy in báo hết giấy. Lắp giấy rồi in thử lại.');
    expect(slips).toEqual([]);
  });

  test('that is not there is told as such', async () => {
    const { printer } = await unit('epson');
    const { port } = printer;
    await printer.stop();
    printers.pop();
    const trial = trialOf(printer, {
      address: { kind: 'tcp', host: '127.0.0.1', port },
      times: { ...PATIENT, connect: 200 },
    });
    await trial.run(() => undefined);
    expect(trial.result).toEqual({ outcome: 'blocked', bytesSent: 0, cause: 'offline' });
  });

  test('is let go when somebody else needs it', async () => {
    const { printer } = await unit('epson');
    const trial = trialOf(printer, { watch: 60_000 });
    await trial.run(() => trial.stop());
    expect(trial.stage).toBe('ended');
  });
});

describe('a printer on USB that is tried', () => {
  test('prints and tells as one on the network', async () => {
    const { printer, slips } = await unit('epson');
    await using device = await PrinterDevice.at(printer.port);
    const trial = trialOf(printer, {
      address: { kind: 'device', path: device.path },
      watch: 20_000,
    });
    await trial.run(() => printer.openCover());
    expect(stateOf(trial)).toMatchObject({ warned: true, outcome: 'printed' });
    expect(slips).toHaveLength(1);
  });

  test('says at once that nothing is plugged in, and never writes to what is no device', async () => {
    const { printer } = await unit('epson');
    for (const path of ['/dev/usb/lp77', import.meta.filename]) {
      const before = path === import.meta.filename ? readFileSync(path) : null;
      const trial = trialOf(printer, { address: { kind: 'device', path } });
      await trial.run(() => undefined);
      expect(trial.result?.cause).toBe('device-gone');
      if (before !== null) expect(readFileSync(path)).toEqual(before);
    }
  });
});
