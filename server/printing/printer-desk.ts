/**
 * Finds printers that this machine reaches and tries one out before it is any site's: for set-up and for an
 * admin who adds one later. One search and one trial at a time, whoever asked; neither belongs to a request.
 */
import { parseAddress, unitOf } from '../../printer/address.js';
import { findPrinters } from '../../printer/discovery/find-printers.js';
import type { FoundPrinter as Found } from '../../printer/discovery/found.js';
import { isCut, type Network, networkName } from '../../printer/discovery/networks.js';
import type { DeviceFolders } from '../../printer/discovery/usb.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import { Trial, type TrialOptions } from '../../printer/trial.js';
import { profileFor } from './embedded-agents.js';
import type { PrinterDesk } from '../http/printer-search.js';
import type { Log } from '../log.js';
import type { PrinterConfig } from '../protocol/config.js';
import type { PrinterTested } from '../protocol/printing.js';
import type { PrinterSearch, PrinterTrial } from '../protocol/printers.js';

export interface PrinterDeskParts {
  /** Where printers are looked for: networks of this machine, or those that its operator named. */
  networks(): readonly Network[];
  devices: DeviceFolders;
  /** Printers of all sites. */
  configured(): readonly PrinterConfig[];
  /** Draws a test slip that names this place. */
  slip(place: string, dots: number): Promise<string>;
  /** Keeps what was found, for when the printer becomes a site's. */
  remember(unit: string, tested: PrinterTested): Promise<void>;
  /** Site time, ms. */
  now(): number;
  log: Log;
  watch?: TrialOptions['watch'];
}

/** ms after which a search is ended, however many networks there are. */
const LONGEST = 60_000;
/** ms between two looks whether a printer that is being watched has become a site's. */
const LOOK = 500;

export const NOTHING_SEARCHED: PrinterSearch = {
  searching: false,
  asked: 0,
  of: 0,
  networks: [],
  cut: false,
  at: null,
  found: [],
};

export class FirstPrinters implements PrinterDesk {
  readonly #parts: PrinterDeskParts;
  #search = NOTHING_SEARCHED;
  #trial: { address: string; run: Trial } | null = null;
  /** What was tried before the present trial has let its printer go. */
  #before: Promise<void> = Promise.resolve();
  readonly #stop = new AbortController();

  constructor(parts: PrinterDeskParts) {
    this.#parts = parts;
  }

  /** Ends what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#trial?.run.stop();
    await this.#before;
  }

  searched(): PrinterSearch {
    return this.#search;
  }

  search(): PrinterSearch {
    if (this.#search.searching || this.#stop.signal.aborted) return this.#search;
    const networks = this.#parts.networks();
    this.#search = {
      ...NOTHING_SEARCHED,
      searching: true,
      networks: networks.map(networkName),
      cut: networks.some(isCut),
    };
    this.#find(networks).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, 'search for printers failed');
      this.#search = { ...this.#search, searching: false, at: Date.now() };
    });
    return this.#search;
  }

  async #find(networks: readonly Network[]): Promise<void> {
    const used = this.#used();
    const own = used.flatMap((address): Found[] => {
      const { kind } = parseAddress(address);
      if (kind !== 'tcp') return [];
      return [{ address, also: [], way: 'network', name: null, kind: 'receipt', rights: true }];
    });
    const take = (found: readonly Found[], asked: number, of: number): void => {
      const all = [...own, ...found].map(({ also, ...printer }) => ({
        ...printer,
        used: [printer.address, ...also].some((address) => used.includes(address)),
      }));
      this.#search = { ...this.#search, asked, of, found: all };
    };
    const spared = new Set(own.map(({ address }) => hostOf(address)));
    await findPrinters({
      ...{ networks, spared, devices: this.#parts.devices, onProgress: take },
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(LONGEST)]),
    });
    this.#search = { ...this.#search, searching: false, at: Date.now() };
    const { asked, found } = this.#search;
    this.#parts.log.info({ asked, found: found.length }, 'looked for printers');
  }

  tried(): PrinterTrial | null {
    const trial = this.#trial;
    if (trial === null) return null;
    const { stage, result, warned } = trial.run;
    return {
      ...{ address: trial.address, stage, warned },
      outcome: result?.outcome ?? null,
      cause: result?.cause ?? null,
      found: result?.found ?? null,
    };
  }

  async try(
    typed: string,
    dots: PrinterConfig['dots'],
    place: string,
  ): Promise<PrinterTrial | null> {
    const address = parseAddress(typed);
    if (this.tried()?.stage === 'printing' || this.#stop.signal.aborted) return this.tried();
    if (address.kind === 'virtual') return null;
    const plain = plainAddress(typed);
    if (this.#used().includes(plain)) {
      return {
        ...{ address: typed, stage: 'ended', outcome: 'blocked', cause: 'used' },
        ...{ found: null, warned: false },
      };
    }
    const profile = profileFor({ address: typed, dots });
    const bitmap = await renderSlip(await this.#parts.slip(place, dots), dots);
    this.#trial?.run.stop();
    const run = new Trial({
      ...{ address, bitmap, profile: loadProfile(profile) },
      ...(this.#parts.watch !== undefined && { watch: this.#parts.watch }),
    });
    this.#trial = { address: typed, run };
    const unit = unitOf(typed, profile);
    this.#before = this.#before.then(() => this.#run(run, unit, plain));
    return this.tried();
  }

  async #run(run: Trial, unit: string, address: string): Promise<void> {
    const { remember, now, log } = this.#parts;
    // Its own agent waits for the connection from the moment that it is configured.
    const look = setInterval(() => {
      if (this.#used().includes(address)) run.stop();
    }, LOOK);
    try {
      await run.run((answers, warned) => {
        remember(unit, { ...answers, at: now(), warned }).catch((error: unknown) => {
          log.warn({ err: error }, 'answers of a printer not kept');
        });
      });
    } catch (error) {
      log.error({ err: error }, 'trial of a printer failed');
    } finally {
      clearInterval(look);
    }
  }

  /** Addresses at which sites print, each written in one way. */
  #used(): string[] {
    return this.#parts.configured().flatMap(({ address }) => {
      const reached = address.startsWith('tcp:') || address.startsWith('device:');
      return reached ? [plainAddress(address)] : [];
    });
  }
}

/** `tcp://host` and `tcp://host:9100` are one. */
function plainAddress(address: string): string {
  const parsed = parseAddress(address);
  return parsed.kind === 'tcp' ? `tcp://${parsed.host}:${parsed.port}` : address;
}

function hostOf(address: string): string {
  const parsed = parseAddress(address);
  return parsed.kind === 'tcp' ? parsed.host : '';
}
