/**
 * `npm run build`: everything that runs, into `dist/`: the screens, the compiled server and printer
 * agent with the files they read, and `dist/build.json`, whose `build` changes when any of it does.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { ROOT, filesOf } from './machine.mjs';
import { runs } from './prepare.mjs';

/** What runs stays whole until what follows it is whole. */
const DONE = join(ROOT, 'dist');
const OUT = join(ROOT, `dist.${process.pid}`);
/** Code is compiled, not copied; these words are for readers of the sources. */
const NOT_COPIED = new Set(['.ts', '.mjs', '.mts', '.md', '.c']);

// Imported late: it needs esbuild, and a missing package should not stop this file from being read.
const { buildScreens } = await import('./build-screens.mjs');
await buildScreens({ outDir: join(OUT, 'display') });
const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const compiled = runs([process.execPath, compiler, '-p', 'tsconfig.build.json', '--outDir', OUT]);
if (!compiled) {
  rmSync(OUT, { recursive: true, force: true });
  process.exit(1);
}
for (const folder of ['server', 'printer']) copyFiles(folder);
writeFileSync(join(OUT, 'build.json'), `${JSON.stringify({ build: fingerprint() })}\n`);
const before = `${OUT}.before`;
if (existsSync(DONE)) renameSync(DONE, before);
renameSync(OUT, DONE);
rmSync(before, { recursive: true, force: true });

/** Scripts, templates, samples and profiles stand where the code that reads them expects them. */
function copyFiles(folder) {
  for (const path of filesOf(join(ROOT, folder))) {
    if (NOT_COPIED.has(extname(path))) continue;
    const target = join(OUT, relative(ROOT, path));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(path, target);
  }
}

/** The same for the same files on every machine; source maps do not count. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of filesOf(OUT).sort()) {
    if (extname(path) === '.map') continue;
    hash.update(relative(OUT, path).split(sep).join('/')).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}
