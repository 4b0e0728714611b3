/** What the two command lines have in common: options, help, plain words for what is wrong, and their exits. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { localeWords } from './locale-words.js';

/** An option and what stands for its value in the help. */
export type Option = NonNullable<ParseArgsConfig['options']>[string] & { sign?: string };
type Options = Readonly<Record<string, Option>>;
type ValueOf<O extends Option> = O extends { type: 'boolean' }
  ? boolean | undefined
  : O extends { multiple: true }
    ? string[] | undefined
    : O extends { default: string }
      ? string
      : string | undefined;
export type Values<T extends Options> = { [name in keyof T]: ValueOf<T[name]> };
export type Say = ReturnType<typeof localeWords>;

/** What is typed after the command is wrong; `word` stands under `agent.wrong`. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    readonly word: string,
    readonly data: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(word, options);
  }
}

export interface Command<T extends Options> {
  /** Ways to call it. */
  calls: readonly string[];
  /** Each has its words under `agent.options`. */
  options: T;
  /** @returns the exit code */
  work(values: Values<T>, say: Say): Promise<number>;
  /** What went wrong in words; `null` where nobody knows it. */
  explain?(error: unknown, say: Say): string | null;
}

export const LANGUAGE = { type: 'string', default: 'vi', sign: 'vi | en' } as const;
const LANGUAGES = ['vi', 'en'];

/** Runs a command and ends the process: 0 done, 1 failed, 2 told wrongly, or what `work` says. */
export function runCommand<const T extends Options>(command: Command<T>): void {
  const given = process.argv.slice(2);
  const say = localeWords(languageOf(given), 'agent.');
  const run = async (): Promise<number> => {
    if (given.includes('--help') || given.includes('-h')) {
      process.stdout.write(help(command, say));
      return 0;
    }
    return command.work(readValues(command.options, given), say);
  };
  run().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const wrong = error instanceof UsageError;
      const words = wrong
        ? `${say(`wrong.${error.word}`, error.data)} ${say('wrong.help')}`
        : (command.explain?.(error, say) ?? ofSystem(error, say) ?? String(error));
      process.stderr.write(`${words}\n`);
      // What was started before it failed must not keep the process.
      process.exit(wrong ? 2 : 1);
    },
  );
}

/** @throws UsageError */
function readValues<T extends Options>(options: T, args: string[]): Values<T> {
  let values: unknown;
  try {
    values = parseArgs({ args, options: { ...options, language: LANGUAGE } }).values;
  } catch (error) {
    throw asUsage(error);
  }
  const read = values as Values<T> & { language: string };
  oneOf('language', read.language, LANGUAGES);
  return read;
}

/** Node's own errors by what is the matter with the words that were typed. */
function asUsage(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const word = {
    ERR_PARSE_ARGS_UNKNOWN_OPTION: 'unknown',
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'value',
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: 'extra',
  }[String(code)];
  if (word === undefined || !(error instanceof Error)) return error;
  const [, quoted = ''] = /'([^']+)'/.exec(error.message) ?? [];
  return new UsageError(word, { given: quoted.replace(/ <value>$/, '') }, { cause: error });
}

/** A whole number within bounds. @throws UsageError */
export function wholeNumber(name: string, given: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError('number', { name, given, least, most });
}

/** A number of a port; 0 takes a free one. @throws UsageError */
export function portNumber(name: string, given: string): number {
  return wholeNumber(name, given, 0, 65_535);
}

/** One of those that there are. @throws UsageError */
export function oneOf<T extends string>(name: string, given: string, all: readonly T[]): T {
  const found = all.find((each) => each === given);
  if (found !== undefined) return found;
  throw new UsageError('choice', { name, given, all: all.join(', ') });
}

function help<T extends Options>({ calls, options }: Command<T>, say: Say): string {
  const all = Object.entries<Option>({ ...options, language: LANGUAGE });
  const named = all.map(([name, { sign }]) => `--${name}${sign === undefined ? '' : ` ${sign}`}`);
  const width = Math.min(34, Math.max(...named.map(({ length }) => length)));
  const lines = all.map(([name, option], at) => {
    const usual = typeof option.default === 'string' ? ` (${option.default})` : '';
    const left = named[at] ?? '';
    const gap =
      left.length > width ? `\n${' '.repeat(width + 4)}` : ' '.repeat(width - left.length + 2);
    return `  ${left}${gap}${say(`options.${name}`)}${usual}`;
  });
  return [...calls, '', ...lines, ''].join('\n');
}

/** Before anything is checked: complaints are told in the language that was asked for. */
function languageOf(args: readonly string[]): string {
  const at = args.findLastIndex((each) => each === '--language' || each.startsWith('--language='));
  const given = args[at]?.split('=')[1] ?? args[at + 1] ?? '';
  return at >= 0 && LANGUAGES.includes(given) ? given : LANGUAGE.default;
}

/** What the system says to a port or a folder. */
function ofSystem(error: unknown, say: Say): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const { code } = error;
  if (code === 'EADDRINUSE' && 'port' in error) {
    return say('failed.portTaken', { port: String(error.port) });
  }
  if (code === 'EADDRNOTAVAIL' && 'address' in error) {
    return say('failed.notOurs', { address: String(error.address) });
  }
  const ofFile = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOSPC'];
  if (ofFile.includes(String(code)) && 'path' in error) {
    return say('failed.file', { file: String(error.path), code: String(code) });
  }
  return null;
}
