/** Those who work at a site: made, changed, reset and removed by those who look after it. */
import { coversSites, mayChange } from '../access/rights.js';
import { AppError } from '../errors.js';
import { realSiteOf } from '../domain/training.js';
import type { MadePeopleAnswer, PeopleAnswer, Person } from '../protocol/people.js';
import {
  addPeopleBody,
  done,
  madePeopleAnswer,
  madePersonAnswer,
  noBody,
  peopleAnswer,
  personAnswer,
  personChange,
} from '../protocol/schema/people.js';
import { NOTHING } from './operation.js';
import { record, type RecordParts } from './record.js';
import { route, type Call, type Route, type RouteParts } from './route.js';

export interface PeopleRouteParts extends RouteParts, RecordParts {}

const PATH = '/api/v1/sites/{site}/people';
const ONE = `${PATH}/{person}` as const;
const COMMON = { tag: 'People', query: NOTHING, command: false } as const;
const WRITE = { ...COMMON, action: 'people.write' } as const;
/** Bytes of a hundred names with their languages. */
const LIST_LIMIT = 64 * 1024;
/** ms: a PIN is hashed for each of a hundred, one after the other. */
const LIST_WITHIN = 30_000;
/** ms: one hash, behind others. */
const HASHING = 5_000;

export function peopleRoutes(parts: PeopleRouteParts): Route[] {
  return [list(parts), add(parts), change(parts), remove(parts), reset(parts), signOut(parts)];
}

function list(parts: PeopleRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'get',
      path: PATH,
      action: 'people.read',
      summary: 'Those who may work at the site',
      body: NOTHING,
      success: { status: 200, description: 'By name', schema: peopleAnswer },
      errors: [],
    },
    async (call): Promise<PeopleAnswer> => ({
      people: await parts.access.people.list(call.site().id),
    }),
  );
}

function add(parts: PeopleRouteParts): Route {
  return route(
    parts,
    {
      ...WRITE,
      method: 'post',
      path: PATH,
      summary: 'Makes people with one-time PINs, all or none; the PINs are said once',
      body: addPeopleBody,
      bodyLimit: LIST_LIMIT,
      longest: LIST_WITHIN,
      success: { status: 201, description: 'People, PINs and slips', schema: madePeopleAnswer },
      errors: ['name-taken', 'site-full'],
    },
    async (call): Promise<MadePeopleAnswer> => {
      const view = call.site();
      const sites = [realSiteOf(view.id)];
      for (const { role } of call.body.people) {
        if (!mayChange(call.subject, role, sites)) throw new AppError('not-allowed');
      }
      const made = await parts.access.people.addAll(
        call.body.people.map((person) => ({ ...person, sites })),
      );
      for (const { person } of made) {
        const data = { person: person.id, role: person.role };
        await record(parts, view, call.subject.actor, 'person.added', data);
      }
      return { made };
    },
  );
}

function change(parts: PeopleRouteParts): Route {
  return route(
    parts,
    {
      ...WRITE,
      method: 'put',
      path: ONE,
      summary: 'Changes what is given; open screens of the person follow at once',
      body: personChange,
      success: { status: 200, description: 'The person afterwards', schema: personAnswer },
      errors: ['person-unknown', 'name-taken', 'last-admin', 'site-full'],
    },
    async (call): Promise<Person> => {
      const before = await concerned(parts, call);
      const { name, languages, ...rights } = call.body;
      const own = before.id === call.subject.actor;
      // Nobody raises himself, nor puts himself out by mistake.
      if (own && Object.keys(rights).length > 0) throw new AppError('not-allowed');
      const { role = before.role, sites = before.sites } = rights;
      if (!mayChange(call.subject, role, sites)) throw new AppError('not-allowed');
      const person = await parts.access.people.change(before.id, call.body);
      const { id, active } = person;
      const data = { person: id, role: person.role, active };
      await record(parts, call.site(), call.subject.actor, 'person.changed', data);
      return person;
    },
  );
}

function remove(parts: PeopleRouteParts): Route {
  return route(
    parts,
    {
      ...WRITE,
      method: 'delete',
      path: ONE,
      summary: 'Forgets the person; the journal keeps an id without a name',
      body: NOTHING,
      success: { status: 200, description: 'Forgotten', schema: done },
      errors: ['person-unknown', 'last-admin'],
    },
    async (call) => {
      const { id } = await concerned(parts, call);
      if (id === call.subject.actor) throw new AppError('not-allowed');
      await parts.access.people.remove(id);
      await record(parts, call.site(), call.subject.actor, 'person.removed', { person: id });
      return {};
    },
  );
}

function reset(parts: PeopleRouteParts): Route {
  return route(
    parts,
    {
      ...WRITE,
      method: 'post',
      path: `${ONE}/reset`,
      summary: 'A new one-time PIN; password, own phones and sessions of the person end',
      body: noBody,
      longest: HASHING,
      success: { status: 200, description: 'Person, PIN and slip', schema: madePersonAnswer },
      errors: ['person-unknown', 'too-many'],
    },
    async (call) => {
      const { id } = await concerned(parts, call);
      const made = await parts.access.people.reset(id);
      await record(parts, call.site(), call.subject.actor, 'person.reset', { person: id });
      return made;
    },
  );
}

function signOut(parts: PeopleRouteParts): Route {
  return route(
    parts,
    {
      ...WRITE,
      method: 'post',
      path: `${ONE}/sign-out`,
      summary: 'Ends all sessions of the person',
      body: noBody,
      success: { status: 200, description: 'Signed out', schema: done },
      errors: ['person-unknown'],
    },
    async (call) => {
      const { id } = await concerned(parts, call);
      await parts.access.signIns.endAll(id);
      await record(parts, call.site(), call.subject.actor, 'access.signed-out', { person: id });
      return {};
    },
  );
}

/**
 * The person in the path, if the site knows the person and who asks may change such a one.
 * @throws AppError `site-unknown`, `person-unknown`, `not-allowed`
 */
export async function concerned({ access }: RouteParts, call: Call): Promise<Person> {
  const person = await access.people.get(call.parameter('person'));
  const site = realSiteOf(call.site().id);
  if (person === null || !coversSites(person.sites, [site])) throw new AppError('person-unknown');
  if (!mayChange(call.subject, person.role, person.sites)) throw new AppError('not-allowed');
  return person;
}
