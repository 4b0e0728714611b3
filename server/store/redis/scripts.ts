/** Reads the Lua files beside it and puts each together with its includes. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fieldsAsLua } from './fields.js';
import { keysAsLua } from './keys.js';

export interface Script {
  /** Name of the file without its ending: for a command, the command. */
  name: string;
  source: string;
  /** SHA-1 of the source, by which Redis knows it. */
  sha: string;
}
export type Scripts = ReadonlyMap<string, Script>;

/** Includes that are made from TypeScript, so that keys and fields have one source. */
const GENERATED: ReadonlyMap<string, () => string> = new Map([
  ['keys', keysAsLua],
  ['fields', fieldsAsLua],
]);

const INCLUDE = /^-- @include ([\w-]+)$/;

/**
 * Loads every `*.lua` of the folder. A line `-- @include name` is replaced by `include/name.lua`, once
 * a script; `keys` and `fields` are generated.
 * @param folder where to read, with a slash at its end; tests hand in a changed copy
 * @throws Error naming the chain when includes go in a circle, or when an include does not exist
 */
export function loadScripts(folder: URL = new URL('./scripts/', import.meta.url)): Scripts {
  const files = readdirSync(folder).filter((file) => file.endsWith('.lua'));
  return new Map(
    files.map((file) => {
      const name = file.slice(0, -'.lua'.length);
      const source = assemble(
        readFileSync(new URL(file, folder), 'utf8'),
        folder,
        [file],
        new Set(),
      );
      const sha = createHash('sha1').update(source).digest('hex');
      return [name, { name, source, sha }];
    }),
  );
}

function assemble(text: string, folder: URL, chain: readonly string[], done: Set<string>): string {
  const lines = text.split('\n').map((line) => {
    const name = INCLUDE.exec(line)?.[1];
    if (name === undefined) return line;
    if (chain.includes(name)) throw new Error(`circular include: ${[...chain, name].join(' → ')}`);
    if (done.has(name)) return '';
    const part =
      GENERATED.get(name)?.() ?? readFileSync(new URL(`include/${name}.lua`, folder), 'utf8');
    const whole = assemble(part, folder, [...chain, name], done);
    done.add(name);
    return whole;
  });
  return lines.join('\n');
}
