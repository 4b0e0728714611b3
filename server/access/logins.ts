/** Names to sign in by: what people remember of their own name, typed as it comes. */

/** Longest login; the name in full is far shorter. */
const LONGEST = 64;
/** Where a name has no Latin letter at all: nhân viên. */
const NAMELESS = 'nv';

/**
 * `Nguyễn Thị Đào`, `nguyen thi dao` and `NguyenThiDao` → `nguyenthidao`. What is typed at sign-in goes the
 * same way, so that the name itself is the login.
 */
export function loginOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, LONGEST);
}

/** The login of a newcomer: his name, with a number where another has it. */
export function freeLogin(name: string, taken: ReadonlySet<string>): string {
  const wanted = loginOf(name).slice(0, LONGEST - 4) || NAMELESS;
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n += 1) {
    if (!taken.has(`${wanted}${n}`)) return `${wanted}${n}`;
  }
}
