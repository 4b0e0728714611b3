/**
 * `npm run up`: from a fresh clone to a running product with one command. Says what it will do,
 * installs what is missing, builds, starts, and prints the addresses to open. `--plan` only says.
 * Parses on Node 18 and needs nothing installed.
 */
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from './machine.mjs';
import { carryOut, refuseOldNode, show, stepsToRun } from './prepare.mjs';
import { ownAddress, plainAddress, readSetUp } from './set-up-state.mjs';
import { label, say } from './words.mjs';

const READY_WITHIN_MS = 60_000;

refuseOldNode();
const steps = stepsToRun();
if (process.argv.includes('--plan')) {
  show([...steps, { what: 'start', commands: [['node', 'dist/server/main.js']], allowed: true }]);
  process.exit(0);
}

if (process.env.PORT !== '0' && (await answers(`${plainAddress()}/readyz`))) {
  console.log(say('running'));
  await showAddresses(ownAddress(), plainAddress());
  process.exit(0);
}

if (steps.length === 0) console.log(say('nothing'));
show(steps);
if (!carryOut(steps)) process.exit(1);
await start();

/** Runs the product as a child and ends as it ends. */
async function start() {
  console.log(`\n${say('starting')}`);
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // The log is for machines; whoever watches this terminal needs to hear of trouble only.
    env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL || 'warn' },
  });
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      // A terminal sends Ctrl+C to the whole group: the child has heard it already.
      if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill('SIGTERM');
    });
  }
  child.on('message', (message) => {
    if (message?.ready?.url) void announce(message.ready);
  });
}

/** Waits until the product takes commands, then says where it is. */
async function announce({ url, own }) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(`${own}/readyz`))) {
    if (Date.now() > deadline) {
      console.error(say('notReady'));
      return;
    }
    await pause(100);
  }
  console.log(`\n${say('ready')}`);
  await showAddresses(url, own);
  console.log(say('stop'));
}

/** @param own where this machine itself can ask, also where `url` speaks HTTPS */
async function showAddresses(url, own) {
  const first = await fetch(own).then(
    (response) => response.text(),
    () => '',
  );
  const line = (what, address) => console.log(`  ${label(what).padEnd(36)} ${address}`);
  line('page', url);
  for (const what of ['door', 'desk', 'hall']) {
    // The start page knows what there is at this site.
    const path = new RegExp(`href="((?:/s/[^"/]+)?/${what}(?:/[^"]*)?)"`).exec(first)?.[1];
    if (path !== undefined) line(what, `${url}${path}`);
  }
  // Others reach it once HOST is set or a real site exists: the start page knows both, and the scheme.
  for (const [, address] of first.matchAll(/<b class="start-address">([^<]+)<\/b>/g))
    line('lan', address);
  console.log('');
  const link = readSetUp()?.link;
  if (link !== undefined) console.log(`${say('setUp')}\n  ${url}/set-up/${link}\n`);
}

async function answers(address) {
  return fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}
