/**
 * `npm run bench`: holds the built product against floors measured in the same run and
 * prints a table. A measurement and no test: it ends well whether the bars are met or not.
 * `npm run bench -- rates screen` runs these parts only.
 */
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Socket as Screen } from 'socket.io-client';
import { callToScreen } from './call-to-screen.js';
import { startChild } from './children.js';
import { crowd } from './crowd.js';
import { table, type Finding } from './figures.js';
import { fillMonth, fillWaiting, GROUPS_OF_A_COUNTER, hallOf, MOST_GROUPS } from './halls.js';
import { Load } from './load.js';
import { FEW, longQueue, longQueueScript, MANY } from './long-queue.js';
import { Folders, openFolder } from './prepared.js';
import { openScreen, startBare, startOurs, type Bare, type Ours } from './servers.js';
import { slip } from './slip.js';
import { slowConnections } from './slow-connections.js';
import { startUp } from './start-up.js';
import { pace, rates } from './over-http.js';

const ROOT = new URL('../../', import.meta.url);
const HALL = hallOf(GROUPS_OF_A_COUNTER);
const DAYS_OF_A_MONTH = 30;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A product with a screen and a bare server beside it, both with 1,000 people waiting. */
async function besideTheFloor(
  folders: Folders,
  measure: (ours: Ours, bare: Bare, hall: Screen) => Promise<Finding[]>,
): Promise<Finding[]> {
  const fill = () => folders.filled((store) => fillWaiting(store, HALL, FEW));
  const bare = await startBare(await fill());
  const ours = await startOurs(await fill());
  const hall = await openScreen(ours.url);
  try {
    return await measure(ours, bare, hall);
  } finally {
    hall.disconnect();
    await ours.stop();
    await bare.stop();
  }
}

async function screen(load: Load, folders: Folders): Promise<Finding[]> {
  const echo = await startChild('./echo-process.ts');
  try {
    return await besideTheFloor(folders, (ours, bare, hall) =>
      callToScreen({ load, ours, bare, hall, echoPort: echo.port }),
    );
  } finally {
    await echo.stop();
  }
}

/** Two products, one of them with a hundred times the people. */
async function queue(load: Load, folders: Folders): Promise<Finding[]> {
  const many = await startOurs(await folders.filled((store) => fillWaiting(store, HALL, MANY)));
  const few = await startOurs(await folders.filled((store) => fillWaiting(store, HALL, FEW)));
  try {
    return [await longQueue(load, many.target, few.target)];
  } finally {
    await many.stop();
    await few.stop();
  }
}

/** The same with two stores and as many groups as there are letters. */
async function script(folders: Folders): Promise<Finding[]> {
  const hall = hallOf(MOST_GROUPS);
  const many = await openFolder(await folders.make());
  const few = await openFolder(await folders.make());
  try {
    await fillWaiting(many.store, hall, MANY);
    await fillWaiting(few.store, hall, FEW);
    return [await longQueueScript(many.store, few.store)];
  } finally {
    await many.engine.stop();
    await few.engine.stop();
  }
}

async function start(folders: Folders): Promise<Finding[]> {
  let entries = 0;
  const folder = await folders.filled(async (store) => {
    entries = await fillMonth(store, HALL, DAYS_OF_A_MONTH);
  });
  return startUp(folders, { folder, entries });
}

type Part = (load: Load, folders: Folders) => Promise<Finding[]>;
const PARTS: Readonly<Record<string, Part>> = {
  rates: (load, folders) =>
    besideTheFloor(folders, (ours, bare) => rates(load, ours.target, bare.target)),
  pace: (load, folders) =>
    besideTheFloor(folders, (ours, bare) => pace(load, ours.target, bare.target)),
  screen,
  crowd: (_load, folders) => crowd(folders),
  queue,
  script: (_load, folders) => script(folders),
  start: (_load, folders) => start(folders),
  slow: (_load, folders) => slowConnections(folders),
  slip: () => slip(),
};

/** Each finding is said as soon as it is known; the table comes at the end. */
async function measure(names: readonly string[]): Promise<Finding[]> {
  const load = new Load();
  const folders = new Folders();
  const findings: Finding[] = [];
  load.start();
  try {
    for (const name of names) {
      const part = PARTS[name];
      if (part === undefined) throw new Error(`parts are: ${Object.keys(PARTS).join(', ')}`);
      for (const finding of await part(load, folders)) {
        say(`${name}: ${finding.what}: ${finding.result} (${finding.bar})`);
        findings.push(finding);
      }
    }
    return findings;
  } finally {
    await load.stop();
    await folders.remove();
  }
}

if (!existsSync(new URL('dist/server/main.js', ROOT))) {
  const build = fileURLToPath(new URL('server/up/build.mjs', ROOT));
  execFileSync(process.execPath, [build], { stdio: 'inherit' });
}
const asked = process.argv.slice(2);
const findings = await measure(asked.length > 0 ? asked : Object.keys(PARTS));
const cores = cpus();
say(`\nNode ${process.version}, ${cores.length} × ${cores[0]?.model.trim() ?? 'processor'}\n`);
say(table(findings));
