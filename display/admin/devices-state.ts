/** What the section of devices knows, and how each device is. */
import type { SiteConfig } from '../../server/protocol/config.js';
import type { PrinterStatus } from '../../server/protocol/printing.js';
import type { Device, DeviceKind } from '../../server/protocol/people.js';

/** Kinds that are paired by code, in the order in which they are offered; phones join by a slip. */
export const PAIRED_KINDS = ['hall', 'sign', 'tablet', 'pad', 'kiosk', 'printer'] as const;

/** Digits of a pairing code. */
export const CODE_LENGTH = 6;

/** What is typed about a device: new, or one that is being renamed. */
export interface DeviceForm {
  kind: DeviceKind;
  /** As it was typed; `null` while it follows kind and place. */
  name: string | null;
  counter: string | null;
  zone: string | null;
  printer: string | null;
}

export interface DevicesState {
  /** `null` until the server answered. */
  devices: Device[] | null;
  /** How the printers are, by their id. */
  printers: Readonly<Record<string, PrinterStatus>>;
  /** Digits typed so far. */
  code: string;
  /** Why the code was refused; `null` while it was not. */
  refused: string | null;
  form: DeviceForm;
  /** The device that is being renamed. */
  renaming: { id: string; form: DeviceForm } | null;
  /** The device whose revoking was asked for once. */
  revoking: string | null;
  sending: boolean;
}

export function startDevices(): DevicesState {
  return {
    devices: null,
    printers: {},
    code: '',
    refused: null,
    form: emptyDevice(),
    renaming: null,
    revoking: null,
    sending: false,
  };
}

export function emptyDevice(): DeviceForm {
  return { kind: 'hall', name: null, counter: null, zone: null, printer: null };
}

/** What stands in the way of a device of this name; `null` for nothing. */
export function missing(
  { kind, counter, printer }: DeviceForm,
  name: string,
): 'name' | 'place' | null {
  if ((kind === 'sign' || kind === 'pad') && counter === null) return 'place';
  if (kind === 'printer' && printer === null) return 'place';
  return name.trim() === '' ? 'name' : null;
}

/** Printers that an agent of its own, or a browser, may serve; the server itself serves all others. */
export function remotePrinters({ printers }: SiteConfig): SiteConfig['printers'] {
  return printers.filter(({ address }) => address === 'remote' || address === 'browser');
}

/** Whether a page on the machine beside it prints on it; `null`: on any that can be paired. */
export function isBrowsers(config: SiteConfig, printer: string | null): boolean {
  const able = remotePrinters(config).filter(({ id }) => printer === null || id === printer);
  return able.length > 0 && able.every(({ address }) => address === 'browser');
}

/** How a device is: a key of `devices.state`, and whether somebody must look. */
export interface DeviceHealth {
  key: string;
  /** Real time, ms, since when, where that is said. */
  since: number | null;
  tone: 'good' | 'look' | 'quiet';
}

/** Kinds that hang or stand there all day: when they are silent, somebody must look. */
const ALWAYS_ON: readonly DeviceKind[] = ['hall', 'sign', 'kiosk', 'printer'];

/** @param build of the screens that the server gives out now */
export function healthOf(
  device: Device,
  build: string,
  printer: PrinterStatus | undefined,
): DeviceHealth {
  const { kind, online, lastSeenAt } = device;
  const look = (key: string, since: number | null = null): DeviceHealth => ({
    key,
    since,
    tone: 'look',
  });
  if (!online) {
    if (lastSeenAt === null) return { key: 'never', since: null, tone: 'quiet' };
    return ALWAYS_ON.includes(kind)
      ? look('lost', lastSeenAt)
      : { key: 'closed', since: lastSeenAt, tone: 'quiet' };
  }
  if (kind === 'printer') {
    const trouble = printer === undefined ? null : printerTrouble(printer);
    return trouble === null ? { key: 'good', since: null, tone: 'good' } : look(trouble);
  }
  if (device.build !== null && device.build !== build) return look('old');
  return { key: 'good', since: null, tone: 'good' };
}

function printerTrouble({ online, paper, cover }: PrinterStatus): string | null {
  if (!online) return 'printerSilent';
  if (paper === 'out') return 'paperOut';
  if (cover === 'open') return 'coverOpen';
  return paper === 'low' ? 'paperLow' : null;
}
