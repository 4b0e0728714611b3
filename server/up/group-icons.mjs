/**
 * The signs that a service group can have (lucide-static, ISC licence): a closed list, put into pages
 * as symbols `icon-<name>`, so that a screen draws one with `<use href="#icon-<name>">`.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

export const GROUP_ICONS = [
  'stamp',
  'file-text',
  'files',
  'file-check',
  'file-search',
  'file-pen',
  'signature',
  'scroll-text',
  'id-card',
  'fingerprint',
  'baby',
  'heart',
  'users',
  'user-round',
  'house',
  'building-2',
  'hammer',
  'map',
  'trees',
  'wheat',
  'tractor',
  'store',
  'briefcase-business',
  'receipt-text',
  'banknote',
  'hand-coins',
  'hand-heart',
  'heart-handshake',
  'accessibility',
  'medal',
  'shield',
  'scale',
  'graduation-cap',
  'stethoscope',
  'car',
  'plug',
  'smartphone',
  'monitor',
  'package-check',
  'messages-square',
  'circle-question-mark',
];

const resolve = createRequire(import.meta.url).resolve;

/** A template partial that defines all of them. @throws when lucide-static lacks one */
export async function iconSymbols() {
  const symbols = await Promise.all(
    GROUP_ICONS.map(async (name) => {
      const svg = await readFile(resolve(`lucide-static/icons/${name}.svg`), 'utf8');
      const inside = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1];
      if (inside === undefined) throw new Error(`no drawing in ${name}.svg`);
      return `<symbol id="icon-${name}" viewBox="0 0 24 24">${inside.replace(/\s+/g, ' ').trim()}</symbol>`;
    }),
  );
  return `<svg width="0" height="0" class="unseen" aria-hidden="true" focusable="false"><defs>\n${symbols.join('\n')}\n</defs></svg>\n`;
}
