/** How somebody begins here: a login of his own, and secrets that serve until he sets others. */
import { randomInt } from 'node:crypto';
import type { NewPerson } from '../protocol/people.js';
import type { Hasher } from './hasher.js';
import { freeLogin } from './logins.js';
import { JOIN_LIFETIME, type PersonRecord } from './person-record.js';
import { digestOf, newId, newSecret } from './secrets.js';
import { isWeakPin } from './weak-secrets.js';

type Secrets = Pick<PersonRecord, 'pin' | 'password' | 'join'>;

/** A one-time PIN and the slip's address, and what is kept of them. */
export interface OneTime {
  pin: string;
  join: string;
  kept: Secrets;
}

/** @param parts whose `now` is real time, ms */
export async function oneTimeSecrets(parts: {
  hasher: Hasher;
  now: () => number;
}): Promise<OneTime> {
  const [pin, join] = [oneTimePin(), newSecret()];
  const kept = {
    pin: await parts.hasher.hash(pin),
    password: null,
    join: { digest: digestOf(join), until: parts.now() + JOIN_LIFETIME },
  };
  return { pin, join, kept };
}

/** Six random digits that are not among those that everybody tries first. */
function oneTimePin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    if (!isWeakPin(pin)) return pin;
  }
}

/**
 * @param records of everybody, whose logins are taken
 * @param now real time, ms
 */
export function newRecord(
  records: ReadonlyMap<string, PersonRecord>,
  { name, role, languages, sites }: NewPerson,
  kept: Secrets,
  now: number,
): PersonRecord {
  const logins = new Set([...records.values()].map(({ person }) => person.login));
  const person = {
    id: newId('p'),
    login: freeLogin(name, logins),
    ...{ name, role, languages: [...languages] },
    active: true,
    sites: sites === 'all' ? ('all' as const) : [...sites],
    mustChange: kept.pin !== null,
    hasPassword: kept.password !== null,
    madeAt: now,
  };
  return { person, ...kept, pinAt: now, epoch: 1 };
}
