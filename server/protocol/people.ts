/** Who works here, on which devices, and what programs may do. */

export const ROLES = ['volunteer', 'officer', 'lead', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a paired device is: `hall` and `sign` show, `kiosk` gives numbers to citizens, `tablet` is the
 * door's shared one, `pad` stands at a counter, `phone` is somebody's own, `printer` an agent.
 */
export const DEVICE_KINDS = ['hall', 'sign', 'kiosk', 'tablet', 'pad', 'phone', 'printer'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];
/** Devices at which people sign in with a PIN: the device's token is the other factor. */
export const SIGN_IN_DEVICES: readonly DeviceKind[] = ['tablet', 'pad', 'phone'];

/** What a program's token may do: read boards and reports, give numbers too, or all that an admin may. */
export const TOKEN_SCOPES = ['read', 'issue', 'admin'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** A training site is named after the site that it copies; whoever may work there may practise here. */
export const TRAINING_SUFFIX = '-tap-duot';

/** `all`: every site of this installation, those to come included. */
export type Sites = 'all' | readonly string[];

/** Somebody who works here. Names stand nowhere else: the journal has the id only. */
export interface Person {
  id: string;
  /** What is typed with a password where no name can be tapped; lower case, unique. */
  login: string;
  name: string;
  role: Role;
  /** Tags of languages spoken besides Vietnamese. */
  languages: string[];
  active: boolean;
  sites: Sites;
  /** Still has the one-time PIN that somebody else knows. */
  mustChange: boolean;
  hasPassword: boolean;
  /** Real time, ms. */
  madeAt: number;
  lastSignInAt: number | null;
}
/** `sites: 'all'` only for admins. */
export interface NewPerson {
  name: string;
  role: Role;
  languages: readonly string[];
  sites: Sites;
}
export type PersonChange = Partial<
  Pick<Person, 'name' | 'role' | 'languages' | 'active' | 'sites'>
>;
/** Somebody with a fresh one-time PIN: said once, stored nowhere in clear. */
export interface MadePerson {
  person: Person;
  /** Six digits. */
  pin: string;
  /**
   * At least 128 random bits, once, for a day: with it and the PIN a phone becomes this person's own
   * device (`/join/{join}`).
   */
  join: string;
}

/** Who is signed in here, as the person's own screens know it. */
export interface Me {
  person: Pick<Person, 'id' | 'name' | 'role'>;
  sites: Sites;
  /** The screen was left alone or locked by hand: everything but `unlock` and `sign-out` is refused. */
  locked: boolean;
  mustChange: boolean;
  device: Pick<Device, 'id' | 'name' | 'kind'> | null;
}

/** A paired device, as those who look after the site see it. */
export interface Device {
  id: string;
  kind: DeviceKind;
  name: string;
  site: string;
  /** Counter of a sign or pad, zone of a hall screen (`null`: all), printer of an agent, owner of a phone. */
  counter: string | null;
  zone: string | null;
  printer: string | null;
  person: string | null;
  /** Real time, ms. */
  pairedAt: number;
  lastSeenAt: number | null;
  /** A socket of it is open on this server. */
  online: boolean;
  /** Build of its screen and address that it came from, as of `lastSeenAt`. */
  build: string | null;
  address: string | null;
}
export type NewDevice = Pick<
  Device,
  'kind' | 'name' | 'site' | 'counter' | 'zone' | 'printer' | 'person'
>;

/** What an unpaired device is given: it shows `code` and asks with `claim` whether it was typed. */
export interface PairingOffer {
  /** Six digits, for ten minutes. */
  code: string;
  /** Secret of this device, 256 bits. */
  claim: string;
  /** Real time, ms. */
  expiresAt: number;
}

export interface ApiToken {
  id: string;
  name: string;
  scope: TokenScope;
  sites: Sites;
  madeAt: number;
  expiresAt: number;
  lastUsedAt: number | null;
}

/** `GET …/people`, `GET …/devices`, `GET …/tokens`. */
export interface PeopleAnswer {
  people: Person[];
}
export interface DevicesAnswer {
  devices: Device[];
}
export interface TokensAnswer {
  tokens: ApiToken[];
}
/** `POST …/people`: all or none. */
export interface AddPeopleBody {
  /** 1 to 100. */
  people: Pick<NewPerson, 'name' | 'role' | 'languages'>[];
}
export interface MadePeopleAnswer {
  made: MadePerson[];
}
/** `POST …/people/{person}/slip`: what the answer that made them said, once. */
export interface PinSlipBody extends Pick<MadePerson, 'pin' | 'join'> {
  printer: string;
  /** One of the addresses at which phones reach this server; `null`: they do not. */
  address: string | null;
}
/** `POST …/devices` */
export interface PairBody {
  code: string;
  kind: Exclude<DeviceKind, 'phone'>;
  name: string;
  counter: string | null;
  zone: string | null;
  printer: string | null;
}
/** `POST …/tokens` */
export interface MakeTokenBody {
  name: string;
  scope: TokenScope;
  days: number;
  /** For every site, those to come included: only by who has all of them. */
  allSites?: boolean;
}
export interface MadeTokenAnswer {
  token: ApiToken;
  /** The token itself, said once. */
  secret: string;
}
/** `POST /api/v1/pairing/claim`. `program`: no browser, wants the token itself. */
export interface ClaimBody {
  claim: string;
  program?: true;
}
export type ClaimAnswer =
  | { paired: false }
  | {
      paired: true;
      device: Device;
      /** Page where a device of this kind belongs. */
      path: string;
      /** The device's token, for programs only: browsers get it as a cookie. */
      token?: string;
      /** Paper width of the printer that the device serves; `null` for what is no printer. */
      dots: number | null;
    };
/** What `PUT /me/pin` and `PUT /me/password` take; `current` is the PIN or the password as it is. */
export interface NewPinBody {
  /** `null` only while the person still has the one-time PIN. */
  current: string | null;
  pin: string;
}
export interface NewPasswordBody {
  current: string | null;
  password: string;
}
