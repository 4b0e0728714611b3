/** The operations of a hall that has neither an embedded Redis, nor printers, nor screens. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../server/clock.js';
import type { AppParts } from '../../server/http/app.js';
import type { SiteViews } from '../../server/live/site-view.js';
import type { Log } from '../../server/log.js';
import { Backups } from '../../server/operations/backups.js';
import { Operations } from '../../server/operations/operations.js';
import { PrintBetween } from '../../server/operations/print-between.js';
import type { Store } from '../../server/store/port.js';

export interface QuietOperationsParts {
  store: Store;
  sites: SiteViews;
  clock: Clock;
  log: Log;
}

export function quietOperations({
  store,
  sites,
  clock,
  log,
}: QuietOperationsParts): Pick<
  AppParts,
  | 'operations'
  | 'printBetween'
  | 'testSvg'
  | 'papersSvg'
  | 'papersPicture'
  | 'summarySvg'
  | 'pinSvg'
  | 'addresses'
  | 'summaryPicture'
  | 'identifyScreens'
  | 'soundScreens'
  | 'packs'
  | 'voices'
  | 'soundsOf'
  | 'soundTroubles'
> {
  const facts = { version: 'none', memory: null, appendOnly: null, uptime: null, clients: null };
  const backups = new Backups({
    ...{ store, log, build: 'test', dataDir: tmpdir(), copy: null },
    folder: join(tmpdir(), 'no-backups-here'),
    ownFolder: false,
    keptFiles: () => Promise.resolve([]),
    pepper: () => Promise.resolve('none'),
    timeZone: () => 'UTC',
    redisVersion: () => Promise.resolve('none'),
    now: Date.now,
  });
  return {
    operations: new Operations({
      ...{ backups, store, clock, sites, log, build: 'test', dataDir: tmpdir(), nightly: false },
      engine: { state: () => 'up', facts: () => Promise.resolve(facts), diskFull: () => false },
      canaryAge: () => 0,
      screens: () => [],
      sounds: () => [],
      printerStatus: () => null,
      printerAnswers: () => null,
      printerConditions: () => [],
      addresses: () => [],
      certificate: () => ({ kind: 'none', validTo: null, problem: null }),
    }),
    testSvg: () => Promise.resolve(''),
    papersSvg: () => Promise.resolve(''),
    summarySvg: () => Promise.resolve(''),
    pinSvg: () => Promise.resolve(''),
    addresses: () => ['http://192.168.1.10:3000'],
    summaryPicture: () => Promise.resolve(Buffer.from('a picture')),
    papersPicture: () => Promise.resolve(Buffer.from('a picture')),
    printBetween: new PrintBetween({
      clock,
      dots: () => null,
      feed: () => 0,
      rolls: { add: () => Promise.resolve() },
      log,
      print: () => Promise.resolve({ outcome: 'blocked', bytesSent: 0, cause: 'agent-offline' }),
    }),
    identifyScreens: () => ({ seconds: 20, screens: [] }),
    soundScreens: () => ({ screens: [] }),
    packs: { list: () => [] },
    voices: { made: () => null },
    soundsOf: () => [],
    soundTroubles: () => [],
  };
}
