/** A network of one's own on this machine: whoever tests there meets nobody, whatever the port. */
import { randomInt } from 'node:crypto';
import type { Network } from '../../printer/discovery/networks.js';

export interface OwnLoopback {
  /** First three parts of its addresses. */
  prefix: string;
  /** Address of one of its fourteen machines. @param last 1 to 14 */
  host(last: number): string;
  network: Network;
}

/** 65 thousand of them: that two tests at a time take the same is as good as never. */
export function ownLoopback(): OwnLoopback {
  const prefix = `127.${randomInt(1, 255)}.${randomInt(256)}`;
  return {
    prefix,
    host: (last) => `${prefix}.${last}`,
    network: { address: `${prefix}.1`, prefix: 28 },
  };
}
