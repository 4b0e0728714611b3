/** What browsers allow on secure connections only is asked for in one file, which knows a substitute. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DISPLAY = fileURLToPath(new URL('../../display/', import.meta.url));
/** Where such calls may stand. */
const THE_ONE = join('shared', 'secure-context.ts');

/** Calls that the Web platform marks `[SecureContext]` and a screen could want. */
const SECURE_ONLY = [
  /\bmediaDevices\b/,
  /\bgetUserMedia\b/,
  /\bnavigator\.clipboard\b/,
  /\bnew Notification\b|\bNotification\./,
  /\bdocumentPictureInPicture\b/,
  /\bserviceWorker\b/,
  /\bwakeLock\b/,
  /\bcrypto\.(?:subtle|randomUUID)\b/,
  /\bnavigator\.(?:share|locks|bluetooth|usb|serial|storage|credentials|geolocation)\b/,
  /\bBarcodeDetector\b/,
  /\bcaches\.(?:open|match)\b/,
];

async function scripts(): Promise<string[]> {
  const all = await readdir(DISPLAY, { recursive: true });
  return all.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
}

test('no screen calls what plain HTTP lacks but through the file that has a substitute', async () => {
  const found: string[] = [];
  for (const file of await scripts()) {
    if (file === THE_ONE) continue;
    const code = (await readFile(join(DISPLAY, file), 'utf8')).replace(
      /\/\*[^]*?\*\/|\/\/.*$/gm,
      '',
    );
    for (const call of SECURE_ONLY) {
      const used = call.exec(code)?.[0];
      if (used !== undefined) found.push(`${file}: ${used}`);
    }
  }
  expect(found).toEqual([]);
});

test.each(['vi', 'en'])(
  'every such feature has a name and a substitute in words: %s',
  async (language) => {
    const source = await readFile(join(DISPLAY, THE_ONE), 'utf8');
    const list = /SECURE_FEATURES = \[([^\]]*)\]/.exec(source)?.[1] ?? '';
    const features = [...list.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name);
    const file = join(DISPLAY, 'locales', language, 'secure.json');
    const words: unknown = JSON.parse(await readFile(file, 'utf8'));
    expect(features.length).toBeGreaterThan(3);
    for (const feature of features) {
      expect(words).toHaveProperty([feature, 'name']);
      expect(words).toHaveProperty([feature, 'instead']);
    }
  },
);
