import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.js';

/** The closed set of parts that write to the log. */
export type Scope =
  | 'access'
  | 'clock'
  | 'effects'
  | 'engine'
  | 'http'
  | 'live'
  | 'main'
  | 'network'
  | 'operations'
  | 'printer'
  | 'redis'
  | 'reports'
  | 'samples'
  | 'speech'
  | 'store'
  | 'voice';

export type Log = Logger;

/** What must never be read in a log, wherever in a line it stands, two levels deep. */
const SECRETS = ['token', 'secret', 'pin', 'password', 'cookie', 'authorization', 'set-cookie'];
const REDACTED = [
  ...SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.headers["${name}"]`]),
  'url',
  'req.url',
];

/** A citizen's page is a capability: `/t/<token>`, in capitals on slips; so is a token in a query. */
function maskUrl(url: string): string {
  return url
    .replace(/(\/(?:t|links)\/)[^/?#]+/i, '$1[hidden]')
    .replace(/([?&](?:token|key|code)=)[^&#]*/gi, '$1[hidden]');
}

/**
 * What an error says of itself. Not what hangs on it besides: a client of Redis adds the command with all
 * that was to be stored, a parser the body that it could not read.
 */
function bareError(error: unknown): object {
  const { type, message, stack } = stdSerializers.err(
    error instanceof Error ? error : new Error(String(error)),
  );
  const code = error instanceof Error && 'code' in error ? { code: String(error.code) } : {};
  return { type, message, stack, ...code };
}

/** A log of JSON lines on standard output, or on `destination` in tests. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: bareError },
      redact: {
        paths: REDACTED,
        censor: (value, path) =>
          path.at(-1) === 'url' && typeof value === 'string' ? maskUrl(value) : '[hidden]',
      },
    },
    destination,
  );
}

/** The log of one part. */
export function scoped(log: Log, scope: Scope): Log {
  return log.child({ scope });
}
