/** Signing in and out, locking and unlocking. */
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { AppError } from '../errors.js';
import type { Me, Sites } from '../protocol/people.js';
import { credentialsOf, type Credentials } from './credentials.js';
import type { DeviceBook } from './device-book.js';
import type { DeviceRecord } from './device-record.js';
import type { Endings } from './endings.js';
import type { LastTimes } from './last-times.js';
import type { PeopleBook } from './people-book.js';
import type { PersonRecord } from './person-record.js';
import type { Proofs } from './proofs.js';
import type { SignInAttempt, SignIns } from './ports.js';
import { LIFETIME, type SessionState, type Sessions } from './sessions.js';

export interface SignInParts {
  people: PeopleBook;
  devices: DeviceBook;
  sessions: Sessions;
  proofs: Proofs;
  endings: Endings;
  last: LastTimes;
  /** Ids of the sites, the first first. */
  sites: () => readonly string[];
  /** Real time, ms. */
  now: () => number;
}

/** A session that is in order, and whose it is. */
export interface Present {
  id: string;
  state: SessionState;
  record: PersonRecord;
}

export class SignInDesk implements SignIns {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  async signIn(request: Request, response: Response, attempt: SignInAttempt): Promise<Me> {
    const place = await this.#parts.proofs.placeOf(request);
    if (attempt.kind === 'password') {
      const record = await this.#parts.proofs.byPassword(place, attempt);
      return this.#enter(request, response, record, null, place.device);
    }
    if (attempt.kind === 'pin') {
      const record = await this.#parts.proofs.byPin(place, attempt);
      return this.#enter(request, response, record, place.device, place.device);
    }
    const record = await this.#parts.proofs.byJoin(place, attempt);
    const phone = await this.#ownPhone(response, record, attempt.deviceName);
    return this.#enter(request, response, record, phone, phone);
  }

  async signOut(request: Request, response: Response): Promise<string | null> {
    const { sessions, endings } = this.#parts;
    const id = sessions.idOf(credentialsOf(request));
    if (id === null) return null;
    const state = await sessions.find(id);
    await sessions.end(id, request, response);
    await endings.tell({ book: null, ended: [{ kind: 'session', id }] });
    return state?.person ?? null;
  }

  async signOutElsewhere(request: Request): Promise<void> {
    const { id, record } = await this.#needed(request);
    // This one first: it belongs to the epoch that begins.
    await this.#parts.sessions.change(id, { epoch: record.epoch + 1 });
    await this.#parts.people.nextEpoch(record.person.id);
  }

  async endAll(person: string): Promise<void> {
    await this.#parts.people.nextEpoch(person);
  }

  async lock(request: Request): Promise<void> {
    const { id } = await this.#needed(request);
    await this.#parts.sessions.change(id, { locked: true });
    await this.#parts.endings.tell({ book: null, ended: [{ kind: 'session', id }] });
  }

  async unlock(request: Request, secret: string): Promise<Me> {
    const { id, record } = await this.#needed(request);
    const { device, ...place } = await this.#parts.proofs.placeOf(request);
    await this.#parts.proofs.prove(record, place, secret);
    await this.#parts.sessions.change(id, { locked: false });
    await this.#parts.endings.tell({ book: null, ended: [{ kind: 'session', id }] });
    return meOf(record, false, device);
  }

  async me(request: IncomingMessage): Promise<Me | null> {
    const credentials = credentialsOf(request);
    const present = await this.presentOf(credentials);
    if (present === null) return null;
    const device = await this.#parts.devices.byCredentials(credentials);
    return meOf(present.record, present.state.locked, device);
  }

  /**
   * A session with its person, if it is in order: not over, of somebody who works here, in the present
   * epoch, and with the device that it began on still paired.
   * @throws AppError `store-down`
   */
  async present(id: string): Promise<Present | null> {
    const { sessions, people, devices } = this.#parts;
    const state = await sessions.find(id);
    if (state === null) return null;
    const record = await people.record(state.person);
    if (record === null || !record.person.active || state.epoch < record.epoch) return null;
    if (state.device !== null && (await devices.record(state.device)) === null) return null;
    return { id, state, record };
  }

  /** The same by a cookie: only over the kind of connection on which the session began. */
  async presentOf(credentials: Credentials): Promise<Present | null> {
    const id = this.#parts.sessions.idOf(credentials);
    const present = id === null ? null : await this.present(id);
    return present?.state.secure === credentials.secure ? present : null;
  }

  async #needed(request: Request): Promise<Present> {
    const present = await this.presentOf(credentialsOf(request));
    if (present === null) throw new AppError('signed-out');
    return present;
  }

  async #ownPhone(
    response: Response,
    { person }: PersonRecord,
    name: string,
  ): Promise<DeviceRecord> {
    const { devices } = this.#parts;
    const site = this.#siteOf(person.sites);
    const { device, token } = await devices.make({
      ...{ kind: 'phone', name, site, person: person.id },
      ...{ counter: null, zone: null, printer: null },
    });
    devices.remember(response, token);
    const record = await devices.record(device.id);
    if (record === null) throw new AppError('device-unknown');
    return record;
  }

  #siteOf(sites: Sites): string {
    const [first = ''] = sites === 'all' ? this.#parts.sites() : sites;
    return first;
  }

  /** @param factor the device without which the session ends; @param here the one in use */
  async #enter(
    request: Request,
    response: Response,
    record: PersonRecord,
    factor: DeviceRecord | null,
    here: DeviceRecord | null,
  ): Promise<Me> {
    const { sessions, endings, last, now } = this.#parts;
    const own = factor?.device.kind === 'phone';
    const over = await sessions.begin(request, response, {
      person: record.person.id,
      epoch: record.epoch,
      device: factor?.device.id ?? null,
      locked: false,
      endsAt: now() + (own ? LIFETIME.own : LIFETIME.shared),
    });
    if (over.length > 0) {
      await endings.tell({ book: null, ended: over.map((id) => ({ kind: 'session', id })) });
    }
    last.note(record.person.id, { at: now(), build: null, address: null });
    return meOf(record, false, here);
  }
}

function meOf({ person }: PersonRecord, locked: boolean, here: DeviceRecord | null): Me {
  const { id, name, role, sites, mustChange } = person;
  const device = here && {
    id: here.device.id,
    name: here.device.name,
    kind: here.device.kind,
  };
  return { person: { id, name, role }, sites, locked, mustChange, device };
}
