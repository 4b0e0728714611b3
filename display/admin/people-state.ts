/** What the section of people knows and what somebody is typing into it. */
import type { MadePerson, Me, Person, Role } from '../../server/protocol/people.js';
import { ROLES } from '../../server/protocol/people.js';
import type { ListedPerson } from './people-list.js';

/** What is typed about one person, new or old. */
export interface PersonForm {
  name: string;
  role: Role;
  languages: string[];
  active: boolean;
}

export interface PeopleState {
  /** `null` until the server answered. */
  people: Person[] | null;
  query: string;
  show: 'active' | 'left';
  /** The form beside the list, and whom it is about; `null` id for somebody new. */
  form: PersonForm & { id: string | null };
  /** A request is under way: nothing else is sent. */
  sending: boolean;
  /** Whose removal was asked for once. */
  removing: string | null;
  /** PINs that were just made, told once. */
  made: readonly MadePerson[];
  /** The list that is being pasted. */
  typed: string;
  listed: readonly ListedPerson[];
  /** Line on which the list stops being a table. */
  brokenAt: number | null;
  /** The file's letters were none of ours. */
  foreign: boolean;
}

/** Addresses below the section that name no person. */
export const NEW = 'new';
export const MANY = 'many';

export function emptyForm(): PeopleState['form'] {
  return { id: null, name: '', role: 'volunteer', languages: [], active: true };
}

export function formOf({ id, name, role, languages, active }: Person): PeopleState['form'] {
  return { id, name, role, languages: [...languages], active };
}

export function startPeople(): PeopleState {
  return {
    people: null,
    query: '',
    show: 'active',
    form: emptyForm(),
    sending: false,
    removing: null,
    made: [],
    typed: '',
    listed: [],
    brokenAt: null,
    foreign: false,
  };
}

/** Roles that somebody may give to others: a lead those of the shift, an admin all. */
export function mayGive(me: Me): readonly Role[] {
  return me.person.role === 'admin' ? ROLES : ['volunteer', 'officer'];
}

/** Whether somebody may change this person at all. */
export function mayChange(me: Me, person: Pick<Person, 'role'>): boolean {
  return mayGive(me).includes(person.role);
}
