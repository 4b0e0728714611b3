/** Finds printers in the machine's own networks and on USB without printing, and without disturbing anybody. */
import { setMaxListeners } from 'node:events';
import { type Announced, listenForPrinters } from './announced.js';
import type { FoundPrinter } from './found.js';
import { forEach, isOpen } from './knock.js';
import { hostsOf, isWithin, type Network } from './networks.js';
import { type DeviceFolders, usbPrinters } from './usb.js';

export interface FindOptions {
  networks: readonly Network[];
  devices: DeviceFolders;
  signal: AbortSignal;
  /** Port on which printers take raw data, 9100 where it is not given. */
  rawPort?: number;
  /** Hosts that are not asked, because somebody prints there: some printers have one connection only. */
  spared?: ReadonlySet<string>;
  /** Told whenever something was found or a step was made; `asked` of `of` addresses were asked. */
  onProgress?: (found: readonly FoundPrinter[], asked: number, of: number) => void;
}

/** Port of raw data, and that of pages (IPP), which only office printers and the dearest others have. */
const RAW_PORT = 9100;
const PAGE_PORT = 631;
/** Addresses asked at once: a small network is through in two seconds, and no switch notices. */
const AT_ONCE = 64;
/** ms that a machine of the same hall has to take a connection. */
const KNOCK_MS = 500;
/** ms in which printers tell of themselves. */
const LISTEN_MS = 1_500;

/** More are no printers: something on the way, such as a firewall, takes connections for everybody. */
const MOST = 40;

/** Resolves when all are asked or the signal came, with what was found until then. Throws nothing. */
export async function findPrinters({
  networks,
  devices,
  signal: wanted,
  rawPort = RAW_PORT,
  spared = new Set(),
  onProgress = () => undefined,
}: FindOptions): Promise<FoundPrinter[]> {
  // Each address that is being asked listens to it.
  const signal = AbortSignal.any([wanted]);
  setMaxListeners(0, signal);
  const hosts = hostsOf(networks).filter((host) => !spared.has(host));
  const usb = await usbPrinters(devices);
  const said = new Map<string, Announced>();
  const open = new Map<string, { paged: boolean; port: number }>();
  let asked = 0;
  const found = (): FoundPrinter[] => [
    ...usb,
    ...[...open]
      .filter(([host]) => open.size <= MOST || said.has(host))
      .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
      .map(([host, { port, paged }]) => networkPrinter(host, port, paged, said.get(host))),
  ];
  const tell = (): void => onProgress(found(), asked, hosts.length);
  tell();

  const knock = async (host: string, port: number): Promise<void> => {
    if (!(await isOpen(host, port, KNOCK_MS, signal))) return;
    open.set(host, { port, paged: await isOpen(host, PAGE_PORT, KNOCK_MS, signal) });
    tell();
  };
  const listening = listenForPrinters(
    networks.map(({ address }) => address).filter(isMulticast),
    LISTEN_MS,
    signal,
    (printer) => {
      if (!isWithin(networks, printer.host) || spared.has(printer.host)) return;
      said.set(printer.host, merged(said.get(printer.host), printer));
    },
  );
  await forEach(hosts, AT_ONCE, signal, async (host) => {
    await knock(host, rawPort);
    asked += 1;
    // Seldom enough not to keep anybody busy with listening.
    if (asked % 16 === 0) tell();
  });
  await listening;
  await Promise.all(
    [...said.values()].flatMap(({ host, port }) =>
      port === null || open.has(host) ? [] : [knock(host, port)],
    ),
  );
  tell();
  return found();
}

/** This machine itself announces nothing to itself. */
function isMulticast(address: string): boolean {
  return !address.startsWith('127.');
}

/** What it said in two places is one printer: the one that says more counts. */
function merged(before: Announced | undefined, now: Announced): Announced {
  if (before === undefined) return now;
  const kind = before.kind === 'unknown' ? now.kind : before.kind;
  return { host: now.host, port: before.port ?? now.port, name: before.name ?? now.name, kind };
}

function networkPrinter(
  host: string,
  port: number,
  paged: boolean,
  said: Announced | undefined,
): FoundPrinter {
  const kind = said?.kind ?? 'unknown';
  return {
    address: `tcp://${host}:${port}`,
    also: [],
    way: 'network',
    name: said?.name ?? null,
    kind: kind === 'unknown' && paged ? 'office' : kind,
    rights: true,
  };
}
