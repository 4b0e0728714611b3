import { resolve } from 'node:path';
import { z } from 'zod';
import type { SimulatedDay } from './clock.js';

/** What the environment says, checked once and never changed after. */
export interface Config {
  /** 0 lets the machine choose a free one. */
  readonly port: number;
  /** Address that it listens at; `null`: this machine alone in trial mode, everywhere for a real site. */
  readonly host: string | null;
  /** Absolute folder of everything that the product keeps. */
  readonly dataDir: string;
  /** Absolute folder of the backups, such as one on a USB stick; `null`: `backups` in `dataDir`. */
  readonly backupDir: string | null;
  /** A Redis or Valkey of the operator's own; `null`: the embedded one. */
  readonly redisUrl: string | null;
  /** Another one for jobs; `null`: the same. */
  readonly redisJobsUrl: string | null;
  /** Where citizens' phones reach the product, without a slash at the end; `null` if they cannot. */
  readonly publicUrl: string | null;
  /** Bearer token with all rights, at least 16 characters. */
  readonly adminToken: string | null;
  /** The pepper of PINs and passwords as 64 hex digits, for several machines; `null`: `dataDir/pepper`. */
  readonly accessPepper: string | null;
  /**
   * Certificate and key of the operator's own, as absolute paths of PEM files; `null`: those of the
   * hall's own authority where `npm run certificate` made them, else no HTTPS.
   */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Port of plain HTTP while `port` speaks HTTPS; `null` for none but this machine's own agents. */
  readonly httpPort: number | null;
  /** First part of the name by which the hall's own network finds this machine; `null`: it stays silent. */
  readonly mdnsName: string | null;
  /** Private networks in which printers are looked for; `null`: those that the machine is in. */
  readonly printerNetworks: readonly string[] | null;
  /** Command line that plays the MP3 that it is given; `null`: a player that is installed. */
  readonly speakerCommand: string | null;
  readonly logLevel: LogLevel;
  /** `CLOCK`: another day at another speed; `null`: the real time. */
  readonly clock: SimulatedDay | null;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type ConfigVariable = keyof z.infer<typeof ENVIRONMENT>;

/** The environment cannot be used. What each variable must be stands in the locales, `config.<name>`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Exit code for a wrong start, as shells and service managers read it. */
  readonly exitCode = 2;
  constructor(readonly variables: readonly ConfigVariable[]) {
    super(variables.join(', '));
  }
}

/** Vietnam keeps UTC+7 all year since 1975 (tz database, Asia/Ho_Chi_Minh). */
const VIETNAM_OFFSET = '+07:00';
const CLOCK_FORM = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?:@(\d{1,4}(?:\.\d{1,3})?))?$/;
const FASTEST = 3_600;

/**
 * Reads `2020-05-12T07:30@120`: half past seven that day in Vietnam, 120 seconds of site time a real
 * second. Without `@` the speed is 1. `null` for what is no such day, time or speed (0 < speed ≤ 3600).
 */
export function parseSimulatedDay(text: string): SimulatedDay | null {
  const [, local, speedText = '1'] = CLOCK_FORM.exec(text) ?? [];
  if (local === undefined) return null;
  const at = Date.parse(`${local}:00.000${VIETNAM_OFFSET}`);
  const speed = Number(speedText);
  if (Number.isNaN(at) || speed <= 0 || speed > FASTEST) return null;
  // Date.parse rolls 30 February over into March; a day that does not come back is no day.
  const day = new Date(at + 7 * 3_600_000).toISOString().slice(0, 16);
  return day === local ? { at, speed } : null;
}

const optional = <T extends z.ZodType>(schema: T) => schema.optional().transform((v) => v ?? null);
const redisUrl = optional(
  z.string().regex(/^(rediss?:\/\/[^\s/]+|unix:\/\/\/)\S*$/, 'redis://, rediss:// or unix:///'),
);

/** Switches off what is on by itself. */
const NONE = 'none';
const PORT_NUMBER = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(65_535));
/** One part of a host name (RFC 1123 §2.1). */
const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
/** RFC 1918, or this machine itself; not larger than a search goes. */
const PRIVATE_NETWORK = new RegExp(
  String.raw`^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.${OCTET}){2,3}/(?:2[2-9]|3[0-2])$`,
);
const isPrivateNetwork = (text: string): boolean =>
  PRIVATE_NETWORK.test(text) && text.split('.').length === 4;

const ENVIRONMENT = z.object({
  PORT: PORT_NUMBER.default(3_000),
  HOST: optional(z.string().regex(/^\S+$/)),
  DATA_DIR: z.string().default('./data'),
  BACKUP_DIR: optional(z.string()),
  REDIS_URL: redisUrl,
  REDIS_JOBS_URL: redisUrl,
  PUBLIC_URL: optional(
    z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).href.replace(/\/+$/, '')),
  ),
  ADMIN_TOKEN: optional(z.string().regex(/^[\x21-\x7e]{16,256}$/)),
  ACCESS_PEPPER: optional(z.string().regex(/^[0-9a-f]{64}$/i)),
  TLS_CERT: optional(z.string()),
  TLS_KEY: optional(z.string()),
  HTTP_PORT: z
    .union([z.literal(NONE), PORT_NUMBER])
    .default(3_080)
    .transform((port) => (port === NONE ? null : port)),
  MDNS_NAME: z
    .union([z.literal(NONE), z.string().regex(DNS_LABEL)])
    .default('motcua')
    .transform((name) => (name === NONE ? null : name.toLowerCase())),
  PRINTER_NETWORKS: optional(
    z
      .string()
      .transform((text) => (text === NONE ? [] : text.split(',').map((each) => each.trim())))
      .refine((networks) => networks.every(isPrivateNetwork)),
  ),
  SPEAKER_COMMAND: optional(z.string()),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  CLOCK: optional(
    z.string().transform((text, context) => {
      const day = parseSimulatedDay(text);
      if (day !== null) return day;
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }),
  ),
});

/**
 * Reads and checks the environment; an empty variable counts as absent. The only place that reads it.
 * @throws ConfigError naming every variable that cannot be used
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { success, data, error } = ENVIRONMENT.safeParse(given);
  if (!success) {
    const wrong = new Set(error.issues.map((issue) => issue.path[0]));
    throw new ConfigError(ENVIRONMENT.keyof().options.filter((name) => wrong.has(name)));
  }
  const { TLS_CERT: cert, TLS_KEY: key } = data;
  if ((cert === null) !== (key === null)) {
    throw new ConfigError([cert === null ? 'TLS_CERT' : 'TLS_KEY']);
  }
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    dataDir: resolve(data.DATA_DIR),
    backupDir: data.BACKUP_DIR === null ? null : resolve(data.BACKUP_DIR),
    redisUrl: data.REDIS_URL,
    redisJobsUrl: data.REDIS_JOBS_URL,
    publicUrl: data.PUBLIC_URL,
    adminToken: data.ADMIN_TOKEN,
    accessPepper: data.ACCESS_PEPPER,
    tls:
      cert === null || key === null
        ? null
        : Object.freeze({ cert: resolve(cert), key: resolve(key) }),
    httpPort: data.HTTP_PORT,
    mdnsName: data.MDNS_NAME,
    printerNetworks: data.PRINTER_NETWORKS,
    speakerCommand: data.SPEAKER_COMMAND,
    logLevel: data.LOG_LEVEL,
    clock: data.CLOCK === null ? null : Object.freeze(data.CLOCK),
  });
}
