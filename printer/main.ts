/** `npm run printer`: the agent alone, beside a printer that the server cannot reach. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { AddressError } from './address.js';
import { type AgentOptions, startAgent } from './agent.js';
import { tellPrinters } from './discovery/command.js';
import { NetworkError, ownNetworks, parseNetwork } from './discovery/networks.js';
import { localeWords } from './locale-words.js';
import {
  forgetPaired,
  keepPaired,
  pair,
  type PairedPrinter,
  PairingError,
  readPaired,
} from './pairing.js';
import { ProfileError, profileIds } from './profiles/profile.js';

const USAGE = `npm run printer -- --pair [--server URL] [--token-file FILE]
npm run printer -- --site ID --printer ID [--server URL]     with a token in PRINTER_TOKEN
npm run printer -- --find [--network 192.168.5.0/24 …]        printers that this machine reaches
  the first two: [--address tcp://HOST:PORT | device:/dev/usb/lp0 | virtual] [--profile ${profileIds().join(' | ')}]
        [--folder DIR] [--page PORT] [--language vi | en]
`;

/** The server no longer takes this agent: its device was revoked, or serves another printer now. */
const REVOKED = 3;
/** Answers of the server that mean so (`server/errors.ts`). */
const REVOKING: readonly string[] = ['signed-out', 'not-allowed'];

type Values = ReturnType<typeof read>;
type Served = Pick<AgentOptions, 'server' | 'site' | 'printer' | 'token'> & { dots: number | null };

function read() {
  const { values } = parseArgs({
    options: {
      server: { type: 'string', default: 'http://127.0.0.1:3000' },
      site: { type: 'string' },
      printer: { type: 'string' },
      pair: { type: 'boolean', default: false },
      find: { type: 'boolean', default: false },
      network: { type: 'string', multiple: true },
      'token-file': { type: 'string', default: 'data/printer-token.json' },
      address: { type: 'string', default: 'virtual' },
      profile: { type: 'string' },
      folder: { type: 'string', default: 'data/paper' },
      page: { type: 'string', default: '0' },
      language: { type: 'string', default: 'vi' },
    },
  });
  return values;
}

async function main(): Promise<number> {
  const values = read();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  if (values.find) return find(values, stop.signal);
  if (values.pair) return paired(values, stop);
  const { server, site, printer } = values;
  const token = process.env['PRINTER_TOKEN'];
  if (site === undefined || printer === undefined || token === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  await serve(values, { server, site, printer, token, dots: null }, stop.signal);
  return 0;
}

/** Looks for printers and ends. */
async function find({ network, language }: Values, signal: AbortSignal): Promise<number> {
  await tellPrinters({
    networks: network?.map(parseNetwork) ?? ownNetworks(),
    signal,
    say: localeWords(language, 'agent.find.'),
    tell: (line) => void process.stdout.write(`${line}\n`),
  });
  return 0;
}

/** With a token of its own: from an earlier pairing, or after its code was typed. */
async function paired(values: Values, stop: AbortController): Promise<number> {
  const say = localeWords(values.language, 'agent.');
  const file = values['token-file'];
  const printer = (await readPaired(file)) ?? (await pairNow(values, file, stop.signal));
  if (printer === null) return 0;
  let revoked = false;
  await serve(values, printer, stop.signal, (code) => {
    if (!REVOKING.includes(code)) return;
    revoked = true;
    stop.abort();
  });
  if (!revoked) return 0;
  await forgetPaired(file);
  process.stderr.write(`${say('revoked')}\n`);
  return REVOKED;
}

/** `null` when it was ended before somebody typed the code. */
async function pairNow(
  { server, language }: Values,
  file: string,
  signal: AbortSignal,
): Promise<PairedPrinter | null> {
  const say = localeWords(language, 'agent.');
  const tell = (text: string): void => void process.stdout.write(`${text}\n`);
  let silent = false;
  try {
    const printer = await pair({
      ...{ server, signal },
      show: ({ code }) => {
        silent = false;
        tell(say('code', { code: `${code.slice(0, 3)} ${code.slice(3)}` }));
        tell(say('where', { address: `${server.replace(/\/$/, '')}/admin/devices` }));
      },
      unreached: () => {
        if (!silent) tell(say('unreached', { server }));
        silent = true;
      },
    });
    await keepPaired(file, printer);
    tell(say('paired', { site: printer.site, printer: printer.printer, file }));
    return printer;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Serves the printer until the signal. */
async function serve(
  { address, profile, folder, page, language }: Values,
  { dots, ...printer }: Served,
  signal: AbortSignal,
  onRefused: (code: string) => void = () => undefined,
): Promise<void> {
  const log = pino();
  const words = localeWords(language, 'slip.virtual.');
  const agent = await startAgent({
    ...printer,
    ...{ address, log, onRefused },
    profile: profile ?? usualProfile(address, dots),
    virtual: { folder, page: { host: '127.0.0.1', port: Number(page), words, language } },
  });
  if (agent.tray !== null) log.info({ url: agent.tray.url }, 'virtual printer');
  if (!signal.aborted) {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
  await agent.stop();
}

/** What every unit of this width understands, where nobody told the make. */
function usualProfile(address: string, dots: number | null): string {
  if (address === 'virtual' || dots === null) return 'virtual';
  return dots === 384 ? 'generic-58' : 'generic-80';
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const ofSetting = error instanceof ProfileError || error instanceof AddressError;
    const plain = ofSetting || error instanceof NetworkError;
    const known = plain || error instanceof PairingError;
    process.stderr.write(known ? `${error.message}\n${plain ? USAGE : ''}` : `${String(error)}\n`);
    process.exitCode = plain ? 2 : 1;
  },
);
