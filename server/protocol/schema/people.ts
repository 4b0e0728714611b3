/** Zod schemas of `protocol/people.ts`: what comes in, and what makes the API document. */
import { z } from 'zod';
import {
  DEVICE_KINDS,
  ROLES,
  TOKEN_SCOPES,
  type AddPeopleBody,
  type ApiToken,
  type ClaimBody,
  type Device,
  type DevicesAnswer,
  type MadePeopleAnswer,
  type MadePerson,
  type MadeTokenAnswer,
  type MakeTokenBody,
  type Me,
  type NewPasswordBody,
  type NewPinBody,
  type PairBody,
  type PairingOffer,
  type PeopleAnswer,
  type Person,
  type PinSlipBody,
  type TokensAnswer,
} from '../people.js';
import { languageTag, line, slug, time } from './ids.js';
import type { Loose } from './loose.js';

/** Schemas that let through exactly the bodies of `protocol/people.ts`. */
type Checks<T> = z.ZodType<Loose<T>>;

/** Bodies that carry nothing. */
export const noBody = z.strictObject({});
/** Answers that say no more than that it is done. */
export const done = z.strictObject({});

/** Id of a person, device or token: it stands in addresses. */
const id = z.string().regex(/^[pdt]-[a-z0-9]{12}$/);
const name = line(60);
const languages = z.array(languageTag).max(20);
const sites = z.union([z.literal('all'), z.array(slug).min(1).max(100)]);
/** What somebody typed to prove himself: of any form, as it must be wrong and not malformed. */
const secret = z.string().min(1).max(512);
/** Base64url of 256 bits. */
const capability = z.string().regex(/^[\w-]{43}$/);
/** A PIN that somebody chooses; whether it is good enough says `access/weak-secrets.ts`. */
const newPin = z.string().max(64);

export const signInBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pin'), person: id, pin: secret, next: newPin.optional() }),
  z.strictObject({ kind: z.literal('password'), login: line(100), password: secret }),
  z.strictObject({
    kind: z.literal('join'),
    join: capability,
    pin: secret,
    deviceName: name,
    next: newPin.optional(),
  }),
]);
export const signOutBody = z.strictObject({ elsewhere: z.boolean().optional() });
export const unlockBody = z.strictObject({ secret });
export const newPinBody = z.strictObject({
  current: secret.nullable(),
  pin: newPin,
}) satisfies Checks<NewPinBody>;
export const newPasswordBody = z.strictObject({
  current: secret.nullable(),
  password: z.string().max(512),
}) satisfies Checks<NewPasswordBody>;

export const addPeopleBody = z.strictObject({
  people: z
    .array(z.strictObject({ name, role: z.enum(ROLES), languages }))
    .min(1)
    .max(100),
}) satisfies Checks<AddPeopleBody>;
export const personChange = z.strictObject({
  name: name.optional(),
  role: z.enum(ROLES).optional(),
  languages: languages.optional(),
  active: z.boolean().optional(),
  sites: sites.optional(),
});

/** Six digits, however they were grouped when they were typed. */
const code = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/));
const place = {
  counter: slug.nullable().default(null),
  zone: slug.nullable().default(null),
  printer: slug.nullable().default(null),
};
export const pairBody = z.strictObject({
  code,
  kind: z.enum(DEVICE_KINDS).exclude(['phone']),
  name,
  ...place,
}) satisfies Checks<PairBody>;
export const deviceChange = z.strictObject({
  name: name.optional(),
  counter: slug.nullable().optional(),
  zone: slug.nullable().optional(),
  printer: slug.nullable().optional(),
});
export const claimBody = z.strictObject({
  claim: capability,
  program: z.literal(true).optional(),
}) satisfies Checks<ClaimBody>;

/** Two years. */
const LONGEST_TOKEN = 730;
export const makeTokenBody = z.strictObject({
  name,
  scope: z.enum(TOKEN_SCOPES),
  days: z.int().min(1).max(LONGEST_TOKEN),
  allSites: z.boolean().optional(),
}) satisfies Checks<MakeTokenBody>;

const person = z
  .strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    languages: z.array(z.string()),
    active: z.boolean(),
    sites: z.union([z.literal('all'), z.array(slug)]),
    mustChange: z.boolean(),
    hasPassword: z.boolean(),
    madeAt: time,
    lastSignInAt: time.nullable(),
  })
  .meta({ id: 'Person', description: 'Somebody who works here.' }) satisfies z.ZodType<Person>;
const made = z.strictObject({ person, pin: z.string(), join: z.string() }).meta({
  id: 'MadePerson',
  description: 'With a one-time PIN, said once.',
}) satisfies z.ZodType<MadePerson>;
const device = z
  .strictObject({
    id: z.string(),
    kind: z.enum(DEVICE_KINDS),
    name: z.string(),
    site: z.string(),
    counter: z.string().nullable(),
    zone: z.string().nullable(),
    printer: z.string().nullable(),
    person: z.string().nullable(),
    pairedAt: time,
    lastSeenAt: time.nullable(),
    online: z.boolean(),
    build: z.string().nullable(),
    address: z.string().nullable(),
  })
  .meta({ id: 'Device', description: 'A paired device.' }) satisfies z.ZodType<Device>;
const token = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    scope: z.enum(TOKEN_SCOPES),
    sites: z.union([z.literal('all'), z.array(slug)]),
    madeAt: time,
    expiresAt: time,
    lastUsedAt: time.nullable(),
  })
  .meta({
    id: 'ApiToken',
    description: 'What a program signs in with.',
  }) satisfies z.ZodType<ApiToken>;

export const personAnswer = person;
export const deviceAnswer = device;
export const madePersonAnswer = made;
export const pinSlipBody = z.strictObject({
  pin: z.string().regex(/^\d{6}$/),
  join: capability,
  printer: slug,
  address: z.string().max(200).nullable(),
}) satisfies Checks<PinSlipBody>;

export const peopleAnswer = z.strictObject({
  people: z.array(person),
}) satisfies z.ZodType<PeopleAnswer>;
export const madePeopleAnswer = z.strictObject({
  made: z.array(made),
}) satisfies z.ZodType<MadePeopleAnswer>;
export const devicesAnswer = z.strictObject({
  devices: z.array(device),
}) satisfies z.ZodType<DevicesAnswer>;
export const tokensAnswer = z.strictObject({
  tokens: z.array(token),
}) satisfies z.ZodType<TokensAnswer>;
export const madeTokenAnswer = z.strictObject({
  token,
  secret: z.string(),
}) satisfies z.ZodType<MadeTokenAnswer>;
export const pairingOffer = z.strictObject({
  code: z.string(),
  claim: z.string(),
  expiresAt: time,
}) satisfies z.ZodType<PairingOffer>;
export const claimAnswer = z.union([
  z.strictObject({ paired: z.literal(false) }),
  z.strictObject({
    paired: z.literal(true),
    device,
    path: z.string(),
    token: z.string().optional(),
    dots: z.int().nullable(),
  }),
]);
export const meAnswer = z
  .strictObject({
    person: z.strictObject({ id: z.string(), name: z.string(), role: z.enum(ROLES) }),
    sites: z.union([z.literal('all'), z.array(slug).readonly()]),
    locked: z.boolean(),
    mustChange: z.boolean(),
    device: z
      .strictObject({ id: z.string(), name: z.string(), kind: z.enum(DEVICE_KINDS) })
      .nullable(),
  })
  .meta({ id: 'Me', description: 'Who is signed in.' }) satisfies z.ZodType<Me>;
