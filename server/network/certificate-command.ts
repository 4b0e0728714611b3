/**
 * `npm run certificate`: makes the hall's own authority once, and a certificate for this server. May be
 * run again at any time: the authority stays, so no device needs to be told anew.
 */
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { startFailure } from '../start-failure.js';
import { LANGUAGES, loadWording, type Language } from '../words.js';
import { issueOwn, ownHosts } from './own-certificate.js';
import { TlsFolder } from './tls-folder.js';

const LOCALES = fileURLToPath(new URL('../../display/locales', import.meta.url));
/** Exit code for what was typed wrongly. */
const TOLD_WRONGLY = 2;
const HOST = /^[a-z0-9.:-]{1,253}$/i;

/** `--name motcua.local --address 192.168.1.5`, each as often as wanted; `null` when it says anything else. */
function hostsAsked(args: string[]): string[] | null {
  const list = { type: 'string', multiple: true, default: [] as string[] } as const;
  try {
    const { values } = parseArgs({ args, options: { name: list, address: list } });
    const hosts = [...values.name, ...values.address].map((host) => host.toLowerCase());
    return hosts.every((host) => HOST.test(host)) ? hosts : null;
  } catch {
    return null;
  }
}

async function main(): Promise<void> {
  const wording = await loadWording(LOCALES);
  const say = (key: string, values: Record<string, string> = {}): void => {
    const line = (language: Language) => wording.text(language, `enrol.command.${key}`, values);
    process.stdout.write(`${LANGUAGES.map(line).join('\n')}\n\n`);
  };
  const asked = hostsAsked(process.argv.slice(2));
  if (asked === null) {
    say('usage');
    process.exitCode = TOLD_WRONGLY;
    return;
  }
  const { dataDir, mdnsName, port, httpPort } = readConfig(process.env);
  const folder = new TlsFolder(dataDir);
  const { hosts, refused, fresh, fingerprint } = await issueOwn(folder, {
    hall: `Một Cửa ${hostname()}`,
    hosts: [...new Set([...asked, ...ownHosts(mdnsName ?? 'motcua')])],
    now: Date.now(),
  });
  say(fresh ? 'madeAuthority' : 'keptAuthority', {
    file: folder.authorityFile,
    fingerprint,
  });
  say('made', { hosts: hosts.join(', ') });
  if (refused.length > 0) say('refused', { hosts: refused.join(', ') });
  const name = hosts[0] ?? 'motcua.local';
  say('next', { url: `https://${name}:${port}` });
  if (httpPort !== null) say('enrol', { url: `http://${name}:${httpPort}/enrol` });
  say('renewed');
}

main().catch(async (error: unknown) => {
  const { text, exitCode } = await startFailure(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
});
