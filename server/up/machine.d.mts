/** Folder of the repository. */
export const ROOT: string;
export function nodeIsNewEnough(version?: string): boolean;
/** Full path of a program, or `null` when it is not on `PATH`. */
export function findProgram(name: string): string | null;
