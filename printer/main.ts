/** `npm run printer`: the agent alone, beside a printer that the server cannot reach. */
import { pino } from 'pino';
import { AddressError, parseAddress } from './address.js';
import { type AgentOptions, startAgent } from './agent.js';
import {
  LANGUAGE,
  oneOf,
  portNumber,
  runCommand,
  type Say,
  UsageError,
  type Values as ValuesOf,
} from './command-line.js';
import { tellPrinters } from './discovery/command.js';
import { type Network, NetworkError, ownNetworks, parseNetwork } from './discovery/networks.js';
import { localeWords } from './locale-words.js';
import {
  forgetPaired,
  keepPaired,
  pair,
  type PairedPrinter,
  PairingError,
  readPaired,
} from './pairing.js';
import { profileIds } from './profiles/profile.js';

const OPTIONS = {
  server: { type: 'string', sign: 'URL' },
  pair: { type: 'boolean' },
  'token-file': { type: 'string', default: 'data/printer-token.json', sign: 'FILE' },
  site: { type: 'string', sign: 'ID' },
  printer: { type: 'string', sign: 'ID' },
  address: {
    type: 'string',
    default: 'virtual',
    sign: 'tcp://HOST:PORT | device:/dev/usb/lp0 | virtual',
  },
  profile: { type: 'string', sign: profileIds().join(' | ') },
  folder: { type: 'string', default: 'data/paper', sign: 'DIR' },
  page: { type: 'string', default: '0', sign: 'PORT' },
  find: { type: 'boolean' },
  network: { type: 'string', multiple: true, sign: '192.168.5.0/24' },
  language: LANGUAGE,
} as const;
type Values = ValuesOf<typeof OPTIONS>;

/** Where the server is when it runs on this machine. */
const USUAL_SERVER = 'http://127.0.0.1:3000';
/** The server no longer takes this agent: its device was revoked, or serves another printer now. */
const REVOKED = 3;
/** Another agent serves this printer: two would take it from each other for ever. */
const REPLACED = 4;
/** Answers of the server that mean that it was revoked (`server/errors.ts`). */
const REVOKING: readonly string[] = ['signed-out', 'not-allowed'];

type Served = Pick<AgentOptions, 'server' | 'site' | 'printer' | 'token'> & { dots: number | null };

runCommand({
  calls: [
    'npm run printer -- --pair --server URL --address tcp://192.168.1.50:9100',
    'PRINTER_TOKEN=… npm run printer -- --server URL --site ID --printer ID …',
    'npm run printer -- --find',
  ],
  options: OPTIONS,
  work: main,
  explain: (error, say) =>
    error instanceof PairingError ? say(`failed.${error.word}`, { file: error.file }) : null,
});

async function main(values: Values, say: Say): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  if (values.find) return find(values, stop.signal);
  checkAll(values);
  if (values.pair) return paired(values, say, stop);
  const { server = USUAL_SERVER, site, printer } = values;
  const token = process.env['PRINTER_TOKEN'];
  if (site === undefined || printer === undefined) throw new UsageError('missing');
  if (token === undefined || token === '') throw new UsageError('token');
  return serve(values, say, { server, site, printer, token, dots: null }, stop);
}

/** Everything that can be wrong, before anybody walks to a screen and types a code. @throws UsageError */
function checkAll({ server = USUAL_SERVER, address, profile, page }: Values): void {
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError('server', { given: server });
  }
  try {
    parseAddress(address);
  } catch (error) {
    if (error instanceof AddressError) throw new UsageError('address', { given: address });
    throw error;
  }
  if (profile !== undefined) oneOf('profile', profile, profileIds());
  portNumber('page', page);
}

/** Looks for printers and ends. */
async function find({ network, language }: Values, signal: AbortSignal): Promise<number> {
  await tellPrinters({
    networks: network?.map(networkOf) ?? ownNetworks(),
    signal,
    say: localeWords(language, 'agent.find.'),
    tell: (line) => void process.stdout.write(`${line}\n`),
  });
  return 0;
}

function networkOf(given: string): Network {
  try {
    return parseNetwork(given);
  } catch (error) {
    if (error instanceof NetworkError) throw new UsageError('network', { given });
    throw error;
  }
}

/** With a token of its own: from an earlier pairing, or after its code was typed. */
async function paired(values: Values, say: Say, stop: AbortController): Promise<number> {
  const file = values['token-file'];
  const kept = await readPaired(file);
  const printer = kept ?? (await pairNow(values, say, file, stop.signal));
  if (printer === null) return 0;
  // The server moved, and somebody says where to.
  if (values.server !== undefined && values.server !== printer.server) {
    printer.server = values.server;
    await keep(file, printer, say);
  }
  let revoked = false;
  const code = await serve(values, say, printer, stop, (why) => {
    if (!REVOKING.includes(why)) return;
    revoked = true;
    stop.abort();
  });
  if (!revoked) return code;
  await forgetPaired(file);
  process.stderr.write(`${say('revoked')}\n`);
  return REVOKED;
}

/** `null` when it was ended before somebody typed the code. */
async function pairNow(
  { server = USUAL_SERVER }: Values,
  say: Say,
  file: string,
  signal: AbortSignal,
): Promise<PairedPrinter | null> {
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
    if (await keep(file, printer, say)) {
      tell(say('paired', { site: printer.site, printer: printer.printer, file }));
    }
    return printer;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Whether the file could be written: a full disk keeps no citizen from a slip, it says so and prints on. */
async function keep(file: string, printer: PairedPrinter, say: Say): Promise<boolean> {
  try {
    await keepPaired(file, printer);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    process.stderr.write(`${say('notKept', { file, code })}\n`);
    return false;
  }
}

/** Serves the printer until it is to stop, or until another agent does. @returns the exit code */
async function serve(
  { address, profile, folder, page, language }: Values,
  say: Say,
  { dots, ...printer }: Served,
  stop: AbortController,
  onRefused: (code: string) => void = () => undefined,
): Promise<number> {
  const log = pino();
  const { signal } = stop;
  let replaced = false;
  const words = localeWords(language, 'slip.virtual.');
  const agent = await startAgent({
    ...printer,
    ...{ address, log, onRefused },
    onReplaced: () => {
      replaced = true;
      stop.abort();
    },
    profile: profile ?? usualProfile(address, dots),
    virtual: {
      ...(dots !== null && profile === undefined && { printer: { dots } }),
      ...{ folder, page: { host: '127.0.0.1', port: Number(page), words, language } },
    },
  });
  if (agent.tray !== null) {
    log.info({ url: agent.tray.url }, 'virtual printer');
    // Who only forgot the address would wait for paper.
    process.stdout.write(`${say('noPaper', { page: agent.tray.url ?? folder })}\n`);
  }
  if (!signal.aborted) {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
  await agent.stop();
  if (!replaced) return 0;
  process.stderr.write(`${say('replaced')}\n`);
  return REPLACED;
}

/** What every unit of this width understands, where nobody told the make. */
function usualProfile(address: string, dots: number | null): string {
  if (address === 'virtual' || dots === null) return 'virtual';
  return dots === 384 ? 'generic-58' : 'generic-80';
}
