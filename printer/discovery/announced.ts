/**
 * Printers that say by multicast DNS what they are (RFC 6763): most office printers do and name the
 * languages that they print, some receipt printers too. Asked from a port of its own, so that they answer
 * this machine alone (RFC 6762 §6.7).
 */
import multicastDns, { type ResponsePacket } from 'multicast-dns';
import { setTimeout as pause } from 'node:timers/promises';
import { kindOf, type PrinterKind, shownName } from './kinds.js';

export interface Announced {
  host: string;
  /** Where it takes raw data; `null` when it did not say. */
  port: number | null;
  name: string | null;
  kind: PrinterKind;
}

/** Raw data on a port of its own; pages by IPP. Receipt printers that announce themselves use both. */
const RAW = '_pdl-datastream._tcp.local';
const SERVICES = [RAW, '_ipp._tcp.local'] as const;
const GROUP = { address: '224.0.0.251', port: 5_353 };
/** ms between the two questions: the first of a network that sleeps is lost now and then. */
const AGAIN = 400;

/**
 * Asks in the networks of these own addresses and listens for so long.
 * @param ms to listen for answers
 * @param heard is told of each printer, some more than once
 */
export async function listenForPrinters(
  own: readonly string[],
  ms: number,
  signal: AbortSignal,
  heard: (printer: Announced) => void,
): Promise<void> {
  if (own.length === 0) return;
  const sockets = own.map((address) => {
    const dns = multicastDns({ port: 0, interface: address });
    dns.on('response', (packet, { address: sender }) => {
      for (const printer of announcedIn(packet, sender)) heard(printer);
    });
    // A network without multicast announces nothing, which is no fault.
    dns.on('error', () => undefined);
    return dns;
  });
  const ask = (): void => {
    const questions = SERVICES.map((name) => ({ name, type: 'PTR' as const }));
    for (const dns of sockets) dns.query({ questions }, GROUP);
  };
  try {
    ask();
    await pause(Math.min(AGAIN, ms), undefined, { signal });
    ask();
    await pause(Math.max(0, ms - AGAIN), undefined, { signal });
  } catch {
    // Who asked no longer wants to know.
  } finally {
    await Promise.all(
      sockets.map((dns) => new Promise<void>((resolve) => dns.destroy(() => resolve()))),
    );
  }
}

type Record = NonNullable<ResponsePacket['answers']>[number];

/** Printers that a packet tells of. Pure. @param sender address that it came from */
export function announcedIn(packet: ResponsePacket, sender: string): Announced[] {
  const records: Record[] = [...(packet.answers ?? []), ...(packet.additionals ?? [])];
  const instances = new Set(
    records.flatMap((record) =>
      record.type === 'TXT' || record.type === 'SRV' ? record.name : [],
    ),
  );
  return [...instances].flatMap((instance) => {
    const service = SERVICES.find((each) => instance.toLowerCase().endsWith(each));
    if (service === undefined) return [];
    const about = textOf(records, instance);
    const name = shownName(
      about.get('ty') ?? about.get('product') ?? instance.slice(0, -service.length - 1),
    );
    const at = records.find((record) => record.type === 'SRV' && record.name === instance);
    const target = at?.type === 'SRV' ? at.data.target : '';
    const host = records.find((record) => record.type === 'A' && record.name === target);
    return {
      host: host?.type === 'A' ? host.data : sender,
      port: service === RAW && at?.type === 'SRV' ? at.data.port : null,
      name,
      kind: kindOf(name, about.get('pdl') ?? ''),
    };
  });
}

/** `key=value` pairs of an instance; keys in lower case (RFC 6763 §6.4). */
function textOf(records: readonly Record[], instance: string): Map<string, string> {
  const found = records.find((record) => record.type === 'TXT' && record.name === instance);
  const lines = found?.type === 'TXT' ? [found.data].flat() : [];
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(line.toString()) ?? [];
      return key === undefined || value === undefined ? [] : [[key.toLowerCase(), value]];
    }),
  );
}
