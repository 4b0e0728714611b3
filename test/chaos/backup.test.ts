/** A hall is backed up while people take numbers, and brought back on another machine. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BackupsAnswer } from '../../server/protocol/operations.js';
import { fingerprintOf } from '../../server/operations/files.js';
import { readManifest } from '../../server/operations/manifest.js';
import { embeddedClient } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { product, type TestProduct } from '../support/product.js';
import { hire, signIn } from '../support/signed-in.js';
import { expectOneTruth, wholeJournal } from '../support/truth.js';

const COMMANDS = fileURLToPath(new URL('../../dist/server/operations/', import.meta.url));
const SITE = 'sen-hong';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-backup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Told {
  code: number;
  text: string;
}

/** What somebody types on the machine. */
async function command(
  name: 'backup' | 'restore' | 'verify',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const run = promisify(execFile);
  const all = { ...process.env, ...env };
  const script = join(COMMANDS, `${name}-command.js`);
  return run(process.execPath, [script, ...args], { env: all }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
}

/** Presses "Sao lưu ngay" and waits for what becomes of it. */
async function backUp(hall: TestProduct): Promise<BackupsAnswer> {
  const headers = { Authorization: `Bearer ${hall.token}`, 'Content-Type': 'application/json' };
  const asked = await fetch(`${hall.url}/api/v1/backups`, { method: 'POST', headers, body: '{}' });
  expect(asked.status, await asked.clone().text()).toBe(201);
  let state = (await asked.json()) as BackupsAnswer;
  while (state.running) {
    await pause(50);
    const answer = await hall.api.get<BackupsAnswer>('/api/v1/backups');
    if (answer.body !== null) state = answer.body;
  }
  expect(state.failed).toBeNull();
  return state;
}

async function numbersOf(hall: TestProduct): Promise<Set<string>> {
  const client = embeddedClient(hall);
  const journal = await wholeJournal(client, SITE);
  client.disconnect();
  return new Set(
    journal.flatMap((entry) => (entry.type === 'ticket.issued' ? [entry.data.number] : [])),
  );
}

it('brings a hall back elsewhere from a backup that was made under load', async () => {
  const hall = await product();
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 6, counters: ['quay-1', 'quay-2'], rest: 5 },
  });
  for (let i = 0; i < 20; i += 1) await load.accepted();
  const told = new Map(load.promised.issued);
  const officer = await hire(hall, 'officer');
  const running = embeddedClient(hall);
  // The files are being written anew at this very moment: the copy waits for the end of it.
  await running.bgrewriteaof();
  const { backups } = await backUp(hall);
  expect(await running.config('GET', 'auto-aof-rewrite-percentage')).toContain('100');
  running.disconnect();
  for (let i = 0; i < 5; i += 1) await load.accepted();
  await load.stop();
  const id = backups[0]?.id ?? '';
  const backup = join(hall.dataDir, 'backups', id);
  const manifest = await readManifest(backup);
  expect(manifest?.files.map(({ path }) => path)).toContain('pepper');
  const client = embeddedClient(hall);
  const journal = await wholeJournal(client, SITE);
  client.disconnect();
  expect(journal.filter(({ type }) => type === 'backup.made')).toMatchObject([
    { data: { backup: id } },
  ]);

  const elsewhere = join(folder, 'data');
  const tried = await command('restore', [backup, '--to', elsewhere, '--dry-run']);
  expect(tried.text).toContain(SITE);
  expect(tried.text).toMatch(/People who can sign in: \d+\./);
  expect(tried.text).not.toContain(officer.person.name);
  expect(tried.code).toBe(0);
  expect(await readdir(folder)).toEqual([]);
  const done = await command('restore', [backup, '--to', elsewhere]);
  expect(done.text).toContain(SITE);
  expect(done.code).toBe(0);

  const restored = await product({}, elsewhere);
  try {
    const there = embeddedClient(restored);
    const copy = await wholeJournal(there, SITE);
    const atLeast = manifest?.sites[0]?.seq ?? Infinity;
    expect(copy.length).toBeGreaterThanOrEqual(atLeast);
    const known = copy.filter(({ seq }) => seq <= journal.length);
    expect(known.map(({ h }) => h)).toEqual(journal.slice(0, known.length).map(({ h }) => h));
    await expectOneTruth(there, SITE, { issued: told, called: [] });
    there.disconnect();
    const before = await numbersOf(restored);
    const path = `${restored.site}/tickets`;
    const again = await restored.api.send<{ number: string }>('POST', path, {
      group: 'chung-thuc',
    });
    expect(again.status).toBe(201);
    expect(before).not.toContain(again.body?.number);
    expect((await signIn(restored.url, officer)).length).toBeGreaterThan(0);
    expect(await readFile(join(elsewhere, 'pepper'))).toEqual(
      await readFile(join(hall.dataDir, 'pepper')),
    );
  } finally {
    await restored[Symbol.asyncDispose]();
    await hall[Symbol.asyncDispose]();
  }
});

it('refuses what would harm: a damaged backup, a folder with data, a hall that is open', async () => {
  const hall = await product();
  await backUp(hall);
  // Another one at once would only push an older one out.
  const again = await hall.api.send('POST', '/api/v1/backups', {});
  expect(again).toMatchObject({ status: 409, code: 'backup-recent' });
  // Nobody else on the machine reads who came for what.
  expect((await stat(join(hall.dataDir, 'paper'))).mode & 0o777).toBe(0o700);
  const backups = join(hall.dataDir, 'backups');
  const [id = ''] = await readdir(backups);
  await hall.stop();

  const occupied = await command('restore', [join(backups, id), '--to', hall.dataDir]);
  expect(occupied.code).toBe(1);
  expect(occupied.text).toContain('--replace');
  const open = await hall.restart();
  const inUse = await command('restore', [join(backups, id), '--to', hall.dataDir, '--replace']);
  expect(inUse.code).toBe(1);
  await open.stop();
  const replaced = await command('restore', [join(backups, id), '--to', hall.dataDir, '--replace']);
  expect(replaced).toMatchObject({ code: 0 });
  expect(await readdir(backups)).toEqual([id]);
  const aside = (await readdir(tmpdir())).filter((name) =>
    join(tmpdir(), name).startsWith(`${hall.dataDir}.before-`),
  );
  expect(aside).toHaveLength(1);
  await rm(join(tmpdir(), aside[0] ?? 'nothing'), { recursive: true });

  const damaged = join(folder, id);
  await rename(join(backups, id), damaged);
  const files = (await readManifest(damaged))?.files ?? [];
  const [file = ''] = files.map(({ path }) => path);
  const tryIt = () => command('restore', [damaged, '--to', join(folder, 'data')]);
  // A link would bring back any file of this machine under a name of ours.
  const real = join(damaged, 'real');
  await rename(join(damaged, file), real);
  await symlink(real, join(damaged, file));
  expect(await tryIt()).toMatchObject({ code: 1, text: expect.stringContaining(file) as string });
  await rename(real, join(damaged, file));
  // So would a name that no backup has, such as the PINs of a trial.
  const manifest = await readFile(join(damaged, 'manifest.json'), 'utf8');
  const planted = { path: 'trial-pins.json', ...(await fingerprintOf(join(damaged, file))) };
  await copyFile(join(damaged, file), join(damaged, planted.path));
  const more = JSON.stringify({ ...(JSON.parse(manifest) as object), files: [...files, planted] });
  await writeFile(join(damaged, 'manifest.json'), more);
  expect(await tryIt()).toMatchObject({
    code: 1,
    text: expect.stringContaining(planted.path) as string,
  });
  await writeFile(join(damaged, 'manifest.json'), manifest);
  const content = await readFile(join(damaged, file));
  content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1;
  await writeFile(join(damaged, file), content);
  const changed = await command('restore', [damaged, '--to', join(folder, 'data')]);
  expect(changed.code).toBe(1);
  expect(changed.text).toContain(file);
  content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1;
  await writeFile(join(damaged, file), content);
  // A whole journal, but not the one of which the manifest was written.
  const written = await readFile(join(damaged, 'manifest.json'), 'utf8');
  const h = (await readManifest(damaged))?.sites[0]?.h ?? '';
  await writeFile(join(damaged, 'manifest.json'), written.replace(h, '0'.repeat(32)));
  const foreign = await command('restore', [damaged, '--to', join(folder, 'data')]);
  expect(foreign.code).toBe(1);
  expect(foreign.text).toContain(SITE);
  await rm(join(damaged, 'manifest.json'));
  const half = await command('restore', [damaged, '--to', join(folder, 'data')]);
  expect(half.code).toBe(1);
  expect(await readdir(folder)).toEqual([id]);
  await hall[Symbol.asyncDispose]();
});

it('tells plainly of a stick that is unplugged or full, and leaves nothing half-made', async () => {
  const stick = join(folder, 'stick');
  const run = promisify(execFile);
  const hall = await product({ BACKUP_DIR: stick });
  const headers = { Authorization: `Bearer ${hall.token}`, 'Content-Type': 'application/json' };
  const press = (): Promise<Response> =>
    fetch(`${hall.url}/api/v1/backups`, { method: 'POST', headers, body: '{}' });
  try {
    const unplugged = await press();
    expect(unplugged.status).toBe(409);
    expect(await unplugged.json()).toMatchObject({ code: 'backup-folder' });
    expect(await readdir(folder)).toEqual([]);

    await mkdir(stick);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', stick]);
    try {
      await writeFile(join(stick, 'photos'), randomBytes(3_900_000));
      const full = await press();
      expect(full.status).toBe(507);
      expect(await full.json()).toMatchObject({ code: 'backup-space' });
      expect(await readdir(stick)).toEqual(['photos']);
      await rm(join(stick, 'photos'));
      expect((await backUp(hall)).backups).toHaveLength(1);
    } finally {
      await run('umount', [stick]);
    }
  } finally {
    await hall[Symbol.asyncDispose]();
  }
});

it('backs up from the command line with the product running and without it', async () => {
  const hall = await product();
  const env = { DATA_DIR: hall.dataDir };
  expect(await command('backup', [], env)).toMatchObject({ code: 0 });
  await hall.stop();
  expect(await command('backup', [], env)).toMatchObject({ code: 0 });
  expect(await readdir(join(hall.dataDir, 'backups'))).toHaveLength(2);
  const verdict = await command('verify', ['--site', SITE], env);
  expect(verdict).toMatchObject({ code: 0 });
  await hall[Symbol.asyncDispose]();
});

it('finds an entry of the journal that somebody changed, and one that somebody took out', async () => {
  const hall = await product();
  for (let i = 0; i < 3; i += 1) {
    await hall.api.send('POST', `${hall.site}/tickets`, { group: 'chung-thuc' });
  }
  const client = embeddedClient(hall);
  const key = `{${SITE}}:journal`;
  const rows = await client.xrange(key, '-', '+');
  const [victimId = '', victim = []] = rows.at(-2) ?? [];
  await hall.stop();
  const env = { DATA_DIR: hall.dataDir };
  const again = await hall.restart();
  const planted = embeddedClient(again);
  const all = await planted.xrange(key, '-', '+');
  await planted.del(key);
  for (const [id, fields] of all) {
    const changed =
      id === victimId
        ? victim.map((each) =>
            each.replace('normal', 'other').replace('003', '009').replace('002', '008'),
          )
        : fields;
    await planted.xadd(key, id, ...changed);
  }
  const found = await command('verify', [], env);
  expect(found.code).toBe(1);
  expect(found.text).toContain(victimId.split('-')[0]);
  await planted.xdel(key, victimId);
  const gone = await command('verify', [], env);
  expect(gone.code).toBe(1);
  expect(gone.text).toContain(victimId.split('-')[0]);
  planted.disconnect();
  client.disconnect();
  await again[Symbol.asyncDispose]();
});
