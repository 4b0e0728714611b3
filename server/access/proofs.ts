/** Whether somebody is who he says: PIN, password, slip; each try counted and slowed. */
import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.js';
import { SIGN_IN_DEVICES } from '../protocol/people.js';
import type { Attempt, Attempts } from './attempts.js';
import { credentialsOf, placeOf } from './credentials.js';
import type { DeviceBook } from './device-book.js';
import type { DeviceRecord } from './device-record.js';
import type { Hasher } from './hasher.js';
import type { PeopleBook } from './people-book.js';
import { MUST_CHANGE_AFTER, ONE_TIME_LIFETIME, type PersonRecord } from './person-record.js';
import type { SignInAttempt } from './ports.js';
import { coversSite } from './rights.js';
import { isWeakPin } from './weak-secrets.js';

export interface ProofParts {
  people: PeopleBook;
  devices: DeviceBook;
  attempts: Attempts;
  hasher: Hasher;
  /** A PIN is enough at every device: nothing here is real. */
  trustsEveryDevice: () => boolean;
  fromThisMachine: (request: IncomingMessage) => boolean;
  /** Real time, ms. */
  now: () => number;
}

/** Where somebody tries. */
export interface Place {
  /** Id of a paired device, or an address. */
  place: string;
  /** A paired device, or this machine itself. */
  trusted: boolean;
  device: DeviceRecord | null;
}

export class Proofs {
  readonly #parts: ProofParts;

  constructor(parts: ProofParts) {
    this.#parts = parts;
  }

  /** @throws AppError `store-down` */
  async placeOf(request: IncomingMessage): Promise<Place> {
    const { devices, fromThisMachine } = this.#parts;
    const device = await devices.byCredentials(credentialsOf(request));
    if (device !== null && SIGN_IN_DEVICES.includes(device.device.kind)) {
      return { place: device.device.id, trusted: true, device };
    }
    return { place: placeOf(request), trusted: fromThisMachine(request), device };
  }

  /** @throws WrongSecret, TooMany */
  async byPassword(
    place: Place,
    { login, password }: Extract<SignInAttempt, { kind: 'password' }>,
  ): Promise<PersonRecord> {
    const record = employed(await this.#parts.people.byLogin(login));
    const { id: account = login } = record?.person ?? {};
    await this.#tried(place, account, record, 'password', password);
    return needed(record);
  }

  /** @throws WrongSecret, TooMany, AppError `not-paired`, and what a one-time PIN throws */
  async byPin(
    place: Place,
    { person, pin, next }: Extract<SignInAttempt, { kind: 'pin' }>,
  ): Promise<PersonRecord> {
    const { people, trustsEveryDevice } = this.#parts;
    const record = employed(await people.record(person));
    if (!trustsEveryDevice() && !isFor(place.device, person)) throw new AppError('not-paired');
    const here = record !== null && worksAt(record, place.device) ? record : null;
    await this.#tried(place, here?.person.id ?? person, here, 'pin', pin);
    return this.#renewed(this.#fresh(needed(here), next), next);
  }

  /** Spends the slip. @throws WrongSecret, also when it is spent; TooMany, and what a one-time PIN throws */
  async byJoin(
    place: Place,
    { join, pin, next }: Extract<SignInAttempt, { kind: 'join' }>,
  ): Promise<PersonRecord> {
    const record = employed(await this.#parts.people.byJoin(join));
    await this.#tried(place, record?.person.id ?? join, record, 'pin', pin);
    const found = this.#fresh(needed(record), next);
    // Before there is a phone: of several who come at once with the same slip, one gets in.
    await this.#parts.people.spendJoin(found.person.id, join);
    return this.#renewed(found, next);
  }

  /** @throws WrongSecret, TooMany */
  async #tried(
    { place, trusted }: Pick<Place, 'place' | 'trusted'>,
    account: string,
    record: PersonRecord | null,
    kind: Attempt['secret'],
    secret: string,
  ): Promise<void> {
    const known = record !== null;
    const kept = record?.[kind] ?? null;
    const begun = await this.#parts.attempts.begin({
      ...{ account, secret: kind, known, place, trusted },
    });
    if (!(await this.#parts.hasher.verify(kept, secret, { place, trusted }))) throw begun.wrong;
    await begun.right();
    if (record !== null && kept !== null && this.#parts.hasher.outdated(kept)) {
      await this.#parts.people.rehash(record.person.id, kind, secret);
    }
  }

  /** @throws WrongSecret unless `secret` is the person's PIN or password; TooMany */
  async prove(
    { person, pin, password }: PersonRecord,
    { place, trusted }: Pick<Place, 'place' | 'trusted'>,
    secret: string,
  ): Promise<void> {
    const { attempts, hasher } = this.#parts;
    const begun = await attempts.begin({
      ...{ account: person.id, secret: 'pin', known: true, place, trusted },
    });
    for (const kept of [pin, password]) {
      if (kept === null || !(await hasher.verify(kept, secret, { place, trusted }))) continue;
      await begun.right();
      return;
    }
    throw begun.wrong;
  }

  /** The same for somebody who is signed in. @throws WrongSecret, TooMany */
  async proveInside(record: PersonRecord, secret: string): Promise<void> {
    await this.prove(record, { place: 'inside', trusted: true }, secret);
  }

  /**
   * Whether a PIN that was right still opens anything.
   * @throws AppError `pin-over`; `pin-expired` without the next PIN when it is due; `weak-pin`
   */
  #fresh(record: PersonRecord, next: string | undefined): PersonRecord {
    if (!record.person.mustChange) return record;
    const age = this.#parts.now() - record.pinAt;
    if (age > ONE_TIME_LIFETIME) throw new AppError('pin-over');
    if (next === undefined && age > MUST_CHANGE_AFTER) throw new AppError('pin-expired');
    if (next !== undefined && isWeakPin(next)) throw new AppError('weak-pin');
    return record;
  }

  /** Puts the PIN of one's own in the place of a one-time PIN. */
  async #renewed(record: PersonRecord, next: string | undefined): Promise<PersonRecord> {
    const { people } = this.#parts;
    if (!record.person.mustChange || next === undefined) return record;
    await people.replacePin(record.person.id, next);
    return needed(await people.record(record.person.id));
  }
}

/** Who does not work here any more is as unknown as a stranger. */
function employed(record: PersonRecord | null): PersonRecord | null {
  return record?.person.active === true ? record : null;
}

/** A phone is its owner's only. */
function isFor(device: DeviceRecord | null, person: string): boolean {
  if (device === null || !SIGN_IN_DEVICES.includes(device.device.kind)) return false;
  return device.device.kind !== 'phone' || device.device.person === person;
}

function worksAt({ person }: PersonRecord, device: DeviceRecord | null): boolean {
  return device === null || coversSite(person.sites, device.device.site);
}

/** Somebody whose secret was right is somebody. */
function needed(record: PersonRecord | null): PersonRecord {
  if (record === null) throw new AppError('person-unknown');
  return record;
}
