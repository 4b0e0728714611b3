export function nodeIsNewEnough(version?: string): boolean;
