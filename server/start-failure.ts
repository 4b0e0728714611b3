import { fileURLToPath } from 'node:url';
import { ConfigError } from './config.js';
import { EngineError } from './engine/engine-error.js';
import { SilentRedis, UnfitRedis } from './engine/foreign-redis.js';
import { CertificateError } from './network/certificate-pair.js';
import { LANGUAGES, loadWording } from './words.js';

/** What to tell whoever started the product, and how to end. */
export interface StartFailure {
  text: string;
  /** 1 failed, 2 told wrongly. */
  exitCode: number;
}

interface Sentence {
  key: string;
  values: Record<string, string>;
}

const LOCALES = fileURLToPath(new URL('../display/locales', import.meta.url));

/**
 * Plain sentences, Vietnamese first, for what somebody at this machine can mend; for anything else the
 * error itself, which is for who looks after the code.
 */
export async function startFailure(error: unknown): Promise<StartFailure> {
  const exitCode = error instanceof ConfigError ? error.exitCode : 1;
  const sentences = sentencesOf(error);
  const wording = sentences.length === 0 ? null : await loadWording(LOCALES).catch(() => null);
  if (wording === null) return { text: rawText(error), exitCode };
  const lines = LANGUAGES.flatMap((language) =>
    sentences.map(({ key, values }) => wording.text(language, key, values)),
  );
  return { text: lines.join('\n'), exitCode };
}

function sentencesOf(error: unknown): Sentence[] {
  if (error instanceof ConfigError) {
    return error.variables.map((variable) => ({ key: `config.${variable}`, values: {} }));
  }
  if (error instanceof EngineError) {
    return [{ key: `engine.${error.code}`, values: { folder: error.folder } }];
  }
  if (error instanceof UnfitRedis) {
    const { code, found, wanted } = error.finding;
    return [{ key: `engine.finding.${code}`, values: { found, wanted } }];
  }
  if (error instanceof SilentRedis) {
    const { address, reason } = error;
    return [{ key: 'engine.redis-silent', values: { address, reason } }];
  }
  if (error instanceof CertificateError) {
    return [{ key: `enrol.fault.${error.code}`, values: { file: error.file } }];
  }
  const told = systemError(error);
  switch (told.code) {
    case 'EADDRINUSE':
      return [{ key: 'engine.port-in-use', values: { port: told.port } }];
    case 'EADDRNOTAVAIL':
      return [{ key: 'engine.host-unknown', values: { host: told.address } }];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [{ key: 'engine.host-unknown', values: { host: told.hostname } }];
    default:
      return [];
  }
}

/** What Node tells of a failed system call, as text; '' where it tells nothing. */
function systemError(error: unknown): Record<'code' | 'port' | 'address' | 'hostname', string> {
  const told = new Map<string, unknown>(error instanceof Error ? Object.entries(error) : []);
  const field = (name: string): string => {
    const value = told.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return {
    code: field('code'),
    port: field('port'),
    address: field('address'),
    hostname: field('hostname'),
  };
}

function rawText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
