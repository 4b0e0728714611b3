/** Paired devices: each with a token of its own that can be taken away. */
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import type { Redis } from 'ioredis';
import { AppError } from '../errors.js';
import type { Device, NewDevice, PairingOffer } from '../protocol/people.js';
import type { Book } from './book.js';
import {
  bearerOf,
  cookieName,
  cookieOf,
  credentialsOf,
  isSecure,
  placeOf,
  type Credentials,
} from './credentials.js';
import type { DeviceRecord } from './device-record.js';
import type { Endings } from './endings.js';
import { derivedSecret } from './install-secret.js';
import type { LastTime, LastTimes } from './last-times.js';
import { Pairing } from './pairing.js';
import type { Devices } from './ports.js';
import { Presence } from './presence.js';
import { digestOf, newId, newSecret, sameText } from './secrets.js';
import { Window } from './window.js';

/** Codes that one address may ask for in a minute: a whole hall is paired behind one router. */
const MOST_OFFERS = 60;
/** Codes that one lead may type in a minute: guessing one of a million takes weeks. */
const MOST_CODES = 20;
/** Devices of one site, phones of those who work there included. */
const MOST_DEVICES = 200;
/** ms for which a browser keeps a device's cookie, prolonged by each page: the most that Chrome allows. */
const COOKIE_LIFETIME = 400 * 86_400_000;

const TOKEN = /^mcd_(d-[a-z0-9]{12})_([\w-]{43})$/;

export interface DeviceParts {
  book: Book<DeviceRecord>;
  last: LastTimes;
  endings: Endings;
  redis: Redis;
  /** Real time, ms. */
  now: () => number;
}

export class DeviceBook implements Devices {
  readonly #parts: DeviceParts;
  readonly #pairing: Pairing;
  readonly #offers = new Window(MOST_OFFERS);
  readonly #codes = new Window(MOST_CODES);
  readonly #presence: Presence;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
    this.#pairing = new Pairing(parts.redis, parts.now);
    this.#presence = new Presence(parts.last, parts.now);
  }

  async list(site: string): Promise<Device[]> {
    const { book, last } = this.#parts;
    const [records, times] = await Promise.all([book.all(), last.all()]);
    return [...records.values()]
      .filter(({ device }) => device.site === site)
      .map((record) => this.#deviceOf(record, times.get(record.device.id)))
      .sort((a, b) => a.pairedAt - b.pairedAt || (a.id < b.id ? -1 : 1));
  }

  async of(request: IncomingMessage): Promise<Device | null> {
    const record = await this.byCredentials(credentialsOf(request));
    return record && this.#deviceOf(record, undefined);
  }

  /** A bearer token counts before a cookie. */
  async byCredentials(credentials: Credentials): Promise<DeviceRecord | null> {
    const token = bearerOf(credentials) ?? cookieOf('device', credentials);
    return token === undefined ? null : this.byToken(token);
  }

  /** A device's cookie was sent, in order or not. */
  claimsToBeOne(credentials: Credentials): boolean {
    return cookieOf('device', credentials) !== undefined;
  }

  async byToken(token: string): Promise<DeviceRecord | null> {
    const [, id = '', secret = ''] = TOKEN.exec(token) ?? [];
    if (id === '') return null;
    const record = (await this.#parts.book.all()).get(id);
    const digest = record?.digest ?? null;
    if (record === undefined || digest === null) return null;
    return sameText(digestOf(secret), digest) ? record : null;
  }

  async record(id: string): Promise<DeviceRecord | null> {
    return (await this.#parts.book.all()).get(id) ?? null;
  }

  async offer(request: IncomingMessage): Promise<PairingOffer> {
    await this.#offers.admit(placeOf(request));
    return this.#pairing.offer();
  }

  async claim(claim: string): Promise<{ device: Device; token: string } | null> {
    const { device: id } = await this.#pairing.read(claim);
    if (id === null) return null;
    const { secret, token } = tokenOf(id, claim);
    const record = await this.#edit(id, (before) => ({
      ...before,
      digest: digestOf(secret),
    })).catch((error: unknown) => {
      // Taken away before it was claimed.
      if (error instanceof AppError && error.code === 'device-unknown') {
        throw new AppError('pairing-over');
      }
      throw error;
    });
    return { device: this.#deviceOf(record, undefined), token };
  }

  remember(response: Response, token: string): void {
    const secure = isSecure(response.req);
    response.cookie(cookieName('device', secure), token, {
      ...{ httpOnly: true, sameSite: 'strict', path: '/', secure },
      maxAge: COOKIE_LIFETIME,
    });
  }

  /** Keeps a device's cookie for another while, or takes one away that is worth nothing any more. */
  async refresh(request: Request, response: Response): Promise<Device | null> {
    const credentials = credentialsOf(request);
    const token = cookieOf('device', credentials);
    if (token === undefined) return null;
    const record = await this.byToken(token);
    if (record !== null) {
      this.remember(response, token);
      return this.#deviceOf(record, undefined);
    }
    const { secure } = credentials;
    const cookie = { httpOnly: true, sameSite: 'strict', path: '/', secure } as const;
    response.clearCookie(cookieName('device', secure), cookie);
    return null;
  }

  async pair(code: string, as: NewDevice, actor: string): Promise<Device> {
    await this.#codes.admit(actor);
    // Before the code is taken away from the device that shows it.
    refuseFull(await this.#parts.book.all(), as.site);
    const becomes = await this.#pairing.take(code);
    const record = await this.#add(as, null);
    await becomes(record.device.id);
    return this.#deviceOf(record, undefined);
  }

  /** Makes a device that is here already, such as the phone that opened a slip's address. */
  async make(as: NewDevice): Promise<{ device: Device; token: string }> {
    const [id, secret] = [newId('d'), newSecret()];
    const record = await this.#add(as, digestOf(secret), id);
    return { device: this.#deviceOf(record, undefined), token: tokenText(id, secret) };
  }

  async change(id: string, change: Parameters<Devices['change']>[1]): Promise<Device> {
    const { name, counter, zone, printer } = change;
    const record = await this.#edit(id, (before) => ({
      ...before,
      device: {
        ...before.device,
        ...(name !== undefined && { name }),
        ...(counter !== undefined && { counter }),
        ...(zone !== undefined && { zone }),
        ...(printer !== undefined && { printer }),
      },
    }));
    // It comes back as what it is now.
    const moved = counter !== undefined || zone !== undefined || printer !== undefined;
    if (moved) await this.#tell([id]);
    const times = await this.#parts.last.all();
    return this.#deviceOf(record, times.get(id));
  }

  async revoke(id: string): Promise<void> {
    const gone = await this.#remove((record) => record.device.id === id);
    if (gone === 0) throw new AppError('device-unknown');
  }

  /** Takes away the phones that are a person's own. */
  async endPhones(person: string): Promise<void> {
    await this.#remove((record) => record.device.person === person);
  }

  seen(device: string, where: { address: string; build: string | null }): () => void {
    return this.#presence.seen(device, where);
  }

  /** Writes down that those with an open socket are still here. */
  noteOpen(): void {
    this.#presence.noteOpen();
  }

  async #add(as: NewDevice, digest: string | null, id = newId('d')): Promise<DeviceRecord> {
    const { kind, name, site, counter, zone, printer, person } = as;
    const pairedAt = this.#parts.now();
    const device = { id, kind, name, site, counter, zone, printer, person, pairedAt };
    const record: DeviceRecord = { device, digest };
    await this.#parts.book.change((records) => {
      refuseFull(records, site);
      records.set(id, record);
    });
    await this.#tell([]);
    return record;
  }

  async #edit(id: string, edit: (before: DeviceRecord) => DeviceRecord): Promise<DeviceRecord> {
    const record = await this.#parts.book.change((records) => {
      const before = records.get(id);
      if (before === undefined) throw new AppError('device-unknown');
      const after = edit(before);
      records.set(id, after);
      return after;
    });
    await this.#tell([]);
    return record;
  }

  async #remove(which: (record: DeviceRecord) => boolean): Promise<number> {
    const gone = await this.#parts.book.change((records) => {
      const ids = [...records.values()].filter(which).map(({ device }) => device.id);
      for (const id of ids) records.delete(id);
      return ids;
    });
    await this.#tell(gone);
    await this.#parts.last.forget(gone).catch(() => undefined);
    return gone.length;
  }

  #tell(ended: readonly string[]): Promise<void> {
    return this.#parts.endings.tell({
      book: 'devices',
      ended: ended.map((id) => ({ kind: 'device', id })),
    });
  }

  #deviceOf({ device }: DeviceRecord, last: LastTime | undefined): Device {
    const online = this.#presence.isHere(device.id);
    return {
      ...device,
      lastSeenAt: online ? this.#parts.now() : (last?.at ?? null),
      online,
      build: last?.build ?? null,
      address: last?.address ?? null,
    };
  }
}

/** @throws AppError `site-full` where a site has as many devices as it may have */
function refuseFull(records: ReadonlyMap<string, DeviceRecord>, site: string): void {
  const there = [...records.values()].filter(({ device }) => device.site === site);
  if (there.length >= MOST_DEVICES) throw new AppError('site-full');
}

/** The same claim always makes the same token: who lost the answer asks again. */
function tokenOf(id: string, claim: string): { secret: string; token: string } {
  const secret = derivedSecret(claim, `token of ${id}`);
  return { secret, token: tokenText(id, secret) };
}

function tokenText(id: string, secret: string): string {
  return `mcd_${id}_${secret}`;
}
