/** `npm run printer -- --find`: what printers this machine reaches, with the addresses to copy. */
import { findPrinters } from './find-printers.js';
import type { FoundPrinter } from './found.js';
import { isCut, type Network, networkName } from './networks.js';
import { DEVICE_FOLDERS, type DeviceFolders } from './usb.js';

export interface FindCommand {
  networks: readonly Network[];
  signal: AbortSignal;
  /** Words under `agent.find`. */
  say: (word: string, values?: Readonly<Record<string, string | number>>) => string;
  tell: (line: string) => void;
  devices?: DeviceFolders;
}

/** Tells what it looks through, then what it found. */
export async function tellPrinters(command: FindCommand): Promise<void> {
  const { networks, signal, say, tell, devices = DEVICE_FOLDERS } = command;
  for (const network of networks) {
    tell(say(isCut(network) ? 'searchesPart' : 'searches', { network: networkName(network) }));
  }
  if (networks.length === 0) tell(say('noNetwork'));
  const found = await findPrinters({ networks, devices, signal });
  if (found.length === 0) tell(say('nothing'));
  const width = Math.max(0, ...found.map(({ address }) => address.length));
  for (const printer of found) tell(lineOf(printer, width, say));
  if (found.some(({ rights }) => !rights)) tell(say('noRights'));
  if (found.some(({ kind }) => kind === 'office')) tell(say('office'));
}

function lineOf(
  { address, name, kind, rights }: FoundPrinter,
  width: number,
  say: FindCommand['say'],
): string {
  const about = [name ?? say('unnamed'), say(`kind.${kind}`)];
  if (!rights) about.push(say('locked'));
  return `  ${address.padEnd(width)}  ${about.join(' · ')}`;
}
