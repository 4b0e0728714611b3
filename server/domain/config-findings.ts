/** What the checks of a configuration can find (`config-checks.ts`). */

export const FINDINGS = [
  'id-doubled',
  'letter-doubled',
  'number-doubled',
  'group-unknown',
  'group-unserved',
  'counter-empty',
  'profile-doubled',
  'zone-missing',
  'zone-unknown',
  'quota-zero',
  'session-reversed',
  'session-overlap',
  'hours-missing',
  'group-hours-outside',
  'day-malformed',
  'day-doubled',
  'outcomes-missing',
  'training-printer',
  'training-name',
  'training-suffix',
  'trial-fixed',
  'training-fixed',
  'retention-short',
  'notice-over',
  'language-doubled',
  'language-built-in',
  'string-unknown',
  'placeholder-unknown',
  'placeholder-missing',
  'letters-undrawable',
] as const;

export interface ConfigFinding {
  /** What people read about it stands in the locales under `admin.finding.<code>`. */
  code: (typeof FINDINGS)[number];
  /** The id, letter, number, date or characters that it is about. */
  subject: string;
  /** The field it stands beside, with places in lists from 0, such as `groups.3.letter`. */
  path: string;
}
