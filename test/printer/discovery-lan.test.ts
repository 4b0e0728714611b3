/** Two machines on one cable: the search as somebody types it, with an office printer that must not print. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ADDRESS, Lan } from '../support/lan.js';

const COMMAND = fileURLToPath(new URL('../../printer/main.ts', import.meta.url));
const RECEIPT = '10.77.0.3';

test('npm run printer -- --find tells the receipt printer from the office printer, which hears nothing', async () => {
  await using lan = await Lan.lay();
  await lan.run('phone', 'ip', 'addr', 'add', `${RECEIPT}/24`, 'dev', 'cable');
  const printers = lan.start('phone', 'office-printer-process.ts', ADDRESS.phone, RECEIPT);
  await printers.hears<{ ready?: true }>(({ ready }) => ready === true);
  const [program, ...args] = [process.execPath, '--import', 'tsx', COMMAND];
  const said = await lan.run('hall', program, ...args, '--find', '--language', 'en');
  expect(said).toContain('Looking for printers in 10.77.0.0/24');
  expect(said).toMatch(/tcp:\/\/10\.77\.0\.2:9100 +HP LaserJet M404 · office printer/);
  expect(said).toMatch(/tcp:\/\/10\.77\.0\.3:9100 +says no name · of unknown kind/);
  printers.say({});
  const heard = await printers.hears<{ sent?: string }>((line) => line.sent !== undefined);
  expect(heard.sent).toBe('');
});
