/** The network side of the product: doors, certificate, name, and what others are told of them. */
import type { Server } from 'node:http';
import type { Config } from '../config.js';
import type { PagesNetwork } from '../http/page-context.js';
import type { Log } from '../log.js';
import { reachedAt } from './addresses.js';
import { CertificateKeeper } from './certificate-keeper.js';
import { Listeners } from './listeners.js';
import { Mdns } from './mdns.js';
import { Reach } from './reach.js';

/** What this machine is called where nobody may be told a name. */
const DEFAULT_NAME = 'motcua';

export interface NetworkParts {
  config: Pick<Config, 'port' | 'httpPort' | 'tls' | 'dataDir' | 'mdnsName' | 'publicUrl'>;
  /** Answers everything that comes in by a door. */
  hub: Server;
  /** Where the doors are open now, such as `0.0.0.0`. */
  host: () => string;
  log: Log;
}

export interface Network {
  readonly listeners: Listeners;
  readonly certificate: CertificateKeeper;
  readonly reach: Reach;
  /** Hosts by which a browser may call this server besides addresses and local names; after `start`. */
  readonly publicNames: readonly string[];
  /** What pages tell of it. @param installation tells this one from any other */
  forPages(installation: string): PagesNetwork;
  /** Before the doors open. @throws CertificateError */
  start(): Promise<void>;
  /** Once they are open: makes the name known wherever others can reach them, now or later. */
  announce(): void;
  /** Leaves the doors alone; they have an order of their own at the end. */
  stop(): Promise<void>;
}

export function createNetwork({ config, hub, host, log }: NetworkParts): Network {
  const { port, httpPort, tls, dataDir, mdnsName, publicUrl } = config;
  const mdns =
    mdnsName === null
      ? null
      : new Mdns({
          name: mdnsName,
          port: () => listeners.plainPort,
          addresses: () => reachedAt(host()),
          log,
        });
  const name = (): string | null => mdns?.name ?? null;
  const certificate = new CertificateKeeper({
    ...{ dataDir, log, given: tls },
    name: () => name() ?? DEFAULT_NAME,
  });
  const listeners = new Listeners({ hub, certificate, port, httpPort });
  const reach = new Reach({ dataDir, listeners, certificate, publicUrl, host, name });
  return {
    ...{ listeners, certificate, reach },
    get publicNames() {
      const named = publicUrl === null ? [] : [new URL(publicUrl).hostname];
      return [...named, ...(certificate.pair?.hosts ?? [])];
    },
    forPages: (installation) => ({
      installation,
      origins: () => reach.origins(),
      secureOrigin: (called) => reach.secureOrigin(called),
      enrolAddress: () => reach.enrolAddress(),
      certificate: () => certificate.state(),
      authority: () => certificate.authority,
    }),
    start: async () => {
      reach.start();
      await certificate.start();
    },
    announce: () => mdns?.start(),
    stop: async () => {
      await mdns?.stop();
      await certificate.stop();
    },
  };
}
