/** A bus arrives: sixty people want a number at once, and one printer gives them paper. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { product } from '../support/product.js';
import { AgentMachine, givePrinters, PrinterMachine } from './print-yard.js';
import { codeOn } from './reader.js';

const PEOPLE = 60;
/** Times 150 mm/s: a slip takes a quarter of a second. */
const SPEED = 3;
const ROWS_A_SECOND = 150 * SPEED * 8;
/** MB that the agent's process may ever have held. */
const MEMORY = 250;
/** How much longer than the paper runs it may take in all. */
const IDLE = 2;

/** The most memory that a process ever held, MB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
  if (kilobytes === undefined) throw new Error('the system does not tell how much memory it held');
  return Number(kilobytes) / 1024;
}

test('sixty slips come out in order, as fast as the paper runs, in little memory', {
  timeout: 120_000,
}, async () => {
  await using hall = await product({ PUBLIC_URL: 'https://motcua.example' });
  await givePrinters(hall, ['may-1']);
  await using machine = await PrinterMachine.start('epson', SPEED);
  const place = { server: hall.url, token: hall.token, printer: 'may-1', profile: 'epson-tm80' };
  await using agent = new AgentMachine({ ...place, port: machine.port });
  const issue = (): Promise<{ body: { number: string; link: string } | null }> =>
    hall.api.send('POST', `${hall.site}/tickets`, { group: 'chung-thuc', print: 'may-1' });
  const tickets = await Promise.all(Array.from({ length: PEOPLE }, issue));
  const given = tickets
    .flatMap(({ body }) => body ?? [])
    .sort((a, b) => (a.number < b.number ? -1 : 1));
  expect(given).toHaveLength(PEOPLE);

  // One piece more: what a new agent cuts off before its first slip.
  await expect
    .poll(async () => (await machine.fallen()).length, { timeout: 90_000 })
    .toBe(PEOPLE + 1);
  const [, ...slips] = await machine.collect();
  expect(slips.map(({ picture }) => codeOn(picture))).toEqual(given.map(({ link }) => link));
  const [first, ...others] = slips;
  const took = ((slips.at(-1)?.at ?? 0) - (first?.at ?? 0)) / 1_000;
  const paper = others.reduce((rows, { picture }) => rows + picture.height, 0) / ROWS_A_SECOND;
  expect(took).toBeGreaterThan(paper * 0.98);
  expect(took).toBeLessThan(paper * IDLE);
  const peak = await peakOf(agent.pid);
  expect(peak).toBeLessThan(MEMORY);
  process.stdout.write(
    `${PEOPLE} slips in ${took.toFixed(1)} s for ${paper.toFixed(1)} s of paper, ${Math.round(peak)} MB\n`,
  );
});
