/** What set-up and the making of sites need, for a hall of the tests. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access } from '../../server/access/access.js';
import type { Clock } from '../../server/clock.js';
import type { AppParts } from '../../server/http/app.js';
import type { SiteRelays } from '../../server/live/relays.js';
import { createLog } from '../../server/log.js';
import { readLibrary } from '../../server/samples/library.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { SetUp } from '../../server/set-up/set-up.js';
import { SetUpFile } from '../../server/set-up/set-up-file.js';
import { SiteMaker } from '../../server/set-up/site-maker.js';
import { TrialPeople } from '../../server/set-up/trial-people.js';
import type { Store } from '../../server/store/port.js';

export interface SetUpTestParts {
  store: Store;
  sites: SiteRelays;
  clock: Clock;
  access: Access;
}

/** A data folder of its own; the set-up is not started. */
export async function setUpParts({
  store,
  sites,
  clock,
  access,
}: SetUpTestParts): Promise<
  Pick<AppParts, 'setUp' | 'tryPrinter' | 'maker' | 'ward' | 'library' | 'names'>
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
  return { setUp, tryPrinter: () => Promise.resolve('answers'), maker, ward, library, names };
}
