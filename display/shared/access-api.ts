/** Signing in and out, locking, and one's own secrets, as a person's screen asks for them. */
import type { Me } from '../../server/protocol/people.js';
import { isRecord } from './api.js';
import { type Asked, ask } from './ask.js';

/** Somebody is in, or why not. */
export type SignedIn = { kind: 'in'; me: Me } | Exclude<Asked, { kind: 'done' }>;

export interface AccessApi {
  /** Who is signed in here, a locked session included. */
  me(): Promise<SignedIn>;
  /** @param next the PIN of one's own, once the one-time PIN must be replaced (`pin-expired`) */
  byPin(person: string, pin: string, next?: string): Promise<SignedIn>;
  byPassword(login: string, password: string): Promise<SignedIn>;
  /** With a slip's secret and PIN: also makes this browser the person's own device. */
  byJoin(join: string, pin: string, deviceName: string, next?: string): Promise<SignedIn>;
  unlock(secret: string): Promise<SignedIn>;
  lock(): Promise<Asked>;
  signOut(): Promise<Asked>;
  /** Ends the person's sessions on all other devices. */
  signOutElsewhere(): Promise<Asked>;
  setPin(current: string | null, pin: string): Promise<Asked>;
  setPassword(current: string | null, password: string): Promise<Asked>;
}

/** @param language BCP 47 tag in which refusals are worded */
export function createAccessApi(language: string): AccessApi {
  const post = (path: string, body: object = {}): Promise<Asked> =>
    ask('POST', path, language, body);
  const put = (path: string, body: object): Promise<Asked> => ask('PUT', path, language, body);
  return {
    me: async () => signedIn(await ask('GET', '/me', language)),
    byPin: async (person, pin, next) =>
      signedIn(await post('/sign-in', { kind: 'pin', person, pin, ...nextPin(next) })),
    byPassword: async (login, password) =>
      signedIn(await post('/sign-in', { kind: 'password', login, password })),
    byJoin: async (join, pin, deviceName, next) =>
      signedIn(await post('/sign-in', { kind: 'join', join, pin, deviceName, ...nextPin(next) })),
    unlock: async (secret) => signedIn(await post('/unlock', { secret })),
    lock: () => post('/lock'),
    signOut: () => post('/sign-out'),
    signOutElsewhere: () => post('/sign-out', { elsewhere: true }),
    setPin: (current, pin) => put('/me/pin', { current, pin }),
    setPassword: (current, password) => put('/me/password', { current, password }),
  };
}

function nextPin(next: string | undefined): { next?: string } {
  return next === undefined ? {} : { next };
}

/** An answer without a person is no answer: something else than our server stands in between. */
function signedIn(asked: Asked): SignedIn {
  if (asked.kind !== 'done') return asked;
  return isMe(asked.body) ? { kind: 'in', me: asked.body } : { kind: 'unanswered' };
}

/** Tells a person by what the screens rely on; the server's schemas vouch for the rest. */
function isMe(value: unknown): value is Me {
  return (
    isRecord(value) &&
    isRecord(value['person']) &&
    typeof value['person']['id'] === 'string' &&
    typeof value['person']['name'] === 'string' &&
    typeof value['locked'] === 'boolean' &&
    typeof value['mustChange'] === 'boolean'
  );
}
