/**
 * The closed catalogue of error codes. What people read about each stands in
 * `display/locales` under `errors.<code>`: what happened and what to do.
 */

/** Codes with which a script refuses a command; the reply is stored with the key. */
const REFUSALS = {
  changed: 409,
  'wrong-state': 409,
  'ticket-unknown': 404,
  'group-unknown': 404,
  'counter-unknown': 404,
  'counter-closed': 409,
  'counter-paused': 409,
  'counter-busy': 409,
  'group-closed': 409,
  'group-busy': 409,
  'quota-reached': 409,
  'device-limit': 409,
  'too-soon': 409,
  'later-used': 409,
  'calls-missing': 409,
  'outcome-needed': 409,
  'outcome-unknown': 409,
  'day-closed': 409,
  'undo-expired': 409,
  'undo-foreign': 403,
  superseded: 409,
  'clock-wrong': 409,
  'version-changed': 412,
  'key-reused': 422,
  'site-unknown': 404,
} as const;

/** Codes that stand before any script; nothing is stored for them. */
const EDGE = {
  'bad-request': 400,
  'key-missing': 400,
  'signed-out': 401,
  locked: 401,
  'wrong-secret': 403,
  'not-paired': 403,
  'pin-expired': 403,
  'pin-over': 403,
  'weak-pin': 400,
  'weak-password': 400,
  'name-taken': 409,
  'last-admin': 409,
  'person-unknown': 404,
  'device-unknown': 404,
  'token-unknown': 404,
  'code-unknown': 404,
  'pairing-over': 410,
  taken: 409,
  'help-unknown': 404,
  'assist-unknown': 404,
  'papers-unknown': 404,
  'rating-over': 409,
  'day-limit': 429,
  'picture-unfit': 400,
  'not-allowed': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'link-unknown': 404,
  'set-up-unfinished': 409,
  'site-exists': 409,
  'site-real': 409,
  'site-last': 409,
  'site-full': 409,
  'too-large': 413,
  'wrong-type': 415,
  'version-missing': 428,
  'too-many': 429,
  'clock-too-far': 409,
  'clock-shared': 403,
  'backup-elsewhere': 409,
  'backup-recent': 409,
  'backup-running': 409,
  'backup-folder': 409,
  'backup-space': 507,
  'backup-failed': 500,
  'voice-unknown': 404,
  'voice-exists': 409,
  'voice-full': 409,
  'voice-in-use': 409,
  'voice-local': 403,
  'voice-file': 400,
  'take-unknown': 404,
  'take-silent': 422,
  'sound-unreadable': 415,
  'sound-needs-ffmpeg': 409,
  internal: 500,
  'store-down': 503,
  'disk-full': 507,
} as const;

export const ERRORS = { ...REFUSALS, ...EDGE } as const;
export type Refusal = keyof typeof REFUSALS;
export type ErrorCode = keyof typeof ERRORS;

/** An error that a caller may read. `detail` is data for the sentence in the locale, never text. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    readonly detail: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.status = ERRORS[code];
  }
}

/** One address, or one account from one place, asks for too much. */
export class TooMany extends AppError {
  /** @param seconds after which it may try again */
  constructor(readonly seconds: number) {
    super('too-many', { seconds });
  }
}

/** A PIN or password that is not the person's, or nobody of that name: one and the same answer. */
export class WrongSecret extends AppError {
  /**
   * @param triesLeft before this place has to wait
   * @param seconds for which it has to wait now; 0 while tries are left
   * @param person whom it was meant for, for the journal; `null` where nobody of that name exists
   */
  constructor(
    readonly triesLeft: number,
    readonly seconds: number,
    readonly person: string | null,
  ) {
    super('wrong-secret', { triesLeft, seconds });
  }
}
