import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keysAsLua, siteKey } from '../../server/store/redis/keys.js';
import { loadScripts } from '../../server/store/redis/scripts.js';
import { ACCEPTED } from '../support/accepted-cases.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-scripts-'));
  mkdirSync(join(folder, 'include'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function load(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return loadScripts(pathToFileURL(`${folder}/`));
}

test('there is one script for each command, refused by a full Redis before it starts', () => {
  const scripts = loadScripts();
  expect([...scripts.keys()].sort()).toEqual(Object.keys(ACCEPTED).sort());
  for (const { name, source } of scripts.values()) {
    expect(source).toMatch(new RegExp(`^#!lua\\n-- ${name}: .+\\n(?:-- .+\\n)*-- KEYS\\[1\\]`));
    expect(source).not.toMatch(/^-- @include/m);
  }
});

test('a part that two parts ask for is put in once, where it is first asked for', () => {
  const scripts = load({
    'greet.lua': '#!lua\n-- @include polite\n-- @include loud\nreturn say()',
    'include/polite.lua': '-- @include words',
    'include/loud.lua': '-- @include words',
    'include/words.lua': 'local function say() end',
  });
  expect(scripts.get('greet')?.source).toBe('#!lua\nlocal function say() end\n\nreturn say()');
});

test('parts that ask for each other are an error that names the circle', () => {
  const files = {
    'greet.lua': '#!lua\n-- @include polite',
    'include/polite.lua': '-- @include loud',
    'include/loud.lua': '-- @include polite',
  };
  expect(() => load(files)).toThrow('circular include: greet.lua → polite → loud → polite');
});

test('a part that is not there is an error that names it', () => {
  expect(() => load({ 'greet.lua': '-- @include nowhere' })).toThrow(/include\/nowhere\.lua/);
});

test('TypeScript and the scripts build the same keys', () => {
  const day = '2026-11-23';
  expect(siteKey('ward', 'normal', { day, group: 'land' })).toBe('{ward}:normal:2026-11-23:land');
  expect(siteKey('ward', 'head', {})).toBe('{ward}:head');
  expect(keysAsLua()).toContain(
    "  normal = function(day, group) return KEYS[1] .. ':normal:' .. day .. ':' .. group end,",
  );
  expect(keysAsLua()).toContain("  head = KEYS[1] .. ':head',");
});
