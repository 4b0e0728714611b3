/** The steps from a fresh clone to a built product, as data first, so that they can be shown before. */
import { spawnSync } from 'node:child_process';
import {
  ROOT,
  buildIsStale,
  findProgram,
  nodeIsNewEnough,
  packagesAreStale,
  systemInstall,
} from './machine.mjs';
import { label, say } from './words.mjs';

/** What is looked for on the machine. */
const PROGRAMS = {
  redis: 'redis-server / valkey-server',
  chromium: 'chromium',
  compiler: 'cc',
  sound: 'ffmpeg, lame',
};

/**
 * @typedef {object} Step
 * @property {'redis' | 'chromium' | 'compiler' | 'screen' | 'units' | 'sound' | 'cable' | 'packages' | 'build' | 'start'} what
 * @property {string[][]} commands In order; empty when nobody knows how on this machine.
 * @property {boolean} allowed Whether they can be run from here.
 */

/** @returns {Step[]} What the machine lacks to run the product; `REDIS_URL` stands in for Redis. */
export function stepsToRun() {
  const steps = [];
  if (!process.env.REDIS_URL && !findProgram('valkey-server') && !findProgram('redis-server')) {
    steps.push(systemStep('redis'));
  }
  const packages = packagesAreStale();
  if (packages) steps.push(packagesStep());
  if (packages || buildIsStale()) steps.push(step('build', ['npm', 'run', 'build']));
  return steps;
}

/** @returns {Step[]} What the machine lacks to check the product. */
export function stepsToCheck() {
  const steps = [];
  // The tests start a server of their own by this name.
  if (!findProgram('redis-server')) steps.push(systemStep('redis'));
  if (!findProgram('chromium')) steps.push(systemStep('chromium'));
  // Some faults are put in by small C libraries, compiled where they are needed.
  if (!findProgram('cc')) steps.push(systemStep('compiler'));
  // The television's start script runs in an X server without glass.
  if (!findProgram('Xvfb') || !findProgram('xrandr')) steps.push(...stepIfOffered('screen'));
  // What is said aloud is decoded and measured.
  if (!findProgram('ffmpeg') || !findProgram('lame')) steps.push(systemStep('sound'));
  // It reads the units of the installation; nothing of systemd has to run.
  if (!findProgram('systemd-analyze')) steps.push(...stepIfOffered('units'));
  // Two machines on one cable are network namespaces.
  if (!findProgram('ip')) steps.push(...stepIfOffered('cable'));
  if (packagesAreStale()) steps.push(packagesStep());
  return steps;
}

/** Ends the process with a plain sentence on a Node that is too old. */
export function refuseOldNode() {
  if (nodeIsNewEnough()) return;
  console.error(say('nodeOld', { found: process.versions.node }));
  process.exit(1);
}

/** Shows what will be done, and what somebody must do first. */
export function show(steps) {
  if (steps.length === 0) return;
  console.log(say('plan'));
  for (const step of steps) {
    console.log(`  • ${label(step.what)}`);
    if (!step.allowed) console.log(indent(byHand(step)));
    else for (const command of step.commands) console.log(`      ${command.join(' ')}`);
  }
}

/** Does the steps in order. `false` at the first that cannot be done; it has said why. */
export function carryOut(steps) {
  for (const step of steps) {
    if (!step.allowed) {
      console.error(byHand(step));
      return false;
    }
    console.log(`\n${label(step.what)}`);
    for (const command of step.commands) {
      if (runs(command)) continue;
      console.error(say('failed', { command: command.join(' ') }));
      return false;
    }
  }
  return true;
}

/** What somebody must type, in one line. */
function byHand({ what, commands }) {
  if (commands.length === 0) return say('noManager', { what: PROGRAMS[what] });
  return `${say('byHand')}\n\n    ${commands.map((command) => command.join(' ')).join(' && ')}\n`;
}

function indent(text) {
  return text.replace(/^(?=.)/gm, '      ');
}

/** Runs a command in the repository's folder with this terminal. Whether it succeeded. */
export function runs([program, ...args]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const [file, ...first] = program === 'npm' ? npmItself() : [program];
  return spawnSync(file, [...first, ...args], { cwd: ROOT, stdio: 'inherit', env }).status === 0;
}

/** The very npm that runs this, where one does. */
function npmItself() {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? [process.execPath, own] : ['npm'];
}

function packagesStep() {
  // Not `npm ci`: it refuses a lock file that was written where the registry lacks the packages of
  // other systems. `--no-save` keeps the lock file as it is. The build needs the development packages
  // too, whatever NODE_ENV says.
  const options = ['--no-save', '--include=dev', '--no-audit', '--no-fund'];
  return step('packages', ['npm', 'install', ...options]);
}

function systemStep(what) {
  const found = systemInstall(what);
  return { what, commands: found?.commands ?? [], allowed: found?.allowed ?? false };
}

/** Nothing where the system has no such package: there the tests that need it fail, and the others run. */
function stepIfOffered(what) {
  const found = systemInstall(what);
  return found === null ? [] : [{ what, ...found }];
}

function step(what, ...commands) {
  return { what, commands, allowed: true };
}
