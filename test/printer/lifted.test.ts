/** The driver in a project of somebody else: with the files and packages that its README names, and no others. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(join(ROOT, 'printer', 'README.md'), 'utf8');
const ELSEWHERE = README.slice(README.indexOf('## Use it elsewhere'));
const FILES = [
  'printer',
  'server/protocol/printing.ts',
  ...['vi', 'en'].flatMap((each) =>
    [`slip`, 'agent'].map((file) => `display/locales/${each}/${file}.json`),
  ),
];

let project: string;
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'motcua-lifted-'));
  for (const file of FILES) cpSync(join(ROOT, file), join(project, file), { recursive: true });
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  // What is quoted there besides packages is a file or a folder.
  const [list = ''] = /^- always:[^]*?\n\n/m.exec(ELSEWHERE) ?? [];
  const quoted = new Set(list.match(/(?<=`)@?[a-z][\w.-]*(?:\/[\w.-]+)?(?=`)/g));
  for (const name of quoted) {
    const to = join(project, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), to);
  }
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('needs no other file of ours and no other package', () => {
  const missing: string[] = [];
  for (const file of readdirSync(join(project, 'printer'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const code = readFileSync(join(project, 'printer', file), 'utf8');
    for (const [, wanted = ''] of code.matchAll(/(?:from|import\() ?'([^']+)'/g)) {
      if (wanted.startsWith('node:')) continue;
      const there = wanted.startsWith('.')
        ? [join(project, 'printer', dirname(file), wanted.replace(/\.js$/, '.ts'))]
        : [join(project, 'node_modules', wanted, 'package.json')];
      try {
        for (const path of there) readFileSync(path);
      } catch {
        missing.push(`${file}: ${wanted}`);
      }
    }
  }
  expect(missing).toEqual([]);
});

/** Runs the README's example against a printer. */
async function example(): Promise<{ code: number | null; said: string; heights: number[] }> {
  const printer = new VirtualPrinter({ persona: 'fence-only' });
  await printer.start();
  const heights: number[] = [];
  printer.on('slip', ({ picture }) => heights.push(picture.height));
  const [, written = ''] = /```ts\n([^]*?)```/.exec(ELSEWHERE) ?? [];
  const code = written.replace('port: 9100', `port: ${printer.port}`);
  expect(code).not.toBe(written);
  await writeFile(join(project, 'try.ts'), code);
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), 'try.ts'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  await printer.stop();
  return { code: child.exitCode, said: said + complained, heights };
}

test('prints what the README prints', async () => {
  const { code, said, heights } = await example();
  expect([code, said]).toEqual([0, expect.stringContaining('printed null')]);
  // The picture, and the feed to the cutter.
  expect(heights).toEqual([120 + 120]);
});

test('without its fonts it prints nothing, rather than a slip without words', async () => {
  rmSync(join(project, 'printer', 'fonts', 'NotoSans-600.ttf'));
  const { code, said, heights } = await example();
  expect(code).toBe(1);
  expect(said).toContain('FontMissing');
  expect(heights).toEqual([]);
});
