/** The table of OWASP ASVS rows in `test/README.md` names tests that are there. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const TESTS = fileURLToPath(new URL('../', import.meta.url));
const DISPLAY = fileURLToPath(new URL('../../display/', import.meta.url));

async function rows(): Promise<string[]> {
  const text = await readFile(join(TESTS, 'README.md'), 'utf8');
  const section = /^## OWASP ASVS$([^]*?)^## /m.exec(text)?.[1] ?? '';
  return section.split('\n').filter((line) => /^\| \d/.test(line));
}

test('every row names a test or gives a reason', async () => {
  const all = await rows();
  expect(all.length).toBeGreaterThan(25);
  for (const row of all) {
    expect(row).toMatch(/› |No test: |Departs/);
    // A file without the title of a test in it proves nothing.
    for (const [, after = ''] of row.matchAll(/\.ts`(.{0,4})/g))
      expect(after, row).toMatch(/^ › \S/);
  }
});

test('every test that a row names is there', async () => {
  const missing: string[] = [];
  let named = 0;
  for (const row of await rows()) {
    for (const [, file = '', rest = ''] of row.matchAll(/`([\w/.-]+\.ts)` › ([^·|]*)/g)) {
      const path = join(TESTS, file);
      const code = existsSync(path) ? await readFile(path, 'utf8') : '';
      // The sentence of a reason may follow the title.
      const title = rest.split(/\. (?=[A-Z])/)[0]?.trim() ?? '';
      named += 1;
      // At the head of a text of the code, or after its variable; not somewhere in a remark.
      const there = ["'", '"', '`', "'%s ", "'page %s "].some((head) =>
        code.includes(head + title),
      );
      if (title.length < 10 || !there) missing.push(`${file} › ${title}`);
    }
  }
  expect(missing).toEqual([]);
  expect(named).toBeGreaterThan(40);
});

test('no template puts anything in unescaped, nor into an address that runs', async () => {
  const files = (await readdir(DISPLAY, { recursive: true })).filter((file) =>
    file.endsWith('.hbs'),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const source = await readFile(join(DISPLAY, file), 'utf8');
    expect(source, file).not.toMatch(/\{\{\{|\{\{&|javascript:|\son\w+=|<style|style=/i);
  }
});
