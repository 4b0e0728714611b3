/** Why the embedded Redis cannot be started here at all. Words: the locales, `engine.<code>`. */
export type EngineProblem = 'redis-missing' | 'data-dir-in-use' | 'data-dir-unusable';

/** Nothing that waiting would mend: the start is given up. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: EngineProblem,
    /** The folder in question. */
    readonly folder: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${folder}`, options);
  }
}
