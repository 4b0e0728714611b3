/** How hard a password is to guess, told before it is sent. The server has the last word. */

/** Fewest characters (OWASP ASVS 5.0 §6.2.1). */
export const SHORTEST = 8;
/** From here on length makes up for everything (NIST SP 800-63B-4 recommends 15). */
const LONG = 15;
const LEVELS = ['short', 'plain', 'fair', 'good'] as const;
export interface Strength {
  level: (typeof LEVELS)[number];
  /** Characters that it still needs. */
  missing: number;
}

/** One character again and again, a run along the keyboard or the alphabet, digits alone. */
function isPlain(password: string): boolean {
  const folded = password.toLowerCase();
  if (/^\d+$/.test(folded) || new Set(folded).size < 4) return true;
  const runs = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', '01234567890'];
  const letters = folded.replace(/[^a-z0-9]/g, '');
  return (
    /^(matkhau|password|admin|motcua)\d*$/.test(letters) ||
    runs.some((run) => letters.length >= 6 && run.includes(letters.slice(0, 6)))
  );
}

export function strengthOf(password: string): Strength {
  const length = [...password.normalize('NFC')].length;
  if (length < SHORTEST) return { level: 'short', missing: SHORTEST - length };
  if (isPlain(password)) return { level: 'plain', missing: 0 };
  return { level: length < LONG ? 'fair' : 'good', missing: 0 };
}
