/** Trial mode and the way to the own ward, as the product starts them. */
import type { Access } from '../access/access.js';
import type { Clock } from '../clock.js';
import type { SiteRelays } from '../live/relays.js';
import type { Log } from '../log.js';
import { readLibrary } from '../samples/library.js';
import { readSampleWard } from '../samples/sample-ward.js';
import type { Store } from '../store/port.js';
import type { Wording } from '../words.js';
import { SetUp } from './set-up.js';
import { SetUpFile } from './set-up-file.js';
import { type KeptBySite, SiteMaker } from './site-maker.js';
import { TrialPeople } from './trial-people.js';

export interface CreateSetUpParts {
  dataDir: string;
  /** Where virtual printers keep their paper. */
  paperDir: string;
  /** What keeps files of sites besides. */
  kept: readonly KeptBySite[];
  store: Store;
  clock: Clock;
  relays: SiteRelays;
  access: Pick<Access, 'people' | 'devices' | 'tokens' | 'signIns'>;
  wording: Wording;
  /** Lets the machines of the hall in. @returns where they reach this server */
  openToNetwork: () => Promise<string[]>;
  log: Log;
}

/** Makes and starts it; the people of a sample ward get their PINs. @throws StoreDown */
export async function createSetUp({ relays, access, wording, ...parts }: CreateSetUpParts) {
  const { dataDir, paperDir, kept, store, clock, log } = parts;
  const { people, devices, tokens, signIns } = access;
  const [ward, library] = await Promise.all([readSampleWard(), readLibrary()]);
  const names = {
    printer: wording.text('vi', 'setUp.made.printer'),
    zone: {
      vi: wording.text('vi', 'setUp.made.zone'),
      en: wording.text('en', 'setUp.made.zone'),
    },
  };
  const maker = new SiteMaker({
    ...{ store, clock, sites: relays, paperDir, kept, people, devices, tokens, log },
    trainingPrinter: wording.text('vi', 'sites.trainingPrinter'),
    refreshSites: () => relays.refresh(),
  });
  const trialPeople = new TrialPeople({
    ...{ dataDir, people },
    nameOf: (role) => wording.text('vi', `start.people.${role}`),
  });
  const setUp = new SetUp({
    file: new SetUpFile(dataDir),
    ...{ people, signIns, sites: relays, maker, trialPeople, ward, library, names, log },
    openToNetwork: parts.openToNetwork,
  });
  await setUp.start();
  const sample = relays.all().find(({ config: { site } }) => site.trial && !site.training);
  if (sample !== undefined) await trialPeople.begin(sample.id);
  return { ward, library, names, maker, trialPeople, setUp };
}
