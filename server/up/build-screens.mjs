/**
 * Builds the screens: `display/<screen>/page.ts` and `page.css` become one hashed script and one
 * hashed style sheet each, fonts go beside them, templates and locales are copied, and
 * `manifest.json` says what is where. Spoken sentences are made of their clips. The folder that comes out is all that the server reads.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { iconSymbols } from './group-icons.mjs';
import { copyVoices } from './voices.mjs';

const DISPLAY = fileURLToPath(new URL('../../display/', import.meta.url));

/**
 * The oldest browser that a hall screen may have: Samsung televisions of 2019 stay at Chromium 63
 * for life. Syntax is lowered to it; what is not syntax is kept out by test/browser/hall-bundle.
 */
const TARGET = 'chrome63';

/** Ending of scripts that run beside a page, each built for itself: `read-code.worker.ts`. */
const WORKER = '.worker.ts';

/**
 * The server offers no WebTransport, and a television has no room for what nobody uses.
 * @type {import('esbuild').Plugin}
 */
const withoutWebTransport = {
  name: 'without-web-transport',
  setup(building) {
    building.onLoad({ filter: /engine\.io-client[\\/].*[\\/]webtransport\.js$/ }, () => ({
      contents: 'export const WT = undefined;',
    }));
  },
};

/** Screens say and hear text only: what takes binary apart is left out (`test/unit/packets.test.ts`). */
const TEXT_PACKETS = {
  'socket.io-parser': join(DISPLAY, 'shared', 'socket-packets.ts'),
  'engine.io-parser': join(DISPLAY, 'shared', 'engine-packets.ts'),
};

/**
 * @param {{ outDir: string }} options `outDir` is emptied first.
 * @returns {Promise<Manifest>}
 *
 * @typedef {{ script: string, style: string }} ScreenFiles Addresses under `/assets/`.
 * @typedef {{ build: string, screens: Record<string, ScreenFiles>, fonts: Record<string, string>, workers: Record<string, string> }} Manifest
 * `build` changes when anything that a screen is made of changes, templates and words included.
 */
export async function buildScreens({ outDir }) {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const screens = (await readdir(DISPLAY)).filter((name) =>
    ['page.ts', 'page.css', 'page.hbs'].every((file) => existsSync(join(DISPLAY, name, file))),
  );
  const beside = (await readdir(DISPLAY, { recursive: true })).filter((file) =>
    file.endsWith(WORKER),
  );
  const result = await build({
    entryPoints: [
      ...screens.flatMap((name) => [
        { in: join(DISPLAY, name, 'page.ts'), out: name },
        { in: join(DISPLAY, name, 'page.css'), out: name },
      ]),
      ...beside.map((file) => ({ in: join(DISPLAY, file), out: basename(file, WORKER) })),
    ],
    outdir: join(outDir, 'assets'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    loader: { '.woff2': 'file', '.svg': 'file' },
    metafile: true,
    logLevel: 'warning',
    plugins: [withoutWebTransport],
    alias: TEXT_PACKETS,
    // What the socket's library keeps to itself; nothing that is sent has such a name.
    mangleProps: /^_[a-z]/,
    mangleQuoted: true,
  });

  const hash = createHash('sha256');
  const copied = (await readdir(DISPLAY, { recursive: true })).filter(
    (file) => file.endsWith('.hbs') || /^locales[\\/].*\.json$/.test(file),
  );
  for (const file of copied.sort()) {
    const target = join(outDir, file);
    await mkdir(dirname(target), { recursive: true });
    await cp(join(DISPLAY, file), target);
    hash.update(file.split(sep).join('/')).update(await readFile(target));
  }

  const symbols = await iconSymbols();
  await mkdir(join(outDir, 'shared'), { recursive: true });
  await writeFile(join(outDir, 'shared', 'icon-symbols.hbs'), symbols);
  hash.update(symbols);

  /** @type {Record<string, ScreenFiles>} */
  const files = Object.fromEntries(screens.map((name) => [name, { script: '', style: '' }]));
  /** @type {Record<string, string>} */
  const fonts = {};
  /** @type {Record<string, string>} */
  const workers = {};
  for (const [output, made] of Object.entries(result.metafile.outputs).sort()) {
    const address = `/assets/${basename(output)}`;
    hash.update(address);
    const font = /noto-sans-(\w+-\d+)-normal-\w+\.woff2$/.exec(output);
    if (font?.[1]) fonts[font[1]] = address;
    if (made.entryPoint === undefined) continue;
    if (made.entryPoint.endsWith(WORKER)) {
      workers[basename(made.entryPoint, WORKER)] = address;
      continue;
    }
    const screen = basename(dirname(relative('.', made.entryPoint)));
    const entry = files[screen];
    if (entry) entry[output.endsWith('.css') ? 'style' : 'script'] = address;
  }
  hash.update(await copyVoices(join(outDir, 'voices')));
  const manifest = {
    build: hash.digest('hex').slice(0, 16),
    ...{ screens: files, fonts, workers },
  };
  await writeFile(join(outDir, 'manifest.json'), JSON.stringify(manifest, null, 2));
  return manifest;
}
