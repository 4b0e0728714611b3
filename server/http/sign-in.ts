/** Signing in and out, locking, and one's own PIN and password. */
import type { SignInAttempt } from '../access/ports.js';
import { AppError, WrongSecret } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { RecordEventType, WrittenData } from '../protocol/journal.js';
import type { Me, Sites } from '../protocol/people.js';
import {
  done,
  meAnswer,
  newPasswordBody,
  newPinBody,
  noBody,
  signInBody,
  signOutBody,
  unlockBody,
} from '../protocol/schema/people.js';
import { NOTHING } from './operation.js';
import { record, type RecordParts } from './record.js';
import { route, type Call, type Route, type RouteParts } from './route.js';

export interface SignInRouteParts extends RouteParts, RecordParts {}

const COMMON = { tag: 'People', query: NOTHING, command: false } as const;
/** ms: hashes wait their turn (`access/hasher.ts`). */
const HASHING = 5_000;
const DONE = { status: 200, description: 'Done', schema: done } as const;
const ME = { status: 200, description: 'Who is signed in', schema: meAnswer } as const;

export function signInRoutes(parts: SignInRouteParts): Route[] {
  return [
    signIn(parts),
    signOut(parts),
    lock(parts),
    unlock(parts),
    me(parts),
    newPin(parts),
    newPassword(parts),
  ];
}

function signIn(parts: SignInRouteParts): Route {
  const { signIns } = parts.access;
  return route(
    parts,
    {
      ...COMMON,
      method: 'post',
      path: '/api/v1/sign-in',
      action: 'sign-in',
      summary: 'Begins a session by PIN on a paired device, by password, or by slip and PIN',
      body: signInBody,
      longest: HASHING,
      success: ME,
      errors: [
        'wrong-secret',
        'not-paired',
        'pin-expired',
        'pin-over',
        'weak-pin',
        'site-full',
        'too-many',
      ],
    },
    async (call): Promise<Me> => {
      const attempt: SignInAttempt = call.body;
      try {
        const who = await signIns.signIn(call.request, call.response, attempt);
        const { person, sites, device } = who;
        await recordOf(parts, sites, person.id, 'access.signed-in', {
          person: person.id,
          device: device?.id ?? null,
        });
        return who;
      } catch (error) {
        await recordRefusal(parts, error);
        throw error;
      }
    },
  );
}

function signOut(parts: SignInRouteParts): Route {
  const { signIns } = parts.access;
  return route(
    parts,
    {
      ...COMMON,
      method: 'post',
      path: '/api/v1/sign-out',
      action: 'me',
      summary: 'Ends this session, or with `elsewhere` all others of this person',
      body: signOutBody,
      success: DONE,
      errors: [],
    },
    async (call) => {
      if (call.body.elsewhere === true) {
        // A locked screen may only end itself.
        if (call.subject.locked) throw new AppError('locked');
        const person = await personOf(parts, call);
        await signIns.signOutElsewhere(call.request);
        const { sites } = call.subject;
        await recordOf(parts, sites, person, 'access.signed-out-elsewhere', { person });
        return {};
      }
      const person = await signIns.signOut(call.request, call.response);
      if (person !== null) {
        await recordOf(parts, call.subject.sites, person, 'access.signed-out', { person });
      }
      return {};
    },
  );
}

function lock(parts: SignInRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'post',
      path: '/api/v1/lock',
      action: 'me',
      summary: 'Locks this session until `unlock`',
      body: noBody,
      success: DONE,
      errors: [],
    },
    async (call) => {
      await parts.access.signIns.lock(call.request);
      return {};
    },
  );
}

function unlock(parts: SignInRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'post',
      path: '/api/v1/unlock',
      action: 'me',
      summary: "Unlocks this session with the person's PIN or password",
      body: unlockBody,
      longest: HASHING,
      success: ME,
      errors: ['wrong-secret', 'too-many'],
    },
    async (call): Promise<Me> => {
      try {
        return await parts.access.signIns.unlock(call.request, call.body.secret);
      } catch (error) {
        await recordRefusal(parts, error);
        throw error;
      }
    },
  );
}

function me(parts: SignInRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'get',
      path: '/api/v1/me',
      action: 'me',
      summary: 'Who is signed in here, a locked session included',
      body: NOTHING,
      success: ME,
      errors: [],
    },
    async (call): Promise<Me> => {
      const who = await parts.access.signIns.me(call.request);
      if (who === null) throw new AppError('signed-out');
      return who;
    },
  );
}

function newPin(parts: SignInRouteParts): Route {
  const { people, signIns } = parts.access;
  return route(
    parts,
    {
      ...COMMON,
      method: 'put',
      path: '/api/v1/me/pin',
      action: 'me.change',
      summary: "Sets one's own PIN; sessions elsewhere end",
      body: newPinBody,
      longest: HASHING,
      success: DONE,
      errors: ['wrong-secret', 'weak-pin', 'too-many'],
    },
    async (call) => {
      const person = await personOf(parts, call);
      await people.setPin(person, call.body.current, call.body.pin);
      await signIns.signOutElsewhere(call.request);
      const data = { person, secret: 'pin' } as const;
      await recordOf(parts, call.subject.sites, person, 'access.secret-changed', data);
      return {};
    },
  );
}

function newPassword(parts: SignInRouteParts): Route {
  const { people, signIns } = parts.access;
  return route(
    parts,
    {
      ...COMMON,
      method: 'put',
      path: '/api/v1/me/password',
      action: 'me.change',
      summary: "Sets one's own password; sessions elsewhere end",
      body: newPasswordBody,
      longest: HASHING,
      success: DONE,
      errors: ['wrong-secret', 'weak-password', 'too-many'],
    },
    async (call) => {
      const { current, password } = call.body;
      const person = await personOf(parts, call);
      await people.setPassword(person, current, password);
      await signIns.signOutElsewhere(call.request);
      const data = { person, secret: 'password' } as const;
      await recordOf(parts, call.subject.sites, person, 'access.secret-changed', data);
      return {};
    },
  );
}

/** @throws AppError `signed-out` for a program, which is nobody */
async function personOf({ access }: SignInRouteParts, { request }: Call): Promise<string> {
  const who = await access.signIns.me(request);
  if (who === null) throw new AppError('signed-out');
  return who.person.id;
}

/** Each wrong try is journaled: waits keep them few. Names that nobody has are not. */
async function recordRefusal(parts: SignInRouteParts, error: unknown): Promise<void> {
  if (!(error instanceof WrongSecret) || error.person === null) return;
  const person = await parts.access.people.get(error.person).catch(() => null);
  if (person === null) return;
  const cause = error.seconds > 0 ? 'slowed' : 'secret';
  await recordOf(parts, person.sites, 'stranger', 'access.refused', { person: person.id, cause });
}

/** At the first of these sites that exists. */
async function recordOf<T extends RecordEventType>(
  parts: SignInRouteParts,
  sites: Sites,
  actor: string,
  type: T,
  data: WrittenData[T],
): Promise<void> {
  const all = parts.sites.all();
  const view: SiteView | undefined = all.find(({ id }) => sites === 'all' || sites.includes(id));
  if (view !== undefined) await record(parts, view, actor, type, data);
}
