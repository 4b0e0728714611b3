/**
 * Makes this server known in its own networks as `<name>.local` (RFC 6762), so that screens
 * and people find it after its address changed. A convenience: no error of it stops the product.
 */
import multicastDns, {
  type MulticastDNS,
  type QueryPacket,
  type ResponsePacket,
} from 'multicast-dns';
import type { RemoteInfo } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.js';
import { sameNet, type LanAddress } from './addresses.js';
import {
  allRecords,
  answersTo,
  forLegacy,
  hostName,
  hostRecords,
  isRival,
  nextName,
  type Announced,
} from './mdns-records.js';

const PORT = 5_353;
/** Questions before a name is taken, and ms between them (RFC 6762 §8.1). */
const PROBES = 3;
const PROBE_GAP = 250;
/** ms between the two announcements (§8.3). */
const ANNOUNCE_GAP = 1_000;
/** ms that the loser of two who ask at the same time waits (§8.2). */
const LOSER_WAITS = 1_000;
/** ms between two answers to a whole network (§6: a second, a quarter to defend a name). */
const ANSWER_GAP = 250;
/** ms between two looks at the machine's addresses. */
const LOOK_EVERY = 5_000;
/** Names to try; after them somebody makes fun of us. */
const MOST_NAMES = 20;

export interface MdnsParts {
  /** The name to begin with, before `.local`. */
  name: string;
  /** Port of plain HTTP; `null` for none. */
  port: () => number | null;
  addresses: () => readonly LanAddress[];
  log: Log;
}

/** One network of the machine. */
interface Link {
  dns: MulticastDNS;
  own: LanAddress;
  answeredAt: number;
}

export class Mdns {
  readonly #parts: MdnsParts;
  readonly #links = new Map<string, Link>();
  #name: string;
  #tried = 1;
  /** Raised when what is under way is out of date. */
  #round = 0;
  #settled = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: MdnsParts) {
    this.#parts = parts;
    this.#name = parts.name;
  }

  /** The name that this server has, before `.local`; another than it began with when that was taken. */
  get name(): string {
    return this.#name;
  }

  start(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    this.#timer.unref();
  }

  /** Says goodbye, so that nobody waits for a name that is gone. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#round += 1;
    const goodbye = this.#settled;
    await Promise.all(
      [...this.#links.values()].map(async (link) => {
        if (goodbye) await respond(link.dns, allRecords(this.#announced(link), 0));
        await destroy(link.dns);
      }),
    );
    this.#links.clear();
  }

  /** Takes up networks that came and lets those go that went. */
  #look(): void {
    const now = this.#parts.addresses();
    let changed = false;
    for (const [address, { dns }] of this.#links) {
      if (now.some((each) => each.address === address)) continue;
      this.#links.delete(address);
      dns.destroy();
    }
    for (const own of now) {
      if (this.#links.has(own.address)) continue;
      this.#links.set(own.address, this.#join(own));
      changed = true;
    }
    if (changed) void this.#claim();
  }

  #join(own: LanAddress): Link {
    const dns = multicastDns({ port: PORT, interface: own.address, bind: '0.0.0.0' });
    const link: Link = { dns, own, answeredAt: -ANSWER_GAP };
    // Sockets of one machine hear the questions of all its networks.
    const isNear = ({ address }: RemoteInfo): boolean => sameNet(address, own.address, own.netmask);
    dns.on('query', (query, from) => {
      if (isNear(from)) this.#answer(link, query, from);
    });
    dns.on('response', (response, from) => {
      if (isNear(from)) this.#watch(response);
    });
    dns.on('error', (error) => {
      this.#parts.log.warn({ err: error, address: own.address }, 'no name in this network');
    });
    dns.on('warning', (error) => {
      this.#parts.log.debug({ err: error, address: own.address }, 'odd multicast DNS');
    });
    return link;
  }

  /** Asks whether the name is free, then tells everybody. */
  async #claim(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.#settled = false;
    const over = (): boolean => this.#round !== round;
    for (let i = 0; i < PROBES; i += 1) {
      for (const link of this.#links.values()) this.#probe(link);
      await pause(PROBE_GAP, undefined, { ref: false });
      if (over()) return;
    }
    this.#settled = true;
    this.#parts.log.info({ name: hostName(this.#name) }, 'known in the network');
    for (const wait of [0, ANNOUNCE_GAP]) {
      await pause(wait, undefined, { ref: false });
      if (over()) return;
      await Promise.all(
        [...this.#links.values()].map((link) =>
          respond(link.dns, allRecords(this.#announced(link))),
        ),
      );
    }
  }

  #probe(link: Link): void {
    const questions = [{ name: hostName(this.#name), type: 'A' as const }];
    const authorities = hostRecords(this.#announced(link)).filter(({ type }) => type === 'A');
    link.dns.query({ questions, authorities });
  }

  #answer(link: Link, query: QueryPacket, from: RemoteInfo): void {
    if (!this.#settled) {
      this.#yieldTo(query, from);
      return;
    }
    const { id = 0, questions = [] } = query;
    const answers = questions.flatMap((each) => answersTo(each, this.#announced(link)));
    if (answers.length === 0) return;
    if (from.port !== PORT) {
      const packet = { id, questions, answers: forLegacy(answers) };
      link.dns.respond(packet, { port: from.port, address: from.address });
      return;
    }
    const now = performance.now();
    if (now - link.answeredAt < ANSWER_GAP) return;
    link.answeredAt = now;
    link.dns.respond(answers);
  }

  /** Of two who ask for one name at once, the one with the later address has it (§8.2). */
  #yieldTo({ authorities = [] }: QueryPacket, from: RemoteInfo): void {
    const own = this.#ownAddresses();
    if (own.includes(from.address)) return;
    const rival = authorities.find((record) => isRival(record, this.#name, own));
    if (rival?.type !== 'A') return;
    if (own.every((address) => isLater(rival.data, address))) this.#claimAfter(LOSER_WAITS);
  }

  /** Somebody else says that the name is his: ours gets a number. */
  #watch({ answers = [] }: ResponsePacket): void {
    const own = this.#ownAddresses();
    if (!answers.some((record) => isRival(record, this.#name, own))) return;
    if (this.#tried >= MOST_NAMES) return;
    this.#tried += 1;
    const taken = this.#name;
    this.#name = nextName(taken);
    this.#parts.log.warn({ taken, name: this.#name }, 'the name is taken in this network');
    this.#claimAfter(0);
  }

  #claimAfter(ms: number): void {
    this.#round += 1;
    const round = this.#round;
    this.#settled = false;
    setTimeout(() => {
      if (this.#round === round) void this.#claim();
    }, ms).unref();
  }

  #ownAddresses(): string[] {
    return this.#parts.addresses().map(({ address }) => address);
  }

  #announced({ own }: Link): Announced {
    return { name: this.#name, addresses: [own.address], port: this.#parts.port() };
  }
}

/** Byte by byte, as the comparison of §8.2.1 demands. */
function isLater(one: string, other: string): boolean {
  const bytes = (address: string): Buffer => Buffer.from(address.split('.').map(Number));
  return Buffer.compare(bytes(one), bytes(other)) > 0;
}

/** Errors of one network, such as a cable that was pulled, are no reason to wait. */
function respond(
  dns: MulticastDNS,
  records: Parameters<MulticastDNS['respond']>[0],
): Promise<void> {
  return new Promise((resolve) => {
    dns.respond(records, () => resolve());
  });
}

function destroy(dns: MulticastDNS): Promise<void> {
  return new Promise((resolve) => {
    dns.destroy(() => resolve());
  });
}
