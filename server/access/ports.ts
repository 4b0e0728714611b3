/** What accounts, devices and tokens can do, for those who only ask (`http`, `live`). Times are real. */
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import type {
  ApiToken,
  Device,
  MadePerson,
  Me,
  NewDevice,
  NewPerson,
  PairingOffer,
  Person,
  PersonChange,
  TokenScope,
} from '../protocol/people.js';
import type { Sites } from '../protocol/people.js';
import type { CrewMember } from '../protocol/team.js';

/** Somebody as colleagues know them, and whether they work here at present. */
export type MarkedPerson = CrewMember & Pick<Person, 'active'>;

export interface People {
  /** Those who may work at a site, by name; `null` for all of the installation. @throws AppError `store-down` */
  list(site: string | null): Promise<Person[]>;
  get(id: string): Promise<Person | null>;
  /**
   * Those who may work at a site, those who are gone for now too, by name and with their marks for slips.
   * @throws AppError `store-down`
   */
  crew(site: string): Promise<readonly MarkedPerson[]>;
  /**
   * @throws AppError `name-taken` when an active person of one of the sites has this very name; `site-full`
   */
  add(given: NewPerson): Promise<MadePerson>;
  /** All or none. @throws AppError `name-taken`, `site-full` */
  addAll(given: readonly NewPerson[]): Promise<MadePerson[]>;
  /**
   * What a person may do follows at once, on open sockets too.
   * @throws AppError `person-unknown`, `name-taken`, `last-admin`, `site-full`
   */
  change(id: string, change: PersonChange): Promise<Person>;
  /** A new one-time PIN; the old one, the password, phones and sessions end. @throws `person-unknown` */
  reset(id: string): Promise<MadePerson>;
  /**
   * Until when (real time, ms) the one-time secrets of a slip hold; `null` where it is not that person's newest,
   * or was used.
   */
  slipOf(id: string, join: string): Promise<{ joinUntil: number; pinUntil: number } | null>;
  /** Forgets the name and all that was kept of the person. @throws `person-unknown`, `last-admin` */
  remove(id: string): Promise<void>;
  /** @throws AppError `weak-pin`, `wrong-secret` */
  setPin(id: string, current: string | null, pin: string): Promise<void>;
  /** @throws AppError `weak-password`, `wrong-secret` */
  setPassword(id: string, current: string | null, password: string): Promise<void>;
  /** The first admin of an installation that has none; the caller proved the one-time link. */
  addFirst(name: string, sites: Sites, password: string): Promise<Person>;
}

/**
 * How somebody proves who they are: a PIN on a paired device, a password anywhere, or slip and PIN.
 * `next` is the PIN of one's own that takes the place of the one-time PIN, demanded by `pin-expired`.
 */
export type SignInAttempt =
  | { kind: 'pin'; person: string; pin: string; next?: string }
  | { kind: 'password'; login: string; password: string }
  | { kind: 'join'; join: string; pin: string; deviceName: string; next?: string };

export interface SignIns {
  /**
   * Begins a fresh session (rotation) and sets its cookie; `join` also pairs the device.
   * @throws WrongSecret (also for unknown people: same time, same words), AppError `not-paired` (a PIN on
   * a device that is not), `pin-expired` (sign in again with `next`), `pin-over`, `weak-pin`, TooMany
   */
  signIn(request: Request, response: Response, attempt: SignInAttempt): Promise<Me>;
  /** @returns whose session it was; `null` for nobody's */
  signOut(request: Request, response: Response): Promise<string | null>;
  /** Ends all sessions of the person but this one. */
  signOutElsewhere(request: Request): Promise<void>;
  /** Ends all sessions of a person. */
  endAll(person: string): Promise<void>;
  lock(request: Request): Promise<void>;
  /** @throws WrongSecret, TooMany, AppError `signed-out` */
  unlock(request: Request, secret: string): Promise<Me>;
  /** Who is signed in; locked sessions too. `null` for nobody. */
  me(request: IncomingMessage): Promise<Me | null>;
}

export interface Devices {
  list(site: string): Promise<Device[]>;
  /** The paired device that sent this request's cookie or bearer token. */
  of(request: IncomingMessage): Promise<Device | null>;
  /** @throws AppError `too-many` */
  offer(request: IncomingMessage): Promise<PairingOffer>;
  /**
   * Whether the code was typed: the device and its token; `null` while it was not. The same claim gets
   * the same answer for as long as the code holds: an answer may be lost on its way.
   * @throws AppError `pairing-over`
   */
  claim(claim: string): Promise<{ device: Device; token: string } | null>;
  /** Makes a device of the browser that asks, without a code; `remember` gives it the token. */
  make(as: NewDevice): Promise<{ device: Device; token: string }>;
  /** Sets the token as this browser's cookie. */
  remember(response: Response, token: string): void;
  /** As `of` for a browser that opens a page: keeps its cookie, or takes one away that is worth nothing. */
  refresh(request: Request, response: Response): Promise<Device | null>;
  /** A lead typed the code. @throws AppError `code-unknown`, `site-full`; TooMany */
  pair(code: string, as: NewDevice, actor: string): Promise<Device>;
  /** @throws AppError `device-unknown` */
  change(
    id: string,
    change: Partial<Pick<NewDevice, 'name' | 'counter' | 'zone' | 'printer'>>,
  ): Promise<Device>;
  /** Its token is worth nothing from now on; its sockets close at once. @throws `device-unknown` */
  revoke(id: string): Promise<void>;
  /** A socket of the device opened; call the answer when it closes. */
  seen(device: string, where: { address: string; build: string | null }): () => void;
}

export interface Tokens {
  list(site: string | null): Promise<ApiToken[]>;
  /** @returns the token itself too, said once. @throws AppError `site-full` */
  make(given: {
    name: string;
    scope: TokenScope;
    sites: Sites;
    expiresAt: number;
  }): Promise<{ token: ApiToken; secret: string }>;
  /** @throws AppError `token-unknown` */
  revoke(id: string): Promise<void>;
}

/** Somebody's or something's right ended or changed: open sockets that rest on it close. */
export interface Ended {
  kind: 'session' | 'person' | 'device' | 'token';
  id: string;
}
