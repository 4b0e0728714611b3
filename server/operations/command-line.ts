/** What the commands for whoever looks after the machine have in common: words, exits, failures. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Values } from '../domain/wording.js';
import { AppError } from '../errors.js';
import { startFailure } from '../start-failure.js';
import { LANGUAGES, loadWording, type Wording } from '../words.js';

const LOCALES = fileURLToPath(new URL('../../display/locales', import.meta.url));

export interface Terminal {
  wording: Wording;
  /** A sentence of `commands.<key>`, Vietnamese first. */
  say(key: string, values?: Values): void;
}

/** What is typed after the command cannot be understood: its usage is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function readArguments<T extends ParseArgsConfig>(
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError('arguments', { cause: error });
  }
}

/**
 * Runs a command and ends the process: 0 done, 1 failed, 2 told wrongly.
 * @param name key of its words under `commands`
 * @param work @returns the exit code
 */
export function runCommand(name: string, work: (terminal: Terminal) => Promise<number>): void {
  const run = async (): Promise<number> => {
    const wording = await loadWording(LOCALES);
    const say = (key: string, values?: Values): void => {
      for (const language of LANGUAGES) {
        process.stdout.write(`${wording.text(language, `commands.${key}`, values)}\n`);
      }
    };
    try {
      return await work({ wording, say });
    } catch (error) {
      if (error instanceof UsageError) {
        say(`${name}.usage`);
        return 2;
      }
      if (!(error instanceof AppError)) throw error;
      for (const language of LANGUAGES) {
        const { code } = error;
        const words = (part: string) => wording.text(language, `errors.${code}.${part}`);
        process.stderr.write(`${words('title')} ${words('detail')}\n`);
      }
      return 1;
    }
  };
  run().then(
    (code) => process.exit(code),
    async (error: unknown) => {
      const { text, exitCode } = await startFailure(error);
      process.stderr.write(`${text}\n`);
      process.exit(exitCode);
    },
  );
}
