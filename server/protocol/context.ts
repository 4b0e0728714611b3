/** Who gives a command, when and under which key: what goes with every command to the store. */
import type { Via } from './commands.js';

/** What goes with every command. Times are site time. */
export interface Context {
  site: string;
  /** Idempotency key, 16–64 characters of `[A-Za-z0-9_-]`. */
  key: string;
  /** SHA-256 (hex) over method, path, body and actor: the same key with another one is refused. */
  fingerprint: string;
  /** Opaque id of who asks; never a name. */
  actor: string;
  via: Via;
  /** ms */
  now: number;
  /** Local date of `now` at the site, `YYYY-MM-DD`. */
  day: string;
  /** Local minute of the day, 0–1439, and ISO weekday, 1–7: for opening hours. */
  minute: number;
  weekday: number;
  /** The machine's clock stepped while running: treated as `clock-wrong` until confirmed. */
  stepped: boolean;
}
