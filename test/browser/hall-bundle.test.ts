/** What old sets are given: a script that they can parse, and no style or call that they lack. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unknownInScript, unknownInStyle } from '../support/chromium-63.js';
import { builtScreens } from '../support/screen-hall.js';

/** Bytes of script, compressed, that such a page may have (design §13). */
const MOST = 20 * 1_024;

let built: Awaited<ReturnType<typeof builtScreens>>;
beforeAll(async () => {
  built = await builtScreens();
});
afterAll(() => built[Symbol.asyncDispose]());

// A television or sign is paired on the third, and hangs on its own page from then on; old phones open the others.
describe.each(['hall', 'sign', 'pair', 'ticket', 'public', 'remote'])(
  'the page %s on a set of 2019',
  (screen) => {
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

    test('has a script that parses as ES2018, is no module, and calls nothing newer', () => {
      expect(unknownInScript(script)).toEqual([]);
    });

    test('has no style that it lacks', () => {
      expect(unknownInStyle(style)).toEqual([]);
    });

    test('has at most 20 kB of script, compressed', () => {
      expect(gzipSync(script).length).toBeLessThanOrEqual(MOST);
    });

    test('carries neither Handlebars nor zod', () => {
      expect(script).not.toMatch(/handlebars|ZodError/i);
    });

    test('brings fonts for Vietnamese with it', () => {
      expect(style).toContain('noto-sans-vietnamese-800');
      expect(style).not.toMatch(/url\(["']?https?:/);
    });
  },
);

describe('somebody who adds what old sets lack', () => {
  test.each([
    'x.at(-1)',
    'a.replaceAll("b", "c")',
    'structuredClone(a)',
    'Object.fromEntries(a)',
    'new ResizeObserver(a)',
    'window.IntersectionObserverEntry, window.ResizeObserver',
    'queueMicrotask(a)',
    'a.replaceChildren()',
    'a.flatMap(b)',
    'Promise.allSettled(a)',
    'crypto.randomUUID()',
    'navigator.clipboard',
    'globalThis.a',
    'new AbortController()',
    '/(?<year>a)/.test(b)',
    'new Intl.ListFormat()',
  ])('is told of the script %s', (fault) => {
    expect(unknownInScript(`function f(a, b, x) { ${fault} }`)).not.toEqual([]);
  });

  test.each(['a?.b', 'a ?? b', 'import("a")', 'try {} catch {}', 'class A { #b }', '1n'])(
    'is told that %s does not parse',
    (fault) => {
      expect(() => unknownInScript(`function f(a, b) { ${fault} }`)).toThrow();
    },
  );

  test.each([
    '.a { display: flex; gap: 1px }',
    '.a { width: clamp(1px, 2vw, 3px) }',
    '.a { width: min(1px, 2vw) }',
    '.a { aspect-ratio: 16 / 9 }',
    '.a { inset: 0 }',
    ':is(.a, .b) { color: red }',
    '.a:has(.b) { color: red }',
    '.a:not(.b, .c) { color: red }',
    '@layer a { .a { color: red } }',
    '@container (width > 1px) { .a { color: red } }',
    '.a { height: 100dvh }',
    '.a { margin-inline: 1px }',
    '.a { color: oklch(1 0 0) }',
    '.a { background: conic-gradient(red, blue) }',
    '.a { padding: env(safe-area-inset-top) }',
  ])('is told of the style %s', (fault) => {
    expect(unknownInStyle(fault)).not.toEqual([]);
  });

  test('may use what was there, and ask before using', () => {
    expect(
      unknownInScript('typeof ResizeObserver; [1].includes(1); Object.entries({}); fetch("/")'),
    ).toEqual([]);
    expect(
      unknownInStyle(
        '@supports (gap: 1px) { .a { gap: 1px } } .b { display: grid; grid-gap: 1px }',
      ),
    ).toEqual([]);
  });
});
