/**
 * Tries a printer out that is nobody's yet: prints one test slip, finds out what the printer answers, then
 * watches for a while whether it says that its cover was opened. A unit that never says so may always say
 * that all is well: nobody can know until a cover is open.
 */
import { access, constants, open } from 'node:fs/promises';
import type { PrinterAnswers, PrintResult } from '../server/protocol/printing.js';
import type { PrinterAddress } from './address.js';
import type { Profile } from './profiles/profile.js';
import type { Bitmap1 } from './render/bitmap.js';
import { PrinterSession, type SessionStatus } from './session/session.js';
import { SESSION_TIMES, type SessionTimes } from './session/times.js';
import { DeviceTransport } from './transport/device.js';
import { TcpTransport } from './transport/tcp.js';
import type { Transport } from './transport/transport.js';

export interface TrialOptions {
  address: Exclude<PrinterAddress, { kind: 'virtual' }>;
  profile: Profile;
  bitmap: Bitmap1;
  times?: Partial<SessionTimes>;
  /** ms for which it watches after the slip. */
  watch?: number;
}

/** `watching`: the slip came to its end; open the cover now. */
export type TrialStage = 'printing' | 'watching' | 'ended';

/** Shorter than for tickets: somebody stands there, and a test slip is a few centimetres. */
const TIMES: SessionTimes = { ...SESSION_TIMES, proof: 8_000, whole: 30_000, poll: 1_000 };
/** ms: as long as somebody needs to find the lever. */
const WATCH = 45_000;

export class Trial {
  readonly #options: TrialOptions;
  readonly #stop = new AbortController();
  #stage: TrialStage = 'printing';
  #result: PrintResult | null = null;
  #warned = false;

  constructor(options: TrialOptions) {
    this.#options = options;
  }

  get stage(): TrialStage {
    return this.#stage;
  }

  /** What became of the slip, with what was found; `null` until then. */
  get result(): PrintResult | null {
    return this.#result;
  }

  /** Whether the printer was seen to say that its paper ended or its cover stood open. */
  get warned(): boolean {
    return this.#warned;
  }

  /** Lets the printer go: whoever prints on it needs its connection. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * Resolves when the printer was let go.
   * @param found told as soon as it is known what the printer answers, and again when it warned
   */
  async run(found: (answers: PrinterAnswers, warned: boolean) => void): Promise<void> {
    const { address, profile, bitmap, times } = this.#options;
    const hindrance = address.kind === 'device' ? await hindranceOf(address.path) : null;
    if (hindrance !== null)
      return this.#end({ outcome: 'blocked', bytesSent: 0, cause: hindrance });
    let heard: PrinterAnswers | null = null;
    let unlock: () => void = () => undefined;
    const session = new PrinterSession({
      transport: transportTo(address),
      profile,
      times: { ...TIMES, ...times },
      // Nothing of ours can be torn, and zeros that wait before the question would keep it from a printer
      // that has no paper.
      clean: true,
      onStatus: (status) => {
        if (!isWarning(status) || this.#warned) return;
        this.#warned = true;
        if (heard !== null) found(heard, true);
        unlock();
      },
    });
    session.start();
    try {
      const result = await session.probe(bitmap);
      this.#result = result;
      heard = result.found ?? null;
      if (heard === null) return;
      found(heard, this.#warned);
      if (!heard.status || this.#warned) return;
      session.learn(heard);
      this.#stage = 'watching';
      await new Promise<void>((resolve) => {
        unlock = resolve;
        const ends = AbortSignal.any([
          this.#stop.signal,
          AbortSignal.timeout(this.#options.watch ?? WATCH),
        ]);
        if (ends.aborted) resolve();
        ends.addEventListener('abort', () => resolve(), { once: true });
      });
    } finally {
      await session.stop();
      this.#stage = 'ended';
    }
  }

  #end(result: PrintResult): void {
    this.#result = result;
    this.#stage = 'ended';
  }
}

function isWarning({ paper, cover }: SessionStatus): boolean {
  return paper === 'out' || cover === 'open';
}

function transportTo(address: TrialOptions['address']): Transport {
  if (address.kind === 'device') return new DeviceTransport(address.path);
  return new TcpTransport({ host: address.host, port: address.port });
}

/**
 * Why a device cannot be written to, before anybody waits for it: it is not there, this process has no right
 * to it (it takes the group `lp`), or another program has it open.
 */
async function hindranceOf(path: string): Promise<string | null> {
  const { O_RDWR, O_NONBLOCK, O_NOCTTY, R_OK, W_OK } = constants;
  try {
    await access(path, R_OK | W_OK);
    const device = await open(path, O_RDWR | O_NONBLOCK | O_NOCTTY);
    const about = await device.stat();
    await device.close();
    return about.isCharacterDevice() ? null : 'device-gone';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EACCES' || code === 'EPERM') return 'device-locked';
    return code === 'EBUSY' ? 'device-busy' : 'device-gone';
  }
}
