/** A virtual printer and a session on one table, cleared away after each test. */
import { once } from 'node:events';
import { loadProfile, type Profile } from '../../printer/profiles/profile.js';
import { PrinterSession, type SessionStatus } from '../../printer/session/session.js';
import type { SessionTimes } from '../../printer/session/times.js';
import { type TcpAddress, TcpTransport } from '../../printer/transport/tcp.js';
import {
  VirtualPrinter,
  type VirtualPrinterOptions,
  type VirtualSlip,
} from '../../printer/virtual/virtual-printer.js';
import { ownLoopback } from '../support/loopback.js';
import type { FaultLine } from './fault-line.js';

/** Where a virtual printer is reached. */
export function addressOf({ options, port }: VirtualPrinter): TcpAddress {
  return { host: options.host, port };
}

/** Longer than any machine is busy: who wants to see patience run out takes it away for that moment. */
export const PATIENT: SessionTimes = {
  connect: 2_000,
  preflight: 5_000,
  slowest: 5_000,
  proof: 10_000,
  whole: 20_000,
  settle: 150,
  poll: 60_000,
};

export class BenchTop implements AsyncDisposable {
  readonly slips: VirtualSlip[] = [];
  readonly statuses: SessionStatus[] = [];
  readonly session: PrinterSession;
  readonly profile: Profile;
  /** Patience of the session; a test may change it at any time. */
  readonly times: SessionTimes;
  #look: () => void = () => undefined;

  private constructor(
    readonly printer: VirtualPrinter,
    profile: string,
    times: Partial<SessionTimes>,
    /** What stands between the two, where something does. */
    readonly line: FaultLine | null,
  ) {
    this.profile = loadProfile(profile);
    this.times = { ...PATIENT, ...times };
    printer.speed = 20;
    printer.on('slip', (slip) => this.slips.push(slip));
    this.session = new PrinterSession({
      transport: new TcpTransport(line?.address ?? addressOf(printer)),
      profile: this.profile,
      times: this.times,
      clean: true,
      onStatus: (status) => {
        this.statuses.push(status);
        this.#look();
      },
    });
  }

  static async set(
    options: Partial<VirtualPrinterOptions>,
    profile: string,
    times: Partial<SessionTimes> = {},
    lineTo?: (printer: TcpAddress) => Promise<FaultLine>,
  ): Promise<BenchTop> {
    // While its power is off nobody else can be given its port.
    const printer = new VirtualPrinter({ ...options, host: ownLoopback().host(1) });
    await printer.start();
    const line = lineTo === undefined ? null : await lineTo(addressOf(printer));
    const top = new BenchTop(printer, profile, times, line);
    top.session.start();
    return top;
  }

  /** Resolves when so many rows hang out of the printer. */
  row(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (rows: number): void => {
        if (rows < count) return;
        this.printer.off('row', look);
        resolve();
      };
      this.printer.on('row', look);
    });
  }

  /** Resolves with the next piece of paper that falls. */
  async nextSlip(): Promise<VirtualSlip> {
    const next = this.slips.length;
    while (this.slips.length <= next) await once(this.printer, 'slip');
    const slip = this.slips[next];
    if (slip === undefined) throw new Error('no slip');
    return slip;
  }

  /** Resolves when the session has said, after the first so many times, that its connection is gone. */
  async lostSince(told: number): Promise<void> {
    const lost = (): boolean => this.statuses.slice(told).some(({ online }) => !online);
    while (!lost()) await new Promise<void>((resolve) => (this.#look = resolve));
  }

  /** Resolves when the session has said so. */
  status(wanted: Partial<SessionStatus>): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        const now: Partial<SessionStatus> = this.session.status;
        const all = Object.entries(wanted);
        if (all.every(([name, value]) => Reflect.get(now, name) === value)) resolve();
      };
      this.#look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.stop();
    await this.line?.stop();
    await this.printer.stop();
  }
}
