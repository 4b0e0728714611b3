/** What old sets and kiosks are given: a script that they can parse, and no style or call that they lack. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unknownInScript, unknownInStyle, type Reviewed } from '../support/old-chromium.js';
import { builtScreens } from '../support/screen-hall.js';

/** Bytes of script, compressed, that a page for old sets may have. */
const MOST = 20 * 1_024;
/** What Samsung's televisions of 2019 stay at for life. */
const TELEVISION = 63;
/** What a kiosk needs (display/README.md): its box or tablet brings a browser of its own. */
const KIOSK = 84;

/** Of single pages, beyond what is reviewed for all. */
const REVIEWED: Readonly<Record<string, Reviewed>> = {
  enrol: {
    'navigator.clipboard': 'asked for before it is used (display/shared/secure-context.ts)',
    '.writeText()': 'of the clipboard, as above',
  },
  kiosk: { '.forget()': 'of our own' },
};

let built: Awaited<ReturnType<typeof builtScreens>>;
beforeAll(async () => {
  built = await builtScreens();
});
afterAll(() => built[Symbol.asyncDispose]());

/** Script and style of a screen, as they were built. */
async function filesOf(screen: string): Promise<{ script: string; style: string }> {
  const manifest = JSON.parse(await readFile(join(built.dir, 'manifest.json'), 'utf8')) as {
    screens: Record<string, { script: string; style: string }>;
  };
  const files = manifest.screens[screen];
  if (!files) throw new Error(`${screen} was not built`);
  const [script, style] = await Promise.all(
    [files.script, files.style].map((file) => readFile(join(built.dir, file), 'utf8')),
  );
  return { script: script ?? '', style: style ?? '' };
}

// A television or sign is paired on the third, and hangs on its own page from then on; old phones open the others,
// and devices of any age learn to trust the hall on the last.
describe.each(['hall', 'sign', 'pair', 'ticket', 'public', 'remote', 'enrol'])(
  'the page %s on a set of 2019',
  (screen) => {
    let script: string;
    let style: string;
    beforeAll(async () => {
      ({ script, style } = await filesOf(screen));
    });

    test('has a script that parses as ES2018, is no module, and calls nothing newer', () => {
      expect(unknownInScript(script, TELEVISION, REVIEWED[screen])).toEqual([]);
    });

    test('has no style that it lacks', () => {
      expect(unknownInStyle(style, TELEVISION)).toEqual([]);
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

describe('the kiosk on a box with the oldest browser that it may have', () => {
  test('has neither script nor style that this browser lacks', async () => {
    const { script, style } = await filesOf('kiosk');
    expect(unknownInScript(script, KIOSK, REVIEWED['kiosk'])).toEqual([]);
    expect(unknownInStyle(style, KIOSK)).toEqual([]);
  });

  test('needs that browser for what stands in rows, and no newer one', async () => {
    const { style } = await filesOf('kiosk');
    expect(unknownInStyle(style, KIOSK - 1)).toEqual(['gap']);
  });
});

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
    'self.crypto.randomUUID()',
    'navigator.clipboard',
    'globalThis.a',
    'new AbortController()',
    '/(?<year>a)/.test(b)',
    'new Intl.ListFormat()',
    'const { randomUUID } = crypto',
    'a.style.gap = "1px"',
    'a.style.width = "min(1px, 2vw)"',
    'a.style.cssText = "inset: 0"',
    'a.style.setProperty("aspect-ratio", b)',
    'a.querySelector(".a:has(.b)")',
    'a.closest(":is(.a, .b)")',
  ])('is told of the script %s', (fault) => {
    expect(unknownInScript(`function f(a, b, x) { ${fault} }`, TELEVISION)).not.toEqual([]);
  });

  test.each(['a?.b', 'a ?? b', 'import("a")', 'try {} catch {}', 'class A { #b }', '1n'])(
    'is told that %s does not parse',
    (fault) => {
      expect(() => unknownInScript(`function f(a, b) { ${fault} }`, TELEVISION)).toThrow();
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
    '.a { --x: clamp(1px, 2vw, 3px) }',
    '@media (width >= 1px) { .a { color: red } }',
    '.a:nth-child(2 of .b) { color: red }',
    '.a { display: inline flex }',
    '.a { overflow: hidden auto }',
  ])('is told of the style %s', (fault) => {
    expect(unknownInStyle(fault, TELEVISION)).not.toEqual([]);
  });

  test('may use what was there, and ask before using', () => {
    expect(
      unknownInScript(
        'typeof ResizeObserver; [1].includes(1); Object.entries({}); fetch("/")',
        TELEVISION,
      ),
    ).toEqual([]);
    expect(
      unknownInStyle(
        '@supports (gap: 1px) { .a { gap: 1px } } .b { display: grid; grid-gap: 1px }',
        TELEVISION,
      ),
    ).toEqual([]);
  });

  test.each([
    'a.replaceAll("b", "c")',
    'a.at(-1)',
    'Promise.any(a)',
    'Array.fromAsync(a)',
    'structuredClone(a)',
    'crypto.randomUUID()',
    'Object.hasOwn(a, b)',
    'a.replaceChildren()',
  ])('is told of the kiosk’s script %s', (fault) => {
    expect(unknownInScript(`function f(a, b) { ${fault} }`, KIOSK)).not.toEqual([]);
  });

  test.each([
    '.a { aspect-ratio: 16 / 9 }',
    '.a { inset: 0 }',
    ':is(.a, .b) { color: red }',
    '.a:not(.b, .c) { color: red }',
    '.a:has(.b) { color: red }',
    '.a { height: 100dvh }',
    '@container (width > 1px) { .a { color: red } }',
    '.a { color: oklch(1 0 0) }',
  ])('is told of the kiosk’s style %s', (fault) => {
    expect(unknownInStyle(fault, KIOSK)).not.toEqual([]);
  });

  test('may use at the kiosk what its browser has, and televisions lack', () => {
    const script = 'new AbortController(); [[1]].flatMap((a) => a); queueMicrotask(f)';
    expect(unknownInScript(`function f() { ${script} }`, KIOSK)).toEqual([]);
    const style = '.a { display: flex; gap: 1px; width: min(1px, 2vw); overflow-wrap: anywhere }';
    expect(unknownInStyle(style, KIOSK)).toEqual([]);
  });

  test('reviews no more than what the pages need', async () => {
    for (const [screen, reviewed] of Object.entries(REVIEWED)) {
      const { script } = await filesOf(screen);
      const version = screen === 'kiosk' ? KIOSK : TELEVISION;
      expect(unknownInScript(script, version)).toEqual(Object.keys(reviewed).sort());
    }
  });
});
