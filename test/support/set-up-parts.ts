/** What set-up and the making of sites need, for a hall of the tests. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Network } from '../../printer/discovery/networks.js';
import type { Access } from '../../server/access/access.js';
import type { Clock } from '../../server/clock.js';
import type { AppParts } from '../../server/http/app.js';
import type { SiteRelays } from '../../server/live/relays.js';
import { createLog } from '../../server/log.js';
import { FirstPrinters, NOTHING_SEARCHED } from '../../server/printing/printer-desk.js';
import type { PrinterDesk } from '../../server/http/printer-search.js';
import { readLibrary } from '../../server/samples/library.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { SetUp } from '../../server/set-up/set-up.js';
import { SetUpFile } from '../../server/set-up/set-up-file.js';
import { SiteMaker } from '../../server/set-up/site-maker.js';
import { TrialPeople } from '../../server/set-up/trial-people.js';
import type { Store } from '../../server/store/port.js';
import { svgOf } from '../printer/slips.js';

export interface SetUpTestParts {
  store: Store;
  sites: SiteRelays;
  clock: Clock;
  access: Access;
  /** Where printers are looked for; without it no search and no trial is real. */
  networks?: readonly Network[] | undefined;
}

const IDLE_DESK: PrinterDesk = {
  search: () => NOTHING_SEARCHED,
  searched: () => NOTHING_SEARCHED,
  try: () => Promise.resolve(null),
  tried: () => null,
};

/** A data folder of its own; the set-up is not started. */
export async function setUpParts({
  store,
  sites,
  clock,
  access,
  networks,
}: SetUpTestParts): Promise<
  Pick<AppParts, 'setUp' | 'desk' | 'maker' | 'ward' | 'library' | 'names'>
> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-set-up-'));
  const { people, devices, tokens, signIns } = access;
  const maker = new SiteMaker({
    ...{ store, clock, sites, people, devices, tokens },
    paperDir: join(dataDir, 'paper'),
    kept: [],
    trainingPrinter: 'Máy in tập dượt',
    refreshSites: () => sites.refresh(),
    log: createLog('silent'),
  });
  const [ward, library] = await Promise.all([readSampleWard(), readLibrary()]);
  const names = { printer: 'Máy in ở cửa', zone: { vi: 'sảnh', en: 'hall' } };
  const setUp = new SetUp({
    file: new SetUpFile(dataDir),
    ...{ people, signIns, sites, maker, ward, library, names },
    trialPeople: new TrialPeople({ dataDir, people, nameOf: (role) => role }),
    openToNetwork: () => Promise.resolve(['http://192.168.1.10:3000']),
    log: createLog('silent'),
  });
  if (networks === undefined) return { setUp, desk: IDLE_DESK, maker, ward, library, names };
  const desk = new FirstPrinters({
    networks: () => networks,
    devices: { dev: dataDir, sys: dataDir },
    configured: () => sites.all().flatMap(({ config }) => config.printers),
    slip: () => Promise.resolve(svgOf()),
    remember: () => Promise.resolve(),
    now: () => clock.now(),
    log: createLog('silent'),
  });
  return { setUp, desk, maker, ward, library, names };
}
