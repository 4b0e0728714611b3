/** The installation as those see it who look after it: how it is, its backups, a file for a helper far away. */
import { statfs } from 'node:fs/promises';
import { release, type as systemType, uptime as machineUptime } from 'node:os';
import type { Clock } from '../clock.js';
import { clockWrong } from '../domain/clock-guard.js';
import { AppError } from '../errors.js';
import type { Engine } from '../engine/engine.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { PrinterCondition, PrinterStatus, PrinterTested } from '../protocol/printing.js';
import type { BackupsAnswer, OperationsAnswer, ScreenState } from '../protocol/operations.js';
import type { Store } from '../store/port.js';
import type { Backups } from './backups.js';
import { hallState, screensShow, unservedGroups } from './hall-state.js';
import { bytesOf } from './manifest.js';
import { Nightly } from './nightly.js';
import { recordAtSites } from './records.js';

export interface OperationsParts {
  backups: Backups;
  /** Whether a backup is made each night: not on a simulated day. */
  nightly: boolean;
  store: Store;
  clock: Clock;
  sites: SiteViews;
  engine: Pick<Engine, 'state' | 'facts' | 'diskFull'>;
  /** ms of real time since the newest write that came back; `null` before the first. */
  canaryAge(): number | null;
  dataDir: string;
  build: string;
  screens(site: string): ScreenState[];
  /** How it is about the sound of each zone. */
  sounds(site: string): OperationsAnswer['sounds'];
  printerStatus(site: string, printer: string): PrinterStatus | null;
  /** What a test slip found that it answers. */
  printerAnswers(site: string, printer: string): PrinterTested | null;
  printerConditions(site: string): readonly PrinterCondition[];
  /** Where other machines of the room reach this server. */
  addresses(): readonly string[];
  certificate(): OperationsAnswer['certificate'];
  log: Log;
}

/** ms of real time after a backup in which nobody needs another one. */
const REST_MS = 600_000;

export class Operations {
  readonly #parts: OperationsParts;
  readonly #nightly: Nightly;

  constructor(parts: OperationsParts) {
    const { backups, log } = parts;
    this.#parts = parts;
    this.#nightly = new Nightly({
      ...{ backups, log },
      make: () => this.backUp('system'),
      timeZone: () => firstZone(parts.sites),
      now: Date.now,
    });
  }

  start(): void {
    if (this.#parts.nightly) this.#nightly.start();
  }

  stop(): void {
    this.#nightly.stop();
  }

  backups(): Promise<BackupsAnswer> {
    return this.#parts.backups.state();
  }

  /**
   * Makes a backup that somebody asked for, unless there is one of just now.
   * @param actor id of who asked for it
   * @throws AppError `backup-recent`, and as `Backups.make`
   */
  async backUpByHand(actor: string): Promise<void> {
    const { backups, failed } = await this.backups();
    const age = Date.now() - (backups[0]?.madeAt ?? -Infinity);
    // One from the future was made by a wrong clock and says nothing.
    if (failed === null && age >= 0 && age < REST_MS) throw new AppError('backup-recent');
    await this.backUp(actor);
  }

  /**
   * Makes a backup and writes it down at every site.
   * @param actor id of who asked for it
   * @throws AppError as `Backups.make`
   */
  async backUp(actor: string): Promise<void> {
    const { backups, store, clock, sites, log } = this.#parts;
    const made = await backups.make();
    const at = sites.all().map(({ id, config }) => ({ id, timeZone: config.site.timeZone }));
    const data = { backup: made.id, bytes: bytesOf(made) };
    const entry = { type: 'backup.made', data, actor, reason: made.id } as const;
    await recordAtSites(store, clock, at, entry).catch((error: unknown) => {
      log.warn({ err: error, backup: made.id }, 'a backup was made and not written down');
    });
  }

  /** Everything about one site and the machine under it. Never throws: what cannot be known is `null`. */
  async state(view: SiteView): Promise<OperationsAnswer> {
    const { engine, clock, build, dataDir, store } = this.#parts;
    const { id, config, board } = view;
    const [facts, disk, head, backups] = await Promise.all([
      engine.facts().catch(() => null),
      statfs(dataDir),
      store.head(id).catch(() => null),
      this.backups(),
    ]);
    const now = clock.now();
    const conditions = this.#parts.printerConditions(id);
    return {
      at: Date.now(),
      siteAt: now,
      build,
      node: process.version,
      system: `${systemType()} ${release()}`,
      uptime: Math.round(process.uptime()),
      machineUptime: Math.round(machineUptime()),
      memory: process.memoryUsage.rss(),
      redis: {
        state: engine.state(),
        version: facts?.version ?? null,
        memory: facts?.memory ?? null,
        appendOnly: facts?.appendOnly ?? null,
        provedAgo: this.#parts.canaryAge(),
      },
      disk: {
        free: disk.bavail * disk.bsize,
        total: disk.blocks * disk.bsize,
        full: engine.diskFull(),
      },
      clock: {
        offset: clock.offset,
        stepped: clock.stepped(),
        wrong: clockWrong(now, board.at),
        timeZone: config.site.timeZone,
      },
      backups,
      printers: config.printers.map((printer) => ({
        ...printer,
        status: this.#parts.printerStatus(id, printer.id),
        answers: this.#parts.printerAnswers(id, printer.id),
        left: conditions.find((each) => each.id === printer.id)?.left ?? null,
      })),
      screens: this.#parts.screens(id),
      screensShow: screensShow(view, now),
      sounds: this.#parts.sounds(id),
      addresses: [...this.#parts.addresses()],
      certificate: this.#parts.certificate(),
      retention: { ...config.retention },
      unservedGroups: unservedGroups(config, board),
      hall: hallState(board),
      head: head && { seq: head.seq, h: head.h, day: head.day },
    };
  }

  /**
   * One file for a helper far away: figures, states and stable words only. No name, typed text, address
   * of a phone, ticket or account is in it, so it may be sent by any way.
   */
  async diagnostics(): Promise<object> {
    const all = this.#parts.sites.all();
    const states = await Promise.all(all.map((view) => this.state(view)));
    const [first] = states;
    return {
      format: 1,
      machine: first === undefined ? null : machineOf(first),
      sites: all.map((view, index) => siteOf(view, states[index])),
    };
  }
}

/** Named one by one: what a later product adds to the state does not get into the file by itself. */
function machineOf(state: OperationsAnswer): object {
  const { at, build, node, system, uptime, machineUptime: up, memory, redis, disk } = state;
  const { kept, free, running, failed, backups } = state.backups;
  return {
    ...{ at, build, node, system, uptime, machineUptime: up, memory, redis, disk },
    certificate: state.certificate,
    addresses: state.addresses.length,
    backups: {
      ...{ kept, free, running, failed, count: backups.length },
      newest: backups[0] ?? null,
    },
  };
}

function siteOf(view: SiteView, state: OperationsAnswer | undefined): object {
  const { config, board } = view;
  const { rules, retention } = config;
  return {
    version: config.version,
    trial: config.site.trial,
    training: config.site.training,
    counts: {
      groups: config.groups.length,
      procedures: config.procedures.length,
      counters: config.counters.length,
      zones: config.zones.length,
      languages: config.languages.length,
      ticketsToday: Object.keys(board.tickets).length,
    },
    ...{ rules, retention },
    clock: state?.clock ?? null,
    hall: state?.hall ?? null,
    head: state?.head ?? null,
    unservedGroups: state?.unservedGroups.length ?? null,
    trouble: view.load().trouble,
    printers: (state?.printers ?? []).map(({ address, dots, status }) => ({
      kind: /^[a-z]+/.exec(address)?.[0] ?? '',
      dots,
      status: status && { online: status.online, paper: status.paper, cover: status.cover },
    })),
    sounds: (state?.sounds ?? []).map(({ trouble, unsaid }) => ({ trouble, unsaid })),
    screens: (state?.screens ?? []).map(({ current, since, device }) => ({
      ...{ current, since },
      paired: device !== null,
    })),
  };
}

function firstZone(sites: SiteViews): string {
  return sites.all()[0]?.config.site.timeZone ?? 'UTC';
}
