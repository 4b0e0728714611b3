/** `npm run printer`: the agent alone, beside a printer that the server cannot reach. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { AddressError } from './address.js';
import { startAgent } from './agent.js';
import { localeWords } from './locale-words.js';
import { ProfileError, profileIds } from './profiles/profile.js';

const USAGE = `npm run printer -- --site ID --printer ID [--server URL] [--address tcp://HOST:PORT | virtual]
  [--profile ${profileIds().join(' | ')}] [--folder DIR] [--page PORT] [--language vi | en]
The token is read from PRINTER_TOKEN.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string', default: 'http://127.0.0.1:3000' },
      site: { type: 'string' },
      printer: { type: 'string' },
      address: { type: 'string', default: 'virtual' },
      profile: { type: 'string', default: 'virtual' },
      folder: { type: 'string', default: 'data/paper' },
      page: { type: 'string', default: '0' },
      language: { type: 'string', default: 'vi' },
    },
  });
  const { site, printer, folder, page, language, ...rest } = values;
  const token = process.env['PRINTER_TOKEN'];
  if (site === undefined || printer === undefined || token === undefined) return usage();
  const log = pino();
  const words = localeWords(language, 'slip.virtual.');
  const virtual = { folder, page: { host: '127.0.0.1', port: Number(page), words, language } };
  const agent = await startAgent({ ...rest, site, printer, token, log, virtual });
  if (agent.tray !== null) log.info({ url: agent.tray.url }, 'virtual printer');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await agent.stop();
  return 0;
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const plain = error instanceof ProfileError || error instanceof AddressError;
    process.stderr.write(plain ? `${error.message}\n${USAGE}` : `${String(error)}\n`);
    process.exitCode = plain ? 2 : 1;
  },
);
