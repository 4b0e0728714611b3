/** The network of a server that only this machine reaches: no certificate, no name. */
import type { PagesNetwork } from '../../server/http/page-context.js';

export function quietNetwork(more: Partial<PagesNetwork> = {}): PagesNetwork {
  return {
    installation: 'installation-of-tests',
    origins: () => [],
    secureOrigin: () => null,
    enrolAddress: () => 'http://127.0.0.1:3000/enrol',
    certificate: () => ({ kind: 'none', hosts: [], validTo: null, problem: null }),
    authority: () => null,
    ...more,
  };
}
