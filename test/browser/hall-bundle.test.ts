/** What an old television is given: a script that it can parse, and no style or call it lacks. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtScreens } from '../support/screen-hall.js';

/** Bytes of script, compressed, that such a page may have (design §13). */
const MOST = 20 * 1_024;

/** Calls that Chromium 63 does not know; the lowering of syntax does not bring them. */
const UNKNOWN_CALLS = [
  'replaceAll(',
  '.at(-',
  '.flat(',
  '.flatMap(',
  'fromEntries(',
  'allSettled(',
  'replaceChildren(',
  'structuredClone(',
  'randomUUID',
  'ResizeObserver',
  'queueMicrotask(',
];
/** Styles that came after Chromium 63. `:focus-visible` stands in a rule of its own and may be lost. */
const UNKNOWN_STYLES = [
  /[^-]gap:/,
  /\b(clamp|max|min)\(/,
  /[;{]aspect-ratio:/,
  /\binset(-\w+)?:/,
  /:is\(|:where\(|:has\(/,
  /@layer|@container/,
  /\d[dsl]v[hw]\b/,
  /(margin|padding)-(inline|block)/,
];

let built: Awaited<ReturnType<typeof builtScreens>>;
beforeAll(async () => {
  built = await builtScreens();
});
afterAll(() => built[Symbol.asyncDispose]());

// A television is paired on the second of them, and hangs on the first from then on.
describe.each(['hall', 'pair'])('the page %s for a television of 2019', (screen) => {
  let script: string;
  let style: string;
  beforeAll(async () => {
    const manifest = JSON.parse(await readFile(join(built.dir, 'manifest.json'), 'utf8')) as {
      screens: Record<string, { script: string; style: string }>;
    };
    const files = manifest.screens[screen];
    if (!files) throw new Error(`${screen} was not built`);
    script = await readFile(join(built.dir, files.script), 'utf8');
    style = await readFile(join(built.dir, files.style), 'utf8');
  });

  test('has a script that parses as ES2018 and is no module', () => {
    expect(() => parse(script, { ecmaVersion: 2018, sourceType: 'script' })).not.toThrow();
  });

  test('has at most 20 kB of script, compressed', () => {
    expect(gzipSync(script).length).toBeLessThanOrEqual(MOST);
  });

  test.each(UNKNOWN_CALLS)('does not call %s', (call) => {
    expect(script).not.toContain(call);
  });

  test.each(UNKNOWN_STYLES)('has no style %s', (unknown) => {
    expect(unknown.exec(style)?.[0]).toBeUndefined();
  });

  test('carries neither Handlebars nor zod', () => {
    expect(script).not.toMatch(/handlebars|ZodError/i);
  });

  test('brings fonts for Vietnamese with it', () => {
    expect(style).toContain('noto-sans-vietnamese-800');
    expect(style).not.toMatch(/url\(["']?https?:/);
  });
});
